"""The expressions of XLSForm, a small part of XPath, as trees: read, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias

MOST_TEXT: Final = 4_000
_MOST_DEPTH: Final = 40
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<field>\$\{\s*[^{}]{1,200}?\s*\})"
    r"|(?P<text>\"[^\"]*\"|'[^']*'|“[^”]*”|‘[^’]*’)"
    r"|(?P<number>\d+(?:\.\d+)?|\.\d+)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_\-]*(?:[.:][A-Za-z_][A-Za-z0-9_\-]*)*)"
    r"|(?P<sign>\.\.|<=|>=|!=|[=<>+\-*,().|/\[\]@]))"
)
_BINDING: Final = {
    "or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4,
    "+": 5, "-": 5, "*": 6, "div": 6, "mod": 6,
}  # fmt: skip
_NEGATED: Final = 7


class XPathError(Exception):
    """The text is not an expression that can be read; the message says why, for the report."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A text or a number."""

    value: str | Decimal


@dataclass(frozen=True, slots=True)
class Named:
    """`${name}`: another question."""

    name: str


@dataclass(frozen=True, slots=True)
class Itself:
    """`.`: the answer itself."""


@dataclass(frozen=True, slots=True)
class Around:
    """`..`: the row around the question."""


@dataclass(frozen=True, slots=True)
class Bare:
    """A name alone: a column of a choice."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function, or an operator by its sign, with what it is given."""

    name: str
    given: tuple[Node, ...]


Node: TypeAlias = Literal | Named | Itself | Around | Bare | Call


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def read_xpath(text: str) -> Node:
    """The tree of an expression; raises XPathError."""
    if len(text) > MOST_TEXT:
        raise XPathError("The expression is too long.")
    reader = _Reader(list(_tokens(text)))
    node = reader.expression(0, 0)
    if reader.peek() is not None:
        raise XPathError(f"“{reader.next().text}” is not understood there.")
    return node


def _tokens(text: str) -> Iterator[_Token]:
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise XPathError(f"“{text[at : at + 20].strip()}” is not understood.")
        kind = match.lastgroup or ""
        yield _Token(kind, match[kind])
        at = match.end()


class _Reader:
    """Reads tokens by how strongly operators bind."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def peek(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def next(self) -> _Token:
        token = self.peek()
        if token is None:
            raise XPathError("The expression ends too early.")
        self._at += 1
        return token

    def expression(self, least: int, depth: int) -> Node:
        if depth > _MOST_DEPTH:
            raise XPathError("The expression is nested too deep.")
        left = self._operand(depth)
        while (token := self.peek()) is not None and token.kind in ("sign", "name"):
            binding = _BINDING.get(token.text)
            if binding is None or binding <= least:
                break
            self.next()
            left = Call(token.text, (left, self.expression(binding, depth + 1)))
        return left

    def _operand(self, depth: int) -> Node:
        token = self.next()
        if token.kind == "field":
            return Named(token.text[2:-1].strip())
        if token.kind == "text":
            return Literal(token.text[1:-1])
        if token.kind == "number":
            return Literal(_number(token.text))
        if token.kind == "name":
            return self._called(token.text, depth) if self._is_next("(") else Bare(token.text)
        return self._signed(token.text, depth)

    def _signed(self, sign: str, depth: int) -> Node:
        if sign == "(":
            inner = self.expression(0, depth + 1)
            self._expect(")")
            return inner
        if sign == "-":
            return Call("neg", (self.expression(_NEGATED, depth + 1),))
        if sign == ".":
            return Itself()
        if sign == "..":
            return Around()
        raise XPathError(f"“{sign}” is not understood there.")

    def _called(self, name: str, depth: int) -> Node:
        self._expect("(")
        given: list[Node] = []
        while not self._is_next(")"):
            if given:
                self._expect(",")
            given.append(self.expression(0, depth + 1))
        self._expect(")")
        return Call(name, tuple(given))

    def _is_next(self, sign: str) -> bool:
        token = self.peek()
        return token is not None and token.kind == "sign" and token.text == sign

    def _expect(self, sign: str) -> None:
        if self.next().text != sign:
            raise XPathError(f"A “{sign}” is missing.")


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as fault:
        raise XPathError(f"“{text}” is no number.") from fault
