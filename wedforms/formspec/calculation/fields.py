"""A field made ready: its expressions compiled, and what never changes worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wedforms.formspec.calculation.slots import Slot
from wedforms.formspec.definition import Field
from wedforms.formspec.expression import Expression, Place, operand
from wedforms.formspec.expression.functions import TYPES
from wedforms.formspec.fieldtypes import type_of


@dataclass(frozen=True, slots=True)
class PlannedOption:
    """An option that is not always open, and when it is."""

    value: str
    visible_if: Expression | None
    disabled_if: Expression | None


@dataclass(frozen=True, slots=True)
class PlannedField:
    """A field with its expressions ready to be called; those it has not are None.

    `kind` is what a bare reference gives, `group` the nearest group (empty: the form), `least` and
    `most` the bounds of a date, time or date-time, which `bound_type` tells; `options` lists only
    those with conditions.
    """

    field: Field
    key: str
    groups: tuple[str, ...]
    group: str
    kind: str
    is_content: bool
    is_prefilled: bool
    is_calculated: bool
    is_required: bool
    visible_if: Expression | None
    required_if: Expression | None
    locked_if: Expression | None
    value: Expression | None
    min_rows: Expression | None
    max_rows: Expression | None
    least: Expression | None
    most: Expression | None
    bound_type: type | None
    options: tuple[PlannedOption, ...]


def planned_fields(places: Iterable[Place], slots: Sequence[Slot]) -> dict[str, PlannedField]:
    """Return every field of the form made ready, in the order of the definition."""
    expressions: dict[str, dict[str, Expression]] = {}
    for slot in slots:
        if slot.key and slot.tree is not None:
            expressions.setdefault(slot.key, {})[slot.role] = Expression(slot.tree)
    return {
        place.field.key: _planned(place, expressions.get(place.field.key, {})) for place in places
    }


def _planned(place: Place, expressions: Mapping[str, Expression]) -> PlannedField:
    field, given, kind = place.field, expressions.get, type_of(place.field)
    calculated = (kind.is_computed and not kind.is_prefilled) or (
        "value" in expressions and "locked_if" not in expressions
    )
    asked = not calculated and kind.has_answer
    return PlannedField(
        field=field,
        key=field.key,
        groups=place.groups,
        group=place.group,
        kind=operand.kind(field),
        is_content=not kind.has_answer,
        is_prefilled=kind.is_prefilled,
        is_calculated=calculated,
        is_required=asked and field.validation_rules.get("required") is True,
        visible_if=given("visible_if"),
        required_if=given("required_if") if asked else None,
        locked_if=given("locked_if"),
        value=given("value"),
        min_rows=given("min_rows"),
        max_rows=given("max_rows"),
        least=given("validation_rules.min"),
        most=given("validation_rules.max"),
        bound_type=TYPES[kind.bound_kind] if kind.bound_kind else None,
        options=tuple(_conditional_options(field, expressions)),
    )


def _conditional_options(
    field: Field, expressions: Mapping[str, Expression]
) -> Iterable[PlannedOption]:
    for number, option in enumerate(field.options):
        visible_if = expressions.get(f"options.{number}.visible_if")
        disabled_if = expressions.get(f"options.{number}.disabled_if")
        if visible_if or disabled_if:
            yield PlannedOption(option.value, visible_if, disabled_if)
