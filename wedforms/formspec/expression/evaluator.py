"""Evaluate a tree: total, without coercion, in a bounded number of steps.

A tree is first turned into nested functions of a scope: compiled once, it evaluates fast.
Every node but a literal takes one step, and so does every row that an aggregate goes through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Final, TypeAlias

from wedforms.formspec.definition import Tree
from wedforms.formspec.expression import grammar, operand
from wedforms.formspec.expression.functions import FUNCTIONS, Function, working_day
from wedforms.formspec.expression.scope import OutOfStepsError, Scope, rows_of, table_key
from wedforms.formspec.expression.values import (
    Value,
    add,
    date_from_text,
    date_time_from_text,
    time_from_text,
)

Node: TypeAlias = Callable[[Scope], Value]
_EQUALS: Final = FUNCTIONS["="]
_LITERALS: Final[Mapping[str, Callable[[str], Value]]] = {
    "text": str,
    "date": date_from_text,
    "time": time_from_text,
    "date_time": date_time_from_text,
}


class Expression:
    """A compiled tree; calling it in a scope gives its value and never raises."""

    __slots__ = ("_node", "tree")

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._node = _compile(tree)

    def __call__(self, scope: Scope) -> Value:
        """Return the value in this scope; null when it takes too many steps."""
        meter = scope.meter
        allowance = meter.begin()
        try:
            return self._node(scope)
        except OutOfStepsError:
            return None
        finally:
            meter.left_in_all -= allowance - max(meter.left, 0)

    def holds(self, scope: Scope) -> bool:
        """Tell whether the condition is true; null and false do not hold."""
        return self(scope) is True


def evaluate(tree: Tree, scope: Scope) -> Value:
    """Return the value of a canonical tree in a scope; nothing raises."""
    return Expression(tree)(scope)


def _compile(tree: Tree) -> Node:
    if tree is None or isinstance(tree, bool):
        return _constant(tree)
    if not isinstance(tree, list):
        return _constant(Decimal(tree))
    name, *operands = tree
    if name in _LITERALS:
        return _constant(_LITERALS[name](operands[0]))
    if name == "field" and len(operands) == 1:
        return _field(operands[0])
    return _stepping(_COMPILERS.get(name, partial(_strict, name))(operands))


def _compile_all(trees: Sequence[Tree]) -> list[Node]:
    return [_compile(tree) for tree in trees]


def _constant(value: Value) -> Node:
    return lambda _scope: value


def _stepping(node: Node) -> Node:
    def run(scope: Scope) -> Value:
        meter = scope.meter
        meter.left -= 1
        if meter.left < 0:
            raise OutOfStepsError
        return node(scope)

    return run


def apply(function: Function, given: Sequence[Value]) -> Value:
    """Call a strict function; null when an argument is missing or of the wrong kind."""
    types = function.types * len(given) if function.variadic else function.types
    for value, accepted in zip(given, types, strict=True):
        if type(value) not in accepted:
            return None
    if function.alike and any(type(value) is not type(given[0]) for value in given[1:]):
        return None
    return function.apply(*given)


def _strict(name: str, operands: Sequence[Tree]) -> Node:
    function, nodes = FUNCTIONS[name], _compile_all(operands)
    match nodes:
        case [first, second] if not function.variadic:
            return _pair(function, first, second)
    return lambda scope: apply(function, [node(scope) for node in nodes])


def _pair(function: Function, first: Node, second: Node) -> Node:
    """Call a function of two arguments: `apply` without its loops, for most have two."""
    give, alike, (first_types, second_types) = function.apply, function.alike, function.types

    def run(scope: Scope) -> Value:
        left, right = first(scope), second(scope)
        if type(left) not in first_types or type(right) not in second_types:
            return None
        return None if alike and type(left) is not type(right) else give(left, right)

    return run


def _and(operands: Sequence[Tree]) -> Node:
    return _kleene(_compile_all(operands), decisive=False)


def _or(operands: Sequence[Tree]) -> Node:
    return _kleene(_compile_all(operands), decisive=True)


def _kleene(nodes: Sequence[Node], *, decisive: bool) -> Node:
    """Join three-valued conditions: the decisive value wins, else null, else the other value."""

    def run(scope: Scope) -> bool | None:
        return _settle_kleene((node(scope) for node in nodes), decisive=decisive)

    return run


def _settle_kleene(given: Iterable[Value], *, decisive: bool) -> bool | None:
    unknown = False
    for value in given:
        if value is decisive:
            return decisive
        unknown = unknown or not isinstance(value, bool)
    return None if unknown else not decisive


def _in(operands: Sequence[Tree]) -> Node:
    sought, *others = _compile_all(operands)

    def run(scope: Scope) -> bool | None:
        value = sought(scope)
        return _settle_kleene(
            (apply(_EQUALS, [value, other(scope)]) for other in others), decisive=True
        )

    return run


def _if(operands: Sequence[Tree]) -> Node:
    condition, then, otherwise = _compile_all(operands)
    return lambda scope: then(scope) if condition(scope) is True else otherwise(scope)


def _coalesce(operands: Sequence[Tree]) -> Node:
    nodes = _compile_all(operands)

    def run(scope: Scope) -> Value:
        return next((value for node in nodes if (value := node(scope)) is not None), None)

    return run


def _filled(operands: Sequence[Tree]) -> Node:
    match operands[0]:
        case [name, key] if name in grammar.REFERENCES:
            return _stepping(_filled_reference(name, key))
    node = _compile(operands[0])
    return lambda scope: node(scope) not in (None, "", ())


def _filled_reference(name: str, key: str) -> Node:
    def run(scope: Scope) -> bool:
        owner = _owner(name, scope, key)
        return owner is not None and operand.filled(owner.fields[key], owner.answers.get(key))

    return run


def _owner(name: str, scope: Scope, key: str) -> Scope | None:
    """Return the scope in which a reference finds its field, if that scope has it."""
    if name == "field":
        return scope.owner(key)
    found = scope.parent if name == "parent" else scope.previous
    return found if found is not None and key in found.fields else None


def _field(key: str) -> Node:
    """Look up a bare field: `_stepping(_reference(…))` in one, for it is the busiest of all."""

    def run(scope: Scope) -> Value:
        meter = scope.meter
        meter.left -= 1
        if meter.left < 0:
            raise OutOfStepsError
        owner: Scope | None = scope
        while owner is not None and key not in owner.fields:
            owner = owner.parent
        return owner.operand(key) if owner is not None else None

    return run


def _reference(name: str, operands: Sequence[str]) -> Node:
    key, *parts = operands

    def whole(scope: Scope) -> Value:
        owner = _owner(name, scope, key)
        return owner.operand(key) if owner else None

    def part(scope: Scope) -> Value:
        owner = _owner(name, scope, key)
        return operand.part(owner.fields[key], owner.answers.get(key), parts) if owner else None

    return part if parts else whole


def _price(operands: Sequence[str]) -> Node:
    key = operands[0]

    def run(scope: Scope) -> Value:
        owner = scope.owner(key)
        chosen = operand.chosen(owner.fields[key], owner.operand(key)) if owner else None
        if chosen is None:
            return None
        total: Decimal | None = Decimal(0)
        for option in chosen:
            total = None if total is None else add(total, Decimal(option.price or 0))
        return total

    return run


def _label(operands: Sequence[str]) -> Node:
    key = operands[0]

    def run(scope: Scope) -> Value:
        owner = scope.owner(key)
        if owner is None:
            return None
        return operand.label(owner.fields[key], owner.operand(key), owner.answers.get(key))

    return run


def _lookup(operands: Sequence[Tree]) -> Node:
    table, nodes = operands[0], _compile_all(operands[1:])

    def run(scope: Scope) -> Value:
        keys = [node(scope) for node in nodes]
        rows = scope.world.tables.get(table, {})
        return None if None in keys else rows.get(table_key(keys))

    return run


def _today(_operands: Sequence[Tree]) -> Node:
    return lambda scope: scope.world.today


def _row_number(_operands: Sequence[Tree]) -> Node:
    return lambda scope: None if scope.number is None else Decimal(scope.number)


def _working_day(step: int, operands: Sequence[Tree]) -> Node:
    node = _compile(operands[0])

    def run(scope: Scope) -> Value:
        day = node(scope)
        if type(day) is not date:
            return None
        return working_day(day, holidays=scope.world.holidays, step=step)

    return run


def _aggregate(
    combine: Callable[[Iterable[Value]], Value], operands: Sequence[Any], *, bare: Value = None
) -> Node:
    """Evaluate the expression in each row of the group and combine what comes out."""
    group = operands[0]
    node = _compile(operands[1]) if operands[1:] else _constant(bare)

    def in_rows(scope: Scope) -> Iterator[Value]:
        for row in rows_of(scope, group):
            row.meter.spend()
            yield node(row)

    return lambda scope: combine(in_rows(scope))


def _sum(given: Iterable[Value]) -> Decimal | None:
    total: Decimal | None = Decimal(0)
    for value in given:
        if isinstance(value, Decimal) and total is not None:
            total = add(total, value)
    return total


def _extreme(name: str, given: Iterable[Value]) -> Value:
    present = [value for value in given if value is not None]
    return apply(FUNCTIONS[name], present) if present else None


def _count(given: Iterable[Value]) -> Decimal:
    return Decimal(sum(value is True for value in given))


_COMPILERS: Final[Mapping[str, Callable[[Any], Node]]] = {
    "and": _and,
    "or": _or,
    "in": _in,
    "if": _if,
    "coalesce": _coalesce,
    "filled": _filled,
    **{name: partial(_reference, name) for name in grammar.REFERENCES},
    "price": _price,
    "label": _label,
    "lookup": _lookup,
    "today": _today,
    "row_number": _row_number,
    "next_working_day": partial(_working_day, 1),
    "previous_working_day": partial(_working_day, -1),
    "sum": partial(_aggregate, _sum),
    "min_of": partial(_aggregate, partial(_extreme, "min")),
    "max_of": partial(_aggregate, partial(_extreme, "max")),
    "count": partial(_aggregate, _count, bare=True),
    "any": partial(_aggregate, partial(_settle_kleene, decisive=True)),
    "all": partial(_aggregate, partial(_settle_kleene, decisive=False)),
}
