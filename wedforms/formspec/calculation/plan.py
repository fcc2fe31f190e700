"""Plan a definition once: every expression read, checked, compiled, and put in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from wedforms.formspec.calculation.dependencies import settling_order
from wedforms.formspec.calculation.fields import PlannedField, planned_fields
from wedforms.formspec.calculation.slots import Slot, all_slots, rule_place
from wedforms.formspec.definition import Definition, Rule, Tree
from wedforms.formspec.errors import DefinitionRejected, ExpressionError, Problem
from wedforms.formspec.expression import (
    Expression,
    Place,
    Types,
    World,
    check,
    check_names,
    operand,
    place_fields,
    read_tree,
    world_of,
)
from wedforms.formspec.fieldtypes import type_of

#: Kinds of fields that rows can be put in the order of.
SORTABLE: Final = frozenset(
    {"number", "date", "time", "date_time", "wedding_date", "text", "choice", "boolean"}
)


@dataclass(frozen=True, slots=True)
class PlannedRule:
    """A rule with its condition ready, and the place it is judged at (none: the form)."""

    rule: Rule
    number: int
    when: Expression
    place: Place | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A definition made ready for settling answers; immutable, so it is kept with the version.

    `levels` lists the fields of the form (under the empty key) and of each group in their order;
    `order` lists all keys so that each comes after what it depends on; `slots` holds every
    expression read into its canonical tree.
    """

    definition: Definition
    places: Mapping[str, Place]
    fields: Mapping[str, PlannedField]
    levels: Mapping[str, tuple[PlannedField, ...]]
    order: tuple[str, ...]
    rules: tuple[PlannedRule, ...]
    slots: tuple[Slot, ...]
    world: World

    def world_on(self, today: date) -> World:
        """Return the world of the form on this day."""
        return replace(self.world, today=today)


def plan(definition: Definition) -> Plan:
    """Return the plan; refuse unknown names, circles and expressions that cannot be read."""
    ordered = tuple(place_fields(definition.fields))
    places = {place.field.key: place for place in ordered}
    problems = _doubled(ordered) + _misplaced(definition, places)
    slots, unread = _read(all_slots(definition, places, ordered))
    problems += unread + _unknown(slots, places, definition)
    if problems:
        raise DefinitionRejected(problems)
    fields = planned_fields(ordered, slots)
    return Plan(
        definition=definition,
        places=places,
        fields=fields,
        levels=_levels(fields.values()),
        order=settling_order(places, slots),
        rules=_planned_rules(definition, places, slots),
        slots=slots,
        world=world_of(definition, date.min),
    )


def type_problems(planned: Plan) -> list[Problem]:
    """Return what can never work though every name is known: for lint, not for refusal."""
    return [
        replace(problem, path=slot.path)
        for slot in planned.slots
        for problem in check(
            slot.tree, _types(slot, planned.places, planned.definition), expects=slot.expects
        )
    ]


def _types(slot: Slot, places: Mapping[str, Place], definition: Definition) -> Types:
    return Types(places=places, tables=definition.tables, groups=slot.groups)


def _doubled(ordered: Sequence[Place]) -> list[Problem]:
    seen: set[str] = set()
    problems = []
    for place in ordered:
        if place.field.key in seen:
            message = f"The key “{place.field.key}” is used twice."
            problems.append(Problem(place.path, "unique", place.field.key, message))
        seen.add(place.field.key)
    return problems


def _misplaced(definition: Definition, places: Mapping[str, Place]) -> list[Problem]:
    """Find groups sorted by what is not theirs, calculated groups, and rules at unknown fields."""
    problems = []
    for key, place in places.items():
        if place.field.sort_by and not _sorts(places.get(place.field.sort_by), key):
            message = f"Rows cannot be put in the order of “{place.field.sort_by}”."
            problems.append(Problem(f"{place.path}.sort_by", "sort_by", None, message))
        if type_of(place.field).has_rows and place.field.value is not None:
            message = "A repeat cannot be calculated; calculate the fields of its rows."
            problems.append(Problem(f"{place.path}.value", "value", None, message))
    for number, rule in enumerate(definition.rules):
        if rule.at and rule_place(rule.at, places) is None:
            message = f"There is no field “{rule.at}”."
            problems.append(Problem(f"rules.{number}.at", "unknown_field", rule.at, message))
    return problems


def _sorts(sort_by: Place | None, group: str) -> bool:
    return (
        sort_by is not None and sort_by.group == group and operand.kind(sort_by.field) in SORTABLE
    )


def _read(slots: Any) -> tuple[tuple[Slot, ...], list[Problem]]:
    """Read every expression; one that cannot be read becomes a problem with its words and place."""
    read, problems = [], []
    for slot in slots:
        try:
            read.append(replace(slot, tree=read_tree(slot.tree)))
        except ExpressionError as error:
            problems.append(Problem(slot.path, "expression", error.position, str(error)))
    return tuple(read), problems


def _unknown(
    slots: Sequence[Slot], places: Mapping[str, Place], definition: Definition
) -> list[Problem]:
    return [
        replace(problem, path=slot.path)
        for slot in slots
        for problem in check_names(slot.tree, _types(slot, places, definition))
    ]


def _levels(fields: Any) -> dict[str, tuple[PlannedField, ...]]:
    levels: dict[str, list[PlannedField]] = {"": []}
    for planned in fields:
        levels.setdefault(planned.group, []).append(planned)
    return {group: tuple(found) for group, found in levels.items()}


def _planned_rules(
    definition: Definition, places: Mapping[str, Place], slots: Sequence[Slot]
) -> tuple[PlannedRule, ...]:
    conditions: list[Tree] = [slot.tree for slot in slots if slot.role == "when"]
    return tuple(
        PlannedRule(rule, number, Expression(tree), rule_place(rule.at, places))
        for number, (rule, tree) in enumerate(zip(definition.rules, conditions, strict=True))
    )
