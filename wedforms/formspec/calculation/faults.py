"""Judge the rules of a form: where does a condition hold that must not hold?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wedforms.formspec.calculation.plan import Plan, PlannedRule
from wedforms.formspec.calculation.state import State, join
from wedforms.formspec.definition import Rule


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that does not hold, at the path of the field it names; `number` counts the rules."""

    rule: Rule
    number: int
    path: str


def faults(plan: Plan, state: State) -> tuple[Fault, ...]:
    """Return the faults of settled answers, in the order of the rules and then of the rows."""
    return tuple(fault for planned in plan.rules for fault in _faults(planned, state))


def _faults(planned: PlannedRule, state: State) -> Iterator[Fault]:
    place = planned.place
    for path, scope in state.rows(place.groups if place else ()):
        if planned.when.holds(scope):
            at = join(path, place.field.key) if place else ""
            yield Fault(planned.rule, planned.number, at)
