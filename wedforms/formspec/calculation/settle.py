"""Settle answers: hide, lock, calculate and sort in one pass, in the order of dependency.

Answers of any shape are taken: what has the wrong type is null to the expressions and stays in the
values for the judge. Only what is hidden is dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from wedforms.formspec.calculation.collect import collect
from wedforms.formspec.calculation.fields import PlannedField
from wedforms.formspec.calculation.plan import Plan
from wedforms.formspec.calculation.state import State
from wedforms.formspec.expression import Scope, operand


def settle(
    plan: Plan, answers: Any, *, today: date, earlier: Mapping[str, Any] | None = None
) -> State:
    """Return what stands of these answers today; `earlier` are the answers stored before."""
    form = Scope(
        {planned.key: planned.field for planned in plan.levels[""]},
        dict(answers) if isinstance(answers, Mapping) else {},
        plan.world_on(today),
    )
    settling = _Settling(plan, form, earlier or {})
    for key in plan.order:
        settling.settle(plan.fields[key])
    return collect(plan, form)


class _Settling:
    """One pass over one set of answers: knows the scopes opened so far and the earlier answers."""

    def __init__(self, plan: Plan, form: Scope, earlier: Mapping[str, Any]) -> None:
        self.plan = plan
        self.scopes: dict[str, list[Scope]] = {"": [form]}
        self.earlier: dict[Scope, Mapping[str, Any]] = {form: earlier}

    def settle(self, planned: PlannedField) -> None:
        """Settle one field in every row that has it; then sort the rows that it sorts."""
        for scope in self.scopes.get(planned.group, ()):
            self.settle_in(scope, planned)
        if planned.group and self.plan.fields[planned.group].field.sort_by == planned.key:
            self.sort(self.plan.fields[planned.group], planned.key)

    def settle_in(self, scope: Scope, planned: PlannedField) -> None:
        key = planned.key
        if planned.visible_if is not None and not planned.visible_if.holds(scope):
            scope.put(key, None)
            return
        scope.shown.add(key)
        if not planned.is_content:
            scope.put(key, self.answer(scope, planned))
        if planned.kind == "rows":
            self.open(scope, key)

    def answer(self, scope: Scope, planned: PlannedField) -> Any:
        """Return the answer that stands: calculated, locked, or as it was given."""
        key, field = planned.key, planned.field
        given = scope.answers.get(key)
        if planned.is_calculated:
            return _calculated(scope, planned)
        if planned.locked_if is not None and planned.locked_if.holds(scope):
            scope.locked.add(key)
            return self.locked_answer(scope, planned)
        # A hidden field has no input on the page: without a prefill it keeps its default.
        return field.default if given is None and planned.is_prefilled else given

    def locked_answer(self, scope: Scope, planned: PlannedField) -> Any:
        """Return `value`, else the earlier answer, else the default."""
        calculated = _calculated(scope, planned)
        if calculated is not None:
            return calculated
        earlier = self.earlier[scope].get(planned.key)
        return planned.field.default if earlier is None else earlier

    def open(self, scope: Scope, key: str) -> None:
        """Open the rows of a shown group, each beside the earlier row of the same `_id`."""
        rows = scope.open_rows(self.plan.fields[key].field)
        before = _by_id(self.earlier[scope].get(key))
        for row in rows:
            self.earlier[row] = before.get(_id_of(row.answers), {})
            if key in scope.locked or scope.sealed:
                row.sealed = True
        self.scopes.setdefault(key, []).extend(rows)

    def sort(self, group: PlannedField, sort_by: str) -> None:
        """Put the rows in order, unanswered last, equal ones as they stood."""
        parents = [scope for scope in self.scopes.get(group.group, ()) if group.key in scope.rows]
        for parent in parents:
            parent.rows[group.key].sort(key=lambda row: _rank(row.operand(sort_by)))
            parent.number_rows(group.key)
        self.scopes[group.key] = [row for parent in parents for row in parent.rows[group.key]]


def _calculated(scope: Scope, planned: PlannedField) -> Any:
    if planned.value is None:
        return None
    return operand.answer_from_value(planned.field, planned.value(scope))


def _rank(value: Any) -> tuple[bool, Any]:
    return value is None, 0 if value is None else value


def _id_of(row: Mapping[str, Any]) -> str:
    found = row.get("_id")
    return found if isinstance(found, str) else ""


def _by_id(rows: Any) -> dict[str, Mapping[str, Any]]:
    found = rows if isinstance(rows, list) else []
    return {_id_of(row): row for row in found if isinstance(row, Mapping) and _id_of(row)}
