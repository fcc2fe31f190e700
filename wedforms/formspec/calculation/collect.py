"""Collect the state of a settled form: what is visible, required, locked, disabled, and limited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from wedforms.formspec.calculation.plan import Plan, PlannedField
from wedforms.formspec.calculation.slots import BOUNDED
from wedforms.formspec.calculation.state import State, join
from wedforms.formspec.expression import Expression, Scope, operand
from wedforms.formspec.expression.functions import TYPES
from wedforms.formspec.expression.scope import MOST_ROWS
from wedforms.formspec.expression.values import moment_to_text


def collect(plan: Plan, form: Scope) -> State:
    """Return the state of a form whose answers have all been settled."""
    found = _Collector(plan)
    return State(
        values=found.collect(form, ""),
        visible=frozenset(found.visible),
        required=frozenset(found.required),
        locked=frozenset(found.locked),
        disabled=frozenset(found.disabled),
        row_limits=found.row_limits,
        bounds=found.bounds,
        scope=form,
    )


class _Collector:
    """Walks the form in the order of the definition and notes what holds at every path."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.visible: list[str] = []
        self.required: list[str] = []
        self.locked: list[str] = []
        self.disabled: list[tuple[str, str]] = []
        self.row_limits: dict[str, tuple[int, int]] = {}
        self.bounds: dict[str, tuple[str | None, str | None]] = {}

    def collect(self, scope: Scope, path: str) -> dict[str, Any]:
        """Note the fields of one scope and return its values: known keys in order, then others."""
        values: dict[str, Any] = {}
        for planned in self.plan.levels.get(scope.group, ()):
            if planned.key not in scope.shown:
                continue
            at = join(path, planned.key)
            self.note(planned, scope, at)
            if planned.key in scope.answers:
                values[planned.key] = self.value(planned, scope, at)
        return {
            **{key: scope.answers[key] for key in scope.answers if key == "_id"},
            **values,
            **{key: scope.answers[key] for key in scope.answers if key not in values},
        }

    def value(self, planned: PlannedField, scope: Scope, path: str) -> Any:
        """Return an answer; a group's rows in their order, then what is no row or is too many."""
        answer = scope.answers[planned.key]
        if planned.kind != "rows" or not isinstance(answer, list):
            return answer
        rows = scope.rows.get(planned.key, ())
        values: list[Any] = [self.collect(row, join(path, index)) for index, row in enumerate(rows)]
        odd = [entry for entry in answer[:MOST_ROWS] if not isinstance(entry, Mapping)]
        return values + odd + answer[MOST_ROWS:]

    def note(self, planned: PlannedField, scope: Scope, path: str) -> None:
        self.visible.append(path)
        locked = planned.key in scope.locked or scope.sealed
        if locked:
            self.locked.append(path)
        elif _is_required(planned, scope):
            self.required.append(path)
        if planned.kind == "rows":
            self.row_limits[path] = _row_limits(planned, scope)
        if planned.field.field_type in BOUNDED:
            self.note_bounds(planned, scope, path)
        for number, option in enumerate(planned.field.options):
            if not _can_be_chosen(planned.expressions, number, scope):
                self.disabled.append((path, option.value))

    def note_bounds(self, planned: PlannedField, scope: Scope, path: str) -> None:
        kind = TYPES[BOUNDED[planned.field.field_type]]
        least, most = (
            _bound(planned.expressions.get(f"validation_rules.{role}"), scope, kind)
            for role in ("min", "max")
        )
        if least is not None or most is not None:
            self.bounds[path] = (least, most)


def _is_required(planned: PlannedField, scope: Scope) -> bool:
    if planned.is_calculated or operand.is_content(planned.field):
        return False
    required_if = planned.expressions.get("required_if")
    return planned.field.validation_rules.get("required") is True or (
        required_if is not None and required_if.holds(scope)
    )


def _row_limits(planned: PlannedField, scope: Scope) -> tuple[int, int]:
    """Return the least and most rows, whole and within what any repeat may have."""
    least = planned.expressions.get("min_rows")
    most = planned.expressions.get("max_rows")
    at_least, at_most = least(scope) if least else None, most(scope) if most else None
    return (
        _whole(at_least, ROUND_CEILING) if isinstance(at_least, Decimal) else 0,
        _whole(at_most, ROUND_FLOOR) if isinstance(at_most, Decimal) else MOST_ROWS,
    )


def _whole(number: Decimal, rounding: str) -> int:
    return min(max(int(number.to_integral_value(rounding)), 0), MOST_ROWS)


def _can_be_chosen(expressions: Mapping[str, Expression], number: int, scope: Scope) -> bool:
    visible_if = expressions.get(f"options.{number}.visible_if")
    disabled_if = expressions.get(f"options.{number}.disabled_if")
    if visible_if is not None and not visible_if.holds(scope):
        return False
    return disabled_if is None or not disabled_if.holds(scope)


def _bound(expression: Expression | None, scope: Scope, kind: type) -> str | None:
    value = expression(scope) if expression else None
    if isinstance(value, (date, time)) and type(value) is kind:
        return moment_to_text(value)
    return None
