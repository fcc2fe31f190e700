"""Where an expression is evaluated: the form or one row, its parents, and the world around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.expression.operand import kind, operand
from wedforms.formspec.expression.values import Value, date_from_text, number_from_json

#: Steps one evaluation may take, and all evaluations together while one form is settled.
MOST_STEPS: Final = 10_000
MOST_STEPS_IN_ALL: Final = 1_000_000
#: Rows of a repeat beyond this are left to the judge, who refuses them.
MOST_ROWS: Final = 300

TableKey = tuple[tuple[str, Any], ...]


class OutOfStepsError(Exception):
    """The evaluation took more steps than it may; its value is null."""


class Meter:
    """Counts the steps of one evaluation and of all that share it."""

    __slots__ = ("left", "left_in_all")

    def __init__(self, left_in_all: int = MOST_STEPS_IN_ALL) -> None:
        self.left = 0
        self.left_in_all = left_in_all

    def begin(self) -> int:
        """Open the allowance of one evaluation and return it."""
        self.left = min(MOST_STEPS, self.left_in_all)
        return self.left

    def spend(self) -> None:
        """Take one step."""
        self.left -= 1
        if self.left < 0:
            raise OutOfStepsError


@dataclass(frozen=True, slots=True)
class World:
    """What an expression may know beside the answers; nothing here is read from a clock."""

    today: date
    tables: Mapping[str, Mapping[TableKey, Value]] = field(default_factory=dict)
    holidays: frozenset[date] = frozenset()


@dataclass(slots=True, eq=False)
class Scope:
    """The form (no parent) or one row of a group, with the answers settled so far.

    `shown` and `locked` hold the keys that settling found visible and locked in this very scope.
    """

    fields: Mapping[str, Field]
    answers: dict[str, Any]
    world: World
    group: str = ""
    parent: Scope | None = None
    previous: Scope | None = None
    number: int | None = None
    rows: dict[str, list[Scope]] = field(default_factory=dict)
    meter: Meter = field(default_factory=Meter)
    operands: dict[str, Value] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    locked: set[str] = field(default_factory=set)
    sealed: bool = False

    def owner(self, key: str) -> Scope | None:
        """Return the nearest scope that has the field: this row, its parents, the form."""
        scope: Scope | None = self
        while scope is not None and key not in scope.fields:
            scope = scope.parent
        return scope

    def operand(self, key: str) -> Value:
        """Return what a bare reference to a field of this very scope gives."""
        if key not in self.operands:
            found = self.fields[key]
            self.operands[key] = (
                (None,) * len(self.rows.get(key, ()))
                if kind(found) == "rows" and key in self.rows
                else operand(found, self.answers.get(key))
            )
        return self.operands[key]

    def put(self, key: str, answer: Any) -> None:
        """Settle the answer of a field of this scope; null means unanswered."""
        self.operands.pop(key, None)
        if answer is None:
            self.answers.pop(key, None)
            return
        self.answers[key] = answer

    def open_rows(self, group: Field) -> list[Scope]:
        """Open a scope for each row of the group's answer; what is no row is left to the judge."""
        answer = self.answers.get(group.key)
        raw = answer[:MOST_ROWS] if isinstance(answer, list) else []
        fields = {child.key: child for child in group.fields}
        self.rows[group.key] = [
            Scope(fields, dict(row), self.world, group.key, self, meter=self.meter)
            for row in raw
            if isinstance(row, Mapping)
        ]
        self.number_rows(group.key)
        return self.rows[group.key]

    def number_rows(self, key: str) -> None:
        """Say to each row of the group which number it has and which row stands before it."""
        before: Scope | None = None
        for number, row in enumerate(self.rows.get(key, ()), start=1):
            row.number, row.previous, before = number, before, row


def open_form(definition: Definition, answers: Any, world: World) -> Scope:
    """Open the form's own scope over the answers as they are, with every row of every group."""
    fields = {found.key: found for found in definition.fields}
    form = Scope(fields, dict(answers) if isinstance(answers, Mapping) else {}, world)
    _open_groups(form)
    return form


def _open_groups(scope: Scope) -> None:
    for found in scope.fields.values():
        if kind(found) == "rows":
            for row in scope.open_rows(found):
                _open_groups(row)


def world_of(definition: Definition, today: date) -> World:
    """Return the world a definition states: its tables and the days that do not work."""
    holidays = definition.settings.get("holidays", ())
    return World(
        today=today,
        tables={name: index_table(raw) for name, raw in definition.tables.items()},
        holidays=frozenset(day for raw in holidays if (day := date_from_text(raw))),
    )


def index_table(raw: Any) -> dict[TableKey, Value]:
    """Index the rows of a lookup table by their keys; the first of equal rows wins."""
    index: dict[TableKey, Value] = {}
    rows = raw.get("rows", ()) if isinstance(raw, Mapping) else ()
    for row in rows:
        *keys, value = map(cell, row)
        index.setdefault(table_key(keys), value)
    return index


def cell(raw: Any) -> Value:
    """Read one cell of a table: a text, a boolean or a number."""
    return raw if isinstance(raw, (str, bool)) else number_from_json(raw)


def table_key(values: Sequence[Value]) -> TableKey:
    """Return the values tagged with their kinds, so that `true` never meets `1`."""
    return tuple((type(value).__name__, value) for value in values)


def rows_of(scope: Scope, group: str) -> Iterator[Scope]:
    """Yield the row scopes of a group found from this scope; a hidden group has none."""
    owner = scope.owner(group)
    return iter(owner.rows.get(group, ()) if owner else ())
