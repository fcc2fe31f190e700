"""Read an expression from portable JSON: a string is parsed, a list or scalar is checked."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from wedforms.formspec.definition import Tree
from wedforms.formspec.errors import ExpressionError
from wedforms.formspec.expression import grammar
from wedforms.formspec.expression.values import (
    MOST_PLACES,
    NUMBER_LIMIT,
    date_from_text,
    date_time_from_text,
    number_to_json,
    time_from_text,
)

_READERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "date": date_from_text,
    "time": time_from_text,
    "date_time": date_time_from_text,
}
#: Characters of what was refused that a message repeats.
_MOST_SHOWN: Final = 60
_SHAPES: Final = {"date": "YYYY-MM-DD", "time": "HH:MM", "date_time": "YYYY-MM-DDTHH:MM"}


def check_tree(raw: Any) -> Tree:
    """Return the canonical tree of raw JSON that is not text; refuse anything that is not one."""
    return _Checker().check(raw, 1)


def negate(tree: Tree) -> Tree:
    """Return the canonical tree of `-tree`: a negative number stays one literal."""
    if isinstance(tree, bool) or not isinstance(tree, (int, Decimal)):
        return ["neg", tree]
    return -tree


def literal_number(raw: float | Decimal) -> int | Decimal:
    """Return the canonical literal of a number: an integer, or a decimal without trailing zeros."""
    number = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    if not number.is_finite() or not -NUMBER_LIMIT < number < NUMBER_LIMIT:
        raise ExpressionError("The number is too large: it must be below 10^15.")
    exact = number_to_json(number)
    if exact != number or len(Decimal(exact).as_tuple().digits) > grammar.MOST_DIGITS:
        raise ExpressionError(
            f"The number {_shorten(str(raw))} is too fine: at most {MOST_PLACES} decimals"
            f" and {grammar.MOST_DIGITS} digits."
        )
    return exact


def check_text(text: str) -> str:
    """Return the text of a literal; refuse characters that JSON or the database cannot hold."""
    for character in text:
        kind = unicodedata.category(character)
        if kind == "Cs" or (kind == "Cc" and character not in "\n\t"):
            raise ExpressionError("A text holds a character that cannot be stored.")
    return text


def check_moment(kind: str, raw: Any) -> list[str]:
    """Return the literal of a date, a time or a date-time; refuse one that does not exist."""
    if _READERS[kind](raw) is None:
        raise ExpressionError(f"{raw!r} is not a {kind}: write {_SHAPES[kind]}.")
    return [kind, raw]


def check_name(raw: Any, what: str = "field") -> str:
    """Return the key of a field; refuse what is not one, and the words of the language."""
    if not isinstance(raw, str) or not grammar.NAME.fullmatch(raw):
        raise ExpressionError(f"{raw!r} is not the key of a {what}.")
    if raw in grammar.RESERVED:
        raise ExpressionError(f"“{raw}” is a word of the language, not the key of a {what}.")
    return raw


def check_arity(name: str, count: int) -> None:
    """Refuse an operation with too few or too many operands."""
    least, most = grammar.ARITY[name]
    if least <= count <= most:
        return
    bound = f"{least}" if least == most else f"at least {least}"
    raise ExpressionError(f"“{name}” takes {bound} value(s), not {count}.")


class _Checker:
    """Walks one tree, counting its nodes."""

    def __init__(self) -> None:
        self.nodes = 0

    def check(self, raw: Any, depth: int) -> Tree:
        self.nodes += 1
        if self.nodes > grammar.MOST_NODES:
            raise ExpressionError(f"The expression has more than {grammar.MOST_NODES} parts.")
        if depth > grammar.MOST_DEPTH:
            raise ExpressionError(f"The expression is nested deeper than {grammar.MOST_DEPTH}.")
        if raw is None or isinstance(raw, bool):
            return raw
        if isinstance(raw, (int, float, Decimal)):
            return literal_number(raw)
        if not isinstance(raw, list) or not raw or not isinstance(raw[0], str):
            raise ExpressionError(f"{_shorten(raw)} is not an expression.")
        return self._operation(raw[0], raw[1:], depth)

    def _operation(self, name: str, operands: list[Any], depth: int) -> Tree:
        if name in grammar.LITERALS:
            return _literal(name, operands)
        if name in grammar.REFERENCES:
            return _reference(name, operands)
        if name in grammar.CHOICES:
            return _choice(name, operands)
        if name in grammar.AGGREGATES:
            return self._aggregate(name, operands, depth)
        if name not in grammar.ARITY:
            raise ExpressionError(f"There is no operation “{_shorten(name)}”.")
        check_arity(name, len(operands))
        if name == "lookup":
            return [name, check_table(operands[0]), *self._all(operands[1:], depth)]
        if name == "neg":
            return negate(self.check(operands[0], depth + 1))
        return [name, *self._all(operands, depth)]

    def _aggregate(self, name: str, operands: list[Any], depth: int) -> Tree:
        group, *inner = operands or [None]
        if len(inner) > 1 or (not inner and name != "count"):
            raise ExpressionError(f"“{name}” takes a group and what to work out in each row.")
        return [name, check_name(group, "group"), *self._all(inner, depth)]

    def _all(self, operands: list[Any], depth: int) -> list[Tree]:
        return [self.check(operand, depth + 1) for operand in operands]


def check_table(raw: Any) -> str:
    """Return the name of a table; refuse what cannot be one."""
    if not isinstance(raw, str) or not raw:
        raise ExpressionError("“lookup” begins with the name of a table.")
    return check_text(raw)


def _literal(name: str, operands: list[Any]) -> Tree:
    if len(operands) != 1 or not isinstance(operands[0], str):
        raise ExpressionError(f"“{name}” holds one text.")
    return [name, check_text(operands[0])] if name == "text" else check_moment(name, operands[0])


def _reference(name: str, operands: list[Any]) -> Tree:
    if not operands:
        raise ExpressionError(f"“{name}” names a field.")
    for part in operands[1:]:
        if not isinstance(part, str) or not grammar.PART.fullmatch(part):
            raise ExpressionError(f"{_shorten(part)} is not a part of an answer.")
    return [name, check_name(operands[0]), *operands[1:]]


def _choice(name: str, operands: list[Any]) -> Tree:
    if len(operands) != 1:
        raise ExpressionError(f"“{name}” names one field.")
    return [name, check_name(operands[0])]


def _shorten(raw: Any) -> str:
    shown = raw if isinstance(raw, str) else repr(raw)
    return shown if len(shown) <= _MOST_SHOWN else f"{shown[:_MOST_SHOWN]}…"
