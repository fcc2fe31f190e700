"""Merge fields of a text: answers in words, and what a script needs to say them just so."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from markupsafe import Markup, escape

from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.jsontext import canonical_json
from wedforms.formspec.merging import MERGE_FIELD

Say = Callable[[str], str]
FieldOf = Callable[[str], Field | None]

NOT_YET: Final = "…"

#: How a script says the answers of a type; those of the other types are said by the server alone.
_SAID_AS: Final[Mapping[str, str]] = {
    "text": "text",
    "long_text": "text",
    "initials": "text",
    "email": "email",
    "number": "number",
    "slider": "number",
    "rating": "number",
    "money": "money",
    "yes_no": "boolean",
    "consent": "boolean",
    "single_choice": "choice",
    "dropdown": "choice",
    "menu_choice": "choice",
    "package": "choice",
    "multiple_choice": "choices",
    "picture_choice": "choices",
    "date": "date",
    "time": "time",
    "date_time": "date_time",
    "date_range": "date_range",
    "wedding_date": "wedding_date",
    "person_name": "person_name",
    "group": "count",
}


def has_merges(content: str) -> bool:
    """Whether a text has places for answers."""
    return "{{" in content


def merged(content: str, *, say: Say, field_of: FieldOf) -> Markup:
    """Cleaned rich text with the answers in their places."""

    def place(match: re.Match[str]) -> str:
        key = match[1]
        hooks = {"merge": key, **said_as(field_of(key))}
        marks = "".join(f' data-{name}="{escape(value)}"' for name, value in hooks.items())
        # Isolated: digits of a telephone number would be turned round within Arabic.
        return f'<bdi class="merge"{marks}>{escape(say(key) or NOT_YET)}</bdi>'

    return Markup(MERGE_FIELD.sub(place, content))  # cleaned rich text with escaped words  # noqa: S704


def said_as(field: Field | None) -> dict[str, str]:
    """What a script must know to say an answer as the server does; nothing if it cannot."""
    if field is None or field.validation_rules.get("format"):
        return {}
    if field.field_type in ("calculation", "hidden"):
        kind = str(type_of(field).setting(field, "result"))
    else:
        kind = _SAID_AS.get(field.field_type, "")
    return {"result": kind, **_details(field, kind)} if kind else {}


def _details(field: Field, kind: str) -> dict[str, str]:
    if kind == "money":
        return {"currency": field.validation_rules.get("currency", field.form.currency)}
    if kind in ("choice", "choices"):
        labels = {option.value: option.label for option in field.options}
        return {"labels": canonical_json(labels)}
    if kind == "boolean":
        shown = type_of(field).show
        labels = {word: shown(field, word == "yes", field.form.locale) for word in ("yes", "no")}
        return {"labels": canonical_json(labels)}
    return _measure(field) if kind == "number" else {}


def _measure(field: Field) -> dict[str, str]:
    """The unit of a number, or how many decimal places it is written with."""
    rules = field.validation_rules
    if field.field_type == "rating":
        return {"unit": f"/ {type_of(field).setting(field, 'max')}"}
    if field.field_type == "calculation" and "decimals" in rules:
        return {"decimals": str(rules["decimals"])}
    return {"unit": str(rules["unit"])} if rules.get("unit") else {}
