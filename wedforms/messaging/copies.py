"""What of somebody's answers may stand in a mail, and where an answer says whom to write to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.fieldtypes import type_of
from wedforms.wtf.summary import Part, Summary


@dataclass(frozen=True, slots=True)
class Copy:
    """Answers in words; `is_whole` tells that nothing was left out."""

    parts: Sequence[Part]
    is_whole: bool


def copy_of(definition: Definition, answers: Mapping[str, Any]) -> Copy:
    """The answers without those about diet and health and those marked private.

    A mail lies open on its way and in mailboxes that are shared.
    """
    kept = _plain(definition.fields, answers)
    return Copy(Summary(definition, definition.locale).parts(kept), kept == dict(answers))


def addresses_in(definition: Definition, answers: Mapping[str, Any]) -> list[str]:
    """The e-mail addresses of whoever answered: of the first question that asks for one."""
    for field in definition.fields:
        if found := list(type_of(field).addresses(answers.get(field.key))):
            return found
    return []


def _plain(fields: Sequence[Field], answers: Mapping[str, Any]) -> dict[str, Any]:
    return dict(_kept({field.key: field for field in fields}, answers))


def _kept(fields: Mapping[str, Field], answers: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, answer in answers.items():
        field = fields.get(key)
        if field is not None and (field.sensitive or field.private):
            continue
        if field is not None and type_of(field).has_rows and isinstance(answer, list):
            yield key, [_plain(field.fields, row) for row in answer]
        else:
            yield key, answer
