"""Collect the state of a settled form: what is visible, required, locked, disabled, and limited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from wedforms.formspec.calculation.fields import PlannedField
from wedforms.formspec.calculation.plan import Plan
from wedforms.formspec.calculation.state import State
from wedforms.formspec.expression import Expression, Scope
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
        disabled=frozenset(found.disabled) | frozenset(found.unseen),
        unseen=frozenset(found.unseen),
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
        self.unseen: list[tuple[str, str]] = []
        self.row_limits: dict[str, tuple[int, int]] = {}
        self.bounds: dict[str, tuple[str | None, str | None]] = {}

    def collect(self, scope: Scope, path: str) -> dict[str, Any]:
        """Note the fields of one scope and return its values: known keys in order, then others."""
        values: dict[str, Any] = {}
        for planned in self.plan.levels.get(scope.group, ()):
            if planned.key not in scope.shown:
                continue
            at = f"{path}.{planned.key}" if path else planned.key
            self.note(planned, scope, at)
            if planned.key in scope.answers:
                values[planned.key] = self.value(planned, scope, at)
        return {
            **({"_id": scope.answers["_id"]} if "_id" in scope.answers else {}),
            **values,
            **{key: answer for key, answer in scope.answers.items() if key not in values},
        }

    def value(self, planned: PlannedField, scope: Scope, path: str) -> Any:
        """Return an answer; a group's rows in their order, then what is no row or is too many."""
        answer = scope.answers[planned.key]
        if planned.kind != "rows" or not isinstance(answer, list):
            return answer
        rows = scope.rows.get(planned.key, ())
        values: list[Any] = [self.collect(row, f"{path}.{index}") for index, row in enumerate(rows)]
        odd = [entry for entry in answer[:MOST_ROWS] if not isinstance(entry, Mapping)]
        return values + odd + answer[MOST_ROWS:]

    def note(self, planned: PlannedField, scope: Scope, path: str) -> None:
        self.visible.append(path)
        if scope.sealed or planned.key in scope.locked:
            self.locked.append(path)
        elif _is_required(planned, scope):
            self.required.append(path)
        if planned.kind == "rows":
            self.row_limits[path] = _row_limits(planned, scope)
        if planned.least or planned.most:
            self.note_bounds(planned, scope, path)
        for option in planned.options:
            if option.visible_if is not None and not option.visible_if.holds(scope):
                self.unseen.append((path, option.value))
            elif option.disabled_if is not None and option.disabled_if.holds(scope):
                self.disabled.append((path, option.value))

    def note_bounds(self, planned: PlannedField, scope: Scope, path: str) -> None:
        least = _bound(planned.least, scope, planned.bound_type)
        most = _bound(planned.most, scope, planned.bound_type)
        if least is not None or most is not None:
            self.bounds[path] = (least, most)


def _is_required(planned: PlannedField, scope: Scope) -> bool:
    if planned.is_required:
        return True
    return planned.required_if is not None and planned.required_if.holds(scope)


def _row_limits(planned: PlannedField, scope: Scope) -> tuple[int, int]:
    """Return the least and most rows, whole and within what any repeat may have."""
    at_least = planned.min_rows(scope) if planned.min_rows else None
    at_most = planned.max_rows(scope) if planned.max_rows else None
    return (
        _whole(at_least, ROUND_CEILING) if isinstance(at_least, Decimal) else 0,
        _whole(at_most, ROUND_FLOOR) if isinstance(at_most, Decimal) else MOST_ROWS,
    )


def _whole(number: Decimal, rounding: str) -> int:
    return min(max(int(number.to_integral_value(rounding)), 0), MOST_ROWS)


def _bound(expression: Expression | None, scope: Scope, kind: type | None) -> str | None:
    value = expression(scope) if expression else None
    if isinstance(value, (date, time)) and type(value) is kind:
        return moment_to_text(value)
    return None
