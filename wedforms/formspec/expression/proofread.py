"""Judge an expression while it is being written: its tree, its kind, each fault at its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wedforms.formspec.definition import Tree
from wedforms.formspec.errors import ExpressionError, Problem
from wedforms.formspec.expression.check import Types, check, kind_of
from wedforms.formspec.expression.parser import parse
from wedforms.formspec.expression.printer import format_tree
from wedforms.formspec.expression.tokens import Token, tokens
from wedforms.formspec.expression.tree import check_tree

_NAMED: Final = re.compile("“([^”]+)”")


@dataclass(frozen=True, slots=True)
class Spot:
    """One fault, and the code points of the text that it is about, from `start` up to `end`."""

    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proof:
    """What a text means: its tree and kind (`any` where unknown), and what is wrong with it."""

    tree: Tree
    text: str
    kind: str
    problems: tuple[Spot, ...] = ()


def proofread(raw: Any, types: Types, *, expects: Sequence[str]) -> Proof:
    """Judge a text as it is typed, or a tree; an empty text is no expression and no fault."""
    if isinstance(raw, str) and not raw.strip():
        return Proof(None, "", "null")
    try:
        tree = parse(raw) if isinstance(raw, str) else check_tree(raw)
    except ExpressionError as fault:
        text = raw if isinstance(raw, str) else ""
        return Proof(None, text, "any", (_spot_of(fault, text),))
    text = raw if isinstance(raw, str) else format_tree(tree)
    found = check(tree, types, expects=expects)
    return Proof(tree, text, kind_of(tree, types), tuple(spots(found, text)))


def spots(found: Sequence[Problem], text: str) -> Iterator[Spot]:
    """Each problem at the word it is about: the second about one word is at its second place."""
    pieces = list(tokens(text))
    told: Counter[str] = Counter()
    for problem in found:
        message = problem.message or problem.keyword
        word = _word(str(problem.limit), message, pieces)
        places = [piece for piece in pieces if piece.text == word and piece.kind != "end"]
        place = places[min(told[word], len(places) - 1)] if places else None
        told[word] += 1
        yield Spot(message, *_extent(place, text))


def _word(limit: str, message: str, pieces: Sequence[Token]) -> str:
    """The first word of the text that the problem names."""
    texts = {piece.text for piece in pieces}
    return next((word for word in (limit, *_NAMED.findall(message)) if word in texts), "")


def _extent(piece: Token | None, text: str) -> tuple[int, int]:
    if piece is None:
        return 0, len(text)
    quotes = 2 if piece.kind == "text" else 0
    return piece.position, min(piece.position + len(piece.text) + quotes, len(text))


def _spot_of(fault: ExpressionError, text: str) -> Spot:
    """What cannot be read: from where reading stopped to the end of that word."""
    at = fault.position
    if at is None:
        return Spot(str(fault), 0, len(text))
    start = min(at, len(text.rstrip()))
    word = re.compile(r"\w+|\S|").match(text, start)
    return Spot(str(fault), start, word.end() if word else start)
