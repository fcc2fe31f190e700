"""Every place of a definition where an expression stands, and what it should give there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wedforms.formspec.definition import Definition, Field, Tree
from wedforms.formspec.expression import Place, operand
from wedforms.formspec.fieldtypes import type_of

_CONDITION: Final = ("boolean",)
_NUMBER: Final = ("number",)
_TEXT: Final = ("text",)
_DATE: Final = ("date",)
_LITERAL: Final = {
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII),
    "time": re.compile(r"[0-9]{2}:[0-9]{2}", re.ASCII),
    "date_time": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}", re.ASCII),
}
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T", re.ASCII)
_VAT_CODES: Final = frozenset({"S20", "R5", "Z", "E", "O", "N"})
_REMAINING: Final = "remaining"
_LINE: Final = {
    "amount": _NUMBER,
    "quantity": _NUMBER,
    "discount": _NUMBER,
    "show_if": _CONDITION,
    "vat": _TEXT,
}
_INSTALMENT: Final = {"amount": _NUMBER, "due": _DATE}
_TERM: Final = {"show_if": _CONDITION}
_SIGNER: Final = {"name": _TEXT, "email": _TEXT}
_ENTRIES: Final = (
    ("lines", _LINE),
    ("schedule", _INSTALMENT),
    ("terms", _TERM),
    ("signers", _SIGNER),
)


#: The kinds of every slot whose name alone says them.
_BY_NAME: Final[Mapping[str, tuple[str, ...]]] = {
    **_LINE,
    **_INSTALMENT,
    **_TERM,
    **_SIGNER,
    **dict.fromkeys(("visible_if", "required_if", "locked_if", "disabled_if"), _CONDITION),
    **dict.fromkeys(("when", "cooling_off"), _CONDITION),
    **dict.fromkeys(("min_rows", "max_rows"), _NUMBER),
    **dict.fromkeys(("closes_at", "locks_at", "due_at"), _DATE),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One expression as it stands in the definition: text or tree, not yet read.

    `path` says where (`guests.meal.visible_if`), `groups` from inside which groups it looks, `key`
    the field it belongs to (empty for rules and settings) and `role` the slot's own name.
    """

    path: str
    tree: Tree
    groups: tuple[str, ...] = ()
    expects: tuple[str, ...] = ("any",)
    key: str = ""
    role: str = ""


def field_slots(place: Place) -> Iterator[Slot]:
    """Yield the expressions of one field, those of its options and bounds included."""
    for role, tree, expects in _own_trees(place.field):
        if tree is not None:
            yield Slot(f"{place.path}.{role}", tree, place.groups, expects, place.field.key, role)


def _own_trees(field: Field) -> Iterator[tuple[str, Tree, tuple[str, ...]]]:
    for role in ("visible_if", "required_if", "locked_if"):
        yield role, getattr(field, role), _CONDITION
    yield "value", field.value, _value_kinds(field)
    for role in ("min_rows", "max_rows"):
        yield role, getattr(field, role), _NUMBER
    for number, option in enumerate(field.options):
        yield f"options.{number}.visible_if", option.visible_if, _CONDITION
        yield f"options.{number}.disabled_if", option.disabled_if, _CONDITION
    for role in ("min", "max"):
        yield f"validation_rules.{role}", bound(field, role), (type_of(field).bound_kind,)


def _value_kinds(field: Field) -> tuple[str, ...]:
    seen_as = {"choice": "text", "wedding_date": "date"}
    kind = operand.kind(field)
    return (seen_as.get(kind, kind),)


def expected_kinds(role: str, field: Field | None) -> tuple[str, ...]:
    """Return the kinds that an expression may give in the slot with this path inside its owner."""
    last = role.rpartition(".")[2]
    if field is not None and role == "value":
        return _value_kinds(field)
    if field is not None and last in ("min", "max"):
        return (type_of(field).bound_kind or "any",)
    return _BY_NAME.get(last, ("any",))


def bound(field: Field, role: str) -> Tree:
    """Return a bound of a date-like field as text or tree: a plain date becomes its literal."""
    kind = type_of(field).bound_kind
    raw = field.validation_rules.get(role) if kind else None
    if kind and isinstance(raw, str) and _LITERAL[kind].fullmatch(raw):
        return [kind, raw]
    return raw


def rule_place(at: str, places: Mapping[str, Place]) -> Place | None:
    """Return the place of a rule: the field it names by its key, or by its dotted path."""
    place = places.get(at.rpartition(".")[2])
    return place if place and f".{place.path}".endswith(f".{at}") else None


def rule_slots(definition: Definition, places: Mapping[str, Place]) -> Iterator[Slot]:
    """Yield the conditions of the rules; one whose `at` lies in a repeat looks from its rows."""
    for number, rule in enumerate(definition.rules):
        place = rule_place(rule.at, places)
        groups = place.groups if place else ()
        yield Slot(f"rules.{number}.when", rule.when, groups, _CONDITION, role="when")


def setting_slots(definition: Definition, places: Mapping[str, Place]) -> Iterator[Slot]:
    """Yield the expressions of the settings: end dates, conditions, and what is charged."""
    settings = definition.settings
    for name in ("closes_at", "locks_at", "due_at"):
        raw = settings.get(name)
        if raw is not None and not (isinstance(raw, str) and _MOMENT.match(raw)):
            yield Slot(f"settings.{name}", raw, expects=_DATE, role=name)
    if (notice := settings.get("cooling_off")) is not None:
        yield Slot("settings.cooling_off", notice, expects=_CONDITION, role="cooling_off")
    for name, roles in _ENTRIES:
        for number, entry in enumerate(settings.get(name) or ()):
            yield from _entry_slots(f"settings.{name}.{number}", entry, roles, places)


def _entry_slots(
    path: str,
    entry: Mapping[str, Any],
    roles: Mapping[str, tuple[str, ...]],
    places: Mapping[str, Place],
) -> Iterator[Slot]:
    over = places.get(entry.get("over") or "")
    groups = (*over.groups, over.field.key) if over else ()
    for role, expects in roles.items():
        raw = entry.get(role)
        if raw is not None and not _is_word(role, raw):
            yield Slot(f"{path}.{role}", raw, groups, expects, role=role)


def _is_word(role: str, raw: Any) -> bool:
    if not isinstance(raw, str):
        return False
    return (role == "vat" and raw in _VAT_CODES) or (role == "amount" and raw == _REMAINING)


def all_slots(
    definition: Definition, places: Mapping[str, Place], ordered: Sequence[Place]
) -> Iterator[Slot]:
    """Yield every expression of the definition: fields in order, then rules, then settings."""
    for place in ordered:
        yield from field_slots(place)
    yield from rule_slots(definition, places)
    yield from setting_slots(definition, places)
