"""What an expression sees from its place in a draft, and what it should give there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from wedforms.formspec.calculation.dependencies import settling_order
from wedforms.formspec.calculation.slots import (
    Slot,
    expected_kinds,
    field_slots,
    rule_place,
)
from wedforms.formspec.definition import Definition, Field, Option, Tree
from wedforms.formspec.errors import DefinitionRejected
from wedforms.formspec.expression import Place, Types, operand, place_fields
from wedforms.formspec.expression.places import sees
from wedforms.formspec.expression.proofread import Proof, Spot, proofread
from wedforms.formspec.expression.vocabulary import VOCABULARY
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.fieldtypes.numbers import minor_places
from wedforms.formspec.unfinished import keys_at, read_unfinished

_LONGEST_LABEL: Final = 80


@dataclass(frozen=True, slots=True)
class Sight:
    """The fields and tables around one expression, the kinds it may give, and whose it is."""

    types: Types
    expects: tuple[str, ...] = ("any",)
    key: str = ""
    role: str = ""

    def judge(self, raw: Any) -> Proof:
        """What the text or tree means here, with every fault; a circle of fields is one."""
        proof = proofread(raw, self.types, expects=self.expects)
        if proof.problems or not (circle := self._circle(proof.tree)):
            return proof
        return replace(proof, problems=(Spot(circle, 0, len(proof.text)),))

    def _circle(self, tree: Tree) -> str:
        """How the field would come to wait for itself; empty when it does not."""
        places = self.types.places
        others = (slot for place in places.values() for slot in field_slots(place))
        slots = [slot for slot in others if (slot.key, slot.role) != (self.key, self.role)]
        slots.append(Slot("", tree, self.types.groups, key=self.key, role=self.role))
        try:
            settling_order(places, slots)
        except DefinitionRejected as rejected:
            found = rejected.problems[0]
            return found.message or "" if self.key in (found.limit or ()) else ""
        return ""


def sight_of(raw: Any, path: str) -> Sight:
    """What is seen from this path of a draft; `raw` has been screened."""
    draft = read_unfinished(raw)
    places = {place.field.key: place for place in place_fields(draft.fields)}
    keys, role = keys_at(raw, path)
    place = places.get(keys[-1]) if keys else None
    groups = place.groups if place else _groups_of(role, draft, places)
    return Sight(
        types=Types(places=places, tables=draft.tables, groups=groups),
        expects=expected_kinds(role, place.field if place else None),
        key=place.field.key if place else "",
        role=role,
    )


def _groups_of(path: str, draft: Definition, places: Mapping[str, Place]) -> tuple[str, ...]:
    """The rows that a rule or a setting looks from."""
    steps = path.split(".")
    part, at = steps[0], next((int(one) for one in steps if one.isdecimal()), -1)
    if part == "rules":
        rule = draft.rules[at] if 0 <= at < len(draft.rules) else None
        place = rule_place(rule.at, places) if rule else None
        return place.groups if place else ()
    entries = draft.settings.get(steps[1], ()) if len(steps) > 1 else ()
    entry = entries[at] if isinstance(entries, list) and 0 <= at < len(entries) else {}
    over = places.get(entry.get("over", "")) if isinstance(entry, Mapping) else None
    return (*over.groups, over.field.key) if over else ()


def words_in_sight(sight: Sight) -> dict[str, Any]:
    """Everything that can be written here: for menus, and for completing what is typed."""
    return {
        "expects": list(sight.expects),
        "in_rows": bool(sight.types.groups),
        "fields": list(_fields_in(sight)),
        "tables": [
            {"name": name, "keys": [str(key) for key in table.get("keys", ())]}
            for name, table in sight.types.tables.items()
        ],
        "functions": [
            {"name": one.name, "signature": one.signature, "help": one.help} for one in VOCABULARY
        ],
    }


def _fields_in(sight: Sight) -> Iterator[dict[str, Any]]:
    """The fields of this place, of the places around it, and one repeat further in."""
    for place in sight.types.places.values():
        if not type_of(place.field).has_answer:
            continue
        if sees(sight.types.groups, place):
            yield _described(place.field, within="", is_own=place.field.key == sight.key)
        elif place.groups[:-1] == sight.types.groups[: len(place.groups) - 1]:
            yield _described(place.field, within=place.group, is_own=False)


def _described(field: Field, *, within: str, is_own: bool) -> dict[str, Any]:
    kind = operand.kind(field)
    told: dict[str, Any] = {
        "key": field.key,
        "label": (field.label or field.key)[:_LONGEST_LABEL],
        "type": field.field_type,
        "kind": kind,
        "within": within,
        "own": is_own,
        "options": [_choice(option) for option in field.options],
        "parts": [{"name": name, "kind": of} for name, of in operand.PARTS.get(kind, {}).items()],
    }
    if _is_money(field):
        told["money"] = _minor_digits(field)
    return told


def _choice(option: Option) -> dict[str, str]:
    return {"value": option.value, "label": option.label or option.value}


def _is_money(field: Field) -> bool:
    """Whether its numbers are minor units."""
    if operand.kind(field) != "number" or type_of(field).family != "price":
        return False
    result = type_of(field).settings.get("result")
    stated = field.validation_rules.get("result", result.default if result else "money")
    return bool(stated == "money")


def _minor_digits(field: Field) -> int:
    """How many decimals an amount is written with."""
    own = field.validation_rules.get("currency")
    return minor_places(own if isinstance(own, str) else field.form.currency)
