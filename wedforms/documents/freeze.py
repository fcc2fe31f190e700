"""A filled-in form as the data of its document: everything printed, in words, for good."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from wedforms.core.accounts import Organization
from wedforms.documents.contract import contract_data
from wedforms.documents.evidence import Evidence
from wedforms.documents.filled import FilledForm
from wedforms.documents.invoice import invoice_data
from wedforms.documents.letterhead import letterhead_of

_KINDS: Final[Mapping[str, Callable[..., dict[str, Any]]]] = {
    "contract": contract_data,
    "invoice": invoice_data,
}


def makes_document(form_type: str) -> bool:
    """Whether answers to forms of this type become a document."""
    return form_type in _KINDS


def freeze(form: FilledForm, *, organization: Organization, evidence: Evidence) -> dict[str, Any]:
    """What the form's document will print; raises LinesDisagree or ScheduleDisagrees.

    JSON-able: amounts are words and integers, days are words and ISO dates.
    """
    make = _KINDS[form.definition.form_type]
    return make(form, letterhead=letterhead_of(organization), evidence=evidence)
