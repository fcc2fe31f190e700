"""What settling finds: the answers that stand, and what holds for each field and option."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wedforms.formspec.expression import Scope


@dataclass(frozen=True, slots=True)
class State:
    """A form with answers on one day. Paths are dotted, rows by their place: `guests.0.meal`.

    `values` holds the shown answers, calculated and locked ones included, rows in their order;
    `disabled` the options that cannot be chosen, hidden or disabled, as (path, option value), and
    `unseen` those of them whose `visible_if` does not hold;
    `row_limits` the least and most rows of each shown group; `bounds` the earliest and latest
    answer of each shown date, time or date-time; `scope` evaluates further expressions.
    """

    values: dict[str, Any]
    visible: frozenset[str]
    required: frozenset[str]
    locked: frozenset[str]
    disabled: frozenset[tuple[str, str]]
    unseen: frozenset[tuple[str, str]]
    row_limits: Mapping[str, tuple[int, int]]
    bounds: Mapping[str, tuple[str | None, str | None]]
    scope: Scope

    def rows(self, groups: Sequence[str]) -> Iterator[tuple[str, Scope]]:
        """Yield path and scope of every row inside these nested groups; of the form for none."""
        return rows_inside(self.scope, groups)


def rows_inside(scope: Scope, groups: Sequence[str], path: str = "") -> Iterator[tuple[str, Scope]]:
    """Yield path and scope of every row inside nested groups, outermost group first."""
    if not groups:
        yield path, scope
        return
    for index, row in enumerate(scope.rows.get(groups[0], ())):
        yield from rows_inside(row, groups[1:], join(path, groups[0], index))


def join(path: str, *steps: str | int) -> str:
    """Return a dotted path longer by these steps."""
    return ".".join([*([path] if path else []), *map(str, steps)])
