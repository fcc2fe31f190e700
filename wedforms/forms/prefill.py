"""What a link may fill in beforehand: typed by the supplier in plain words, judged as answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from wedforms.forms.errors import PrefillUnusable
from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.fieldtypes.numbers import minor_places
from wedforms.formspec.jsontext import exact
from wedforms.formspec.schema import default_fits
from wedforms.formspec.text import clean_line

_PLAIN: Final = frozenset(
    {
        "text", "long_text", "email", "phone", "url", "number", "slider", "money", "rating",
        "yes_no", "single_choice", "dropdown", "picture_choice", "menu_choice", "package", "date",
        "time", "couple", "person_name", "hidden",
    }
)  # fmt: skip
_NAMES: Final = frozenset({"text", "person_name"})
_BETWEEN_PARTNERS: Final = re.compile(r"\s+(?:&|\+|and|und|et|y|و)\s+")
_IN_PARTS: Final = frozenset({"couple", "person_name", "group"})
_LONGEST_NAME: Final = 160
_MOST_ROWS: Final = 50


def prefillable(definition: Definition) -> Sequence[Field]:
    """The fields of a form that a link may fill in, in the order of the form."""
    return [one for one in definition.fields if one.field_type in _PLAIN or _named_rows(one)]


def read_prefill(definition: Definition, typed: Mapping[str, str]) -> dict[str, Any]:
    """The canonical answers in what was typed, by key; what was left empty is left out.

    Raises PrefillUnusable with the keys whose answers the form would not take.
    """
    answers = {}
    wrong = []
    for field in prefillable(definition):
        if not (text := typed.get(field.key, "").strip()):
            continue
        answer = _answer(field, text)
        if answer is None or not _fits(field, answer):
            wrong.append(field.key)
        else:
            answers[field.key] = answer
    if wrong:
        raise PrefillUnusable(wrong)
    return answers


def _fits(field: Field, answer: Any) -> bool:
    """Whether the form would take it; of what has parts, some may be left to whoever answers."""
    if field.field_type in _IN_PARTS:
        return all(len(text) <= _LONGEST_NAME for text in _texts(answer))
    return default_fits(replace(field, default=answer))


def _texts(answer: Any) -> Iterator[str]:
    if isinstance(answer, str):
        yield answer
        return
    for one in answer.values() if isinstance(answer, Mapping) else answer:
        yield from _texts(one)


def _answer(field: Field, text: str) -> Any:
    if field.field_type == "hidden":
        return _hidden(field, text)
    if field.field_type == "group":
        return _rows(field, text)
    return type_of(field).parse_input(field, _inputs(field, text))


def _inputs(field: Field, text: str) -> dict[str, list[str]]:
    if field.field_type == "person_name":
        given, _, family = clean_line(text).partition(" ")
        return {"given": [given], "family": [family]}
    if field.field_type == "couple":
        partners = _BETWEEN_PARTNERS.split(clean_line(text), maxsplit=1)
        return {f"partner{at}-name": [name] for at, name in enumerate(partners, 1)}
    return {"": [text]}


def _hidden(field: Field, text: str) -> Any:
    """A hidden value of the kind that the field says."""
    kind = type_of(field).setting(field, "result")
    if kind == "boolean":
        return {"yes": True, "no": False}.get(text.lower())
    if kind not in ("number", "money"):
        return clean_line(text)
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if kind == "number":
        return exact(number)
    minor = number.scaleb(minor_places(field.form.currency))
    return int(minor) if minor == minor.to_integral_value() else None


def _named_rows(field: Field) -> Field | None:
    """The first field of a repeating group that takes a name: each line then makes one row."""
    if not type_of(field).has_rows:
        return None
    return next((one for one in field.fields if one.field_type in _NAMES), None)


def _rows(field: Field, text: str) -> list[dict[str, Any]] | None:
    named = _named_rows(field)
    lines = [clean_line(line) for line in text.splitlines() if line.strip()]
    if named is None or len(lines) > _MOST_ROWS:
        return None
    return [
        {"_id": f"row{at}", named.key: _answer(named, line)} for at, line in enumerate(lines, 1)
    ]
