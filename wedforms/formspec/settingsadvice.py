"""Settings of a form that are allowed but hardly meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from babel.dates import format_date

from wedforms.formspec.deadlines import closed_since
from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.errors import Problem
from wedforms.formspec.fieldtypes import type_of

_LASTING: Final = ("contract", "invoice")
_INSTANT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T")


def of_settings(definition: Definition, *, now: datetime) -> Iterator[Problem]:
    """Everything about the form as a whole that deserves a look."""
    fields = {field.key: field for _, field in definition.walk()}
    yield from _of_documents(definition)
    yield from _of_prefill(definition)
    yield from _of_dates(definition.settings)
    yield from _of_closing(definition, now)
    is_sensitive = any(field.sensitive for field in fields.values())
    if is_sensitive and "retention_days" not in definition.settings:
        message = "Sensitive answers are kept without an end date."
        yield Problem("settings.retention_days", "retention_days", None, message)
    if not any(_is_asked(field) for field in fields.values()):
        yield Problem("", "fields", None, "This form asks nothing yet.")
    elif _writes_to_nobody(definition):
        yield Problem("settings.confirmation_mail", "confirmation_mail", None, _NO_ADDRESS)


def _writes_to_nobody(definition: Definition) -> bool:
    """Whether copies are wanted, and no question outside of repeats asks where they go."""
    is_wanted = definition.settings.get("confirmation_mail") is not False
    return is_wanted and not any(type_of(one).asks_address(one) for one in definition.fields)


_NO_ADDRESS: Final = (
    "No question asks for an e-mail address: only those whose address you know, from a personal"
    " link or a couple, get a copy. Add one, or switch the copy off."
)


def _of_documents(definition: Definition) -> Iterator[Problem]:
    settings = definition.settings
    if definition.form_type in _LASTING and "total" not in settings:
        yield Problem("settings.total", "total", None, "This form names no agreed total.")
    if definition.form_type == "contract" and not settings.get("signers"):
        yield Problem("settings.signers", "signers", None, "Nobody signs this contract.")
    if definition.form_type in _LASTING and "redirect_url" in settings:
        message = "Nobody is led on: the thank-you page of this form brings the document."
        yield Problem("settings.redirect_url", "redirect_url", None, message)


def _of_prefill(definition: Definition) -> Iterator[Problem]:
    filled = set(definition.settings.get("prefill", ()))
    for keys, field in definition.walk():
        is_unfilled = type_of(field).is_prefilled and field.default is None
        if is_unfilled and filled.isdisjoint(keys):
            message = "Nothing fills this hidden value: no default, and no link may prefill it."
            yield Problem(field.key, "prefill", None, message)


def _of_dates(settings: Mapping[str, Any]) -> Iterator[Problem]:
    """Days that cross each other, as far as they are fixed."""
    closes = _moment(settings.get("closes_at"))
    for name, words in _TOO_LATE.items():
        moment = _moment(settings.get(name))
        if closes and moment and moment > closes:
            yield Problem(f"settings.{name}", name, None, words)


_TOO_LATE: Final = {
    "due_at": "The form is closed before the day that answers are asked for by.",
    "locks_at": "The form is closed before this, so nothing can be changed up to then anyway.",
}


def _of_closing(definition: Definition, now: datetime) -> Iterator[Problem]:
    if day := closed_since(definition, now=now):
        said = format_date(day, "d MMMM y", locale="en_GB")
        message = f"This form is closed since {said}: nobody can answer it."
        yield Problem("settings.closes_at", "closes_at", None, message)


def _moment(raw: Any) -> datetime | None:
    is_fixed = isinstance(raw, str) and _INSTANT.match(raw)
    return datetime.fromisoformat(raw) if is_fixed else None


def _is_asked(field: Field) -> bool:
    kind = type_of(field)
    return kind.has_answer and not kind.is_computed and not kind.is_prefilled and not kind.has_rows
