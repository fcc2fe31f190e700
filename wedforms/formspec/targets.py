"""Where answers may be written when somebody has looked at them: the targets of `writes_to`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeAlias

from wedforms.formspec.definition import Definition, Field

Written: TypeAlias = str | date

_NAMES: Final = ("text", "person_name")
_DATES: Final = ("date", "wedding_date", "date_time", "calculation", "hidden")

#: Every target with the types of field whose answers fit in it.
TARGETS: Final[Mapping[str, tuple[str, ...]]] = {
    "client.names": ("couple",),
    "client.partner_1_name": _NAMES,
    "client.partner_2_name": _NAMES,
    "client.wedding_date": _DATES,
    "client.venue": ("text",),
    "client.town": ("text",),
    "client.email": ("email",),
    "client.partner_1_email": ("email",),
    "client.partner_2_email": ("email",),
    "client.phone": ("phone",),
    "client.partner_1_phone": ("phone",),
    "client.partner_2_phone": ("phone",),
    "client.social": ("text", "url"),
}
_OF: Final = "client."


def fault_of_target(field: Field, *, in_repeat: bool) -> str:
    """Why the answer can be written nowhere, in words; empty where it can."""
    if not field.writes_to:
        return ""
    kinds = TARGETS.get(field.writes_to)
    if kinds is None:
        return f"There is no place “{field.writes_to}” to write to."
    if field.field_type not in kinds:
        return f"An answer of this type does not fit in “{field.writes_to}”."
    if field.sensitive:
        return "What is asked about diet or health is written nowhere."
    if in_repeat:
        return "What is asked again and again can be written nowhere."
    return ""


def target_of(field: Field) -> str:
    """The name of what the field writes, such as `partner_1_name`; empty for nothing."""
    return field.writes_to.removeprefix(_OF)


def names_somebody(definition: Definition) -> bool:
    """Whether an answer could tell a couple's name, or how to reach it."""
    targets = {target_of(field) for field in definition.fields}
    return any(target.endswith(("names", "name", "email", "phone")) for target in targets)


def written(definition: Definition, answers: Mapping[str, Any]) -> dict[str, Written]:
    """What the answers say about the couple, by names such as `partner_1_name`; first come wins.

    What is not answered, or says nothing certain (a season for a wedding date), is left out.
    """
    found: dict[str, Written] = {}
    for field in definition.fields:
        answer = answers.get(field.key)
        if answer is not None and not fault_of_target(field, in_repeat=False):
            for name, value in _said(field, answer).items():
                found.setdefault(name, value)
    return found


def _said(field: Field, answer: Any) -> dict[str, Written]:
    name = target_of(field)
    if not name:
        return {}
    if name == "names":
        return _couple(answer)
    value = _day(answer) if name == "wedding_date" else _words(answer)
    return {name: value} if value else {}


def _couple(answer: Mapping[str, Any]) -> dict[str, Written]:
    return {
        f"{partner}_{part}": value
        for partner, key in (("partner_1", "partner1"), ("partner_2", "partner2"))
        for part, value in (answer.get(key) or {}).items()
        if value
    }


def _words(answer: Any) -> str:
    if isinstance(answer, Mapping):
        return " ".join(filter(None, (answer.get("given"), answer.get("family"))))
    return str(answer)


def _day(answer: Any) -> date | None:
    text = answer.get("date") if isinstance(answer, Mapping) else answer
    try:
        return date.fromisoformat(str(text)[:10]) if text else None
    except ValueError:
        return None
