"""Conditions that can never hold, told without any answer: what they would hide nobody would see.

Nothing is claimed that is not certain: what cannot be decided by looking at the tree may hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from wedforms.formspec.definition import Definition, Field, Tree
from wedforms.formspec.expression import grammar, operand

_MIRRORED: Final = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_CHOICES: Final = frozenset({"choice", "list"})
_Reference = tuple[str, ...]


@dataclass(slots=True)
class _Facts:
    """What the parts of one conjunction say of one answer."""

    equal: set[Any] = field(default_factory=set)
    unequal: set[Any] = field(default_factory=set)
    above: list[tuple[Any, bool]] = field(default_factory=list)
    below: list[tuple[Any, bool]] = field(default_factory=list)
    filled: set[bool] = field(default_factory=set)

    def clash(self) -> bool:
        """Whether no answer is all of this."""
        if len(self.equal) > 1 or self.equal & self.unequal or len(self.filled) > 1:
            return True
        if self.filled == {False} and (self.equal or self.above or self.below):
            return True
        values = [(value, True) for value in self.equal]
        lows, highs = [*self.above, *values], [*self.below, *values]
        return any(_crosses(low, high) for low in lows for high in highs)


def _crosses(low: tuple[Any, bool], high: tuple[Any, bool]) -> bool:
    """Whether nothing lies between a lower and an upper bound (each with whether it counts)."""
    if isinstance(low[0], str) != isinstance(high[0], str):
        return False
    return bool(low[0] > high[0] or (low[0] == high[0] and not (low[1] and high[1])))


class Reach:
    """Which fields somebody can come to see, by the conditions of the form alone."""

    def __init__(self, definition: Definition) -> None:
        self.fields = {found.key: found for _, found in definition.walk()}
        self.unseen: set[str] = set()
        self._go_through(definition)

    def _go_through(self, definition: Definition) -> None:
        """What waits for something unseen is unseen too: until nothing more is found."""
        before = -1
        while before < len(self.unseen):
            before = len(self.unseen)
            for keys, found in definition.walk():
                is_inside = not self.unseen.isdisjoint(keys)
                if is_inside or self.hides(found):
                    self.unseen.add(found.key)

    def hides(self, found: Field) -> bool:
        """Whether the field's own condition can never hold."""
        return found.visible_if is not None and self.never(found.visible_if)

    def never(self, tree: Tree) -> bool:
        """Whether the condition is never true."""
        if not isinstance(tree, list):
            return tree is not True
        name, *operands = tree
        if name == "and":
            return any(map(self.never, operands)) or self._contradicts(operands)
        if name == "or":
            return all(map(self.never, operands))
        if name == "not":
            return self._always(operands[0]) or self._is_null(operands[0])
        if name in ("any", "count", "all"):
            return name == "any" and (operands[0] in self.unseen or self.never(operands[1]))
        return self._leaf_never(name, operands, tree)

    def _leaf_never(self, name: str, operands: list[Tree], tree: Tree) -> bool:
        if name in grammar.REFERENCES:
            return self._is_unseen(tree)
        if name == "filled":
            return self._is_unseen(operands[0])
        if name == "in":
            left, *right = operands
            return self._is_unseen(left) or all(self._differs(left, one) for one in right)
        if name == "contains":
            return self._is_unseen(operands[0]) or self._differs(*operands)
        if name in _MIRRORED:
            if None in operands or any(map(self._is_unseen, operands)):
                return True
            return name == "=" and (self._differs(*operands) or self._differs(*operands[::-1]))
        return False

    def _always(self, tree: Tree) -> bool:
        if not isinstance(tree, list):
            return tree is True
        if tree[0] in ("and", "or"):
            return (all if tree[0] == "and" else any)(map(self._always, tree[1:]))
        return False

    def _is_null(self, tree: Tree) -> bool:
        """Whether there is never an answer to look at: then the opposite does not hold either."""
        if not isinstance(tree, list):
            return tree is None
        return self._is_unseen(tree) or (tree[0] in _MIRRORED and any(map(self._is_null, tree[1:])))

    def _is_unseen(self, tree: Tree) -> bool:
        return bool(_reference(tree)) and tree[1] in self.unseen

    def _differs(self, reference: Tree, literal: Tree) -> bool:
        """Whether the literal is none of the options that the reference can give."""
        names = _reference(reference)
        if len(names) != 1 or not isinstance(literal, list) or literal[0] != "text":
            return False
        found = self.fields.get(names[0])
        if found is None or operand.kind(found) not in _CHOICES or not found.options:
            return False
        other = {"other"} if found.validation_rules.get("other") else set()
        return literal[1] not in {option.value for option in found.options} | other

    def _contradicts(self, parts: Iterable[Tree]) -> bool:
        facts: dict[_Reference, _Facts] = {}
        for part in _conjuncts(parts):
            _note(part, facts)
        return any(found.clash() for found in facts.values())


def _conjuncts(parts: Iterable[Tree]) -> Iterable[Tree]:
    for part in parts:
        if isinstance(part, list) and part[0] == "and":
            yield from _conjuncts(part[1:])
        else:
            yield part


def _note(part: Tree, facts: dict[_Reference, _Facts]) -> None:
    """Note what one part of a conjunction says of the answer that it looks at."""
    if not isinstance(part, list):
        return
    name, *operands = part
    is_denied = name == "not" and isinstance(operands[0], list)
    if is_denied:
        name, *operands = operands[0]
    whole = [name, *operands]
    if name == "filled" and (of := _reference(operands[0])):
        facts.setdefault(of, _Facts()).filled.add(not is_denied)
    elif of := _reference(whole):
        facts.setdefault(of, _Facts()).equal.add(not is_denied)
    elif name in _MIRRORED and not is_denied:
        _compare(name, operands, facts)


def _compare(name: str, operands: list[Tree], facts: dict[_Reference, _Facts]) -> None:
    left, right = operands
    if not _reference(left):
        left, right, name = right, left, _MIRRORED[name]
    of, value = _reference(left), _constant(right)
    if not of or value is None:
        return
    noted = facts.setdefault(of, _Facts())
    if name in ("=", "!="):
        (noted.equal if name == "=" else noted.unequal).add(value)
    else:
        (noted.above if name[0] == ">" else noted.below).append((value, len(name) > 1))


def _reference(tree: Tree) -> _Reference:
    """The key and parts of a reference to this row or the form; empty for anything else."""
    is_one = isinstance(tree, list) and tree[0] in ("field", "parent")
    return tuple(tree[1:]) if is_one else ()


def _constant(tree: Tree) -> Any:
    """A literal as something that can be compared; None for anything else."""
    if isinstance(tree, bool | int | Decimal):
        return tree
    is_literal = isinstance(tree, list) and tree[0] in grammar.LITERALS
    return tree[1] if is_literal else None
