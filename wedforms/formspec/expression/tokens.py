"""Cut the text form of an expression into words, numbers, texts and signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from wedforms.formspec.errors import ExpressionError

_TOKEN: Final = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<number>[0-9]+(?:\.[0-9]+)?)
  | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
  | "(?P<text>(?:[^"\\]|\\["\\])*)"
  | (?P<sign><=|>=|!=|[-+*/=<>(),.])
    """,
    re.VERBOSE | re.ASCII,
)
#: A number never begins with a nought before a digit: that is a date without its quotes.
_LEADING_ZERO: Final = re.compile(r"0[0-9]", re.ASCII)
#: What people type out of habit, and what to write instead.
_HINTS: Final = {
    "==": "Write “=” to compare.",
    "<>": "Write “!=” for “is not”.",
    "&&": "Write “and”.",
    "||": "Write “or”.",
    "!": "Write “not”.",
    "'": 'Write text in straight double quotes: "text".',
    "“": 'Write text in straight double quotes: "text".',
    "”": 'Write text in straight double quotes: "text".',
    "‘": 'Write text in straight double quotes: "text".',
    '"': "This text has no closing quote.",
    "%": "There is no percent sign: write * 0.25 for 25 %.",
    ":": 'Write a time as time("23:30").',
    "£": "Write amounts as a plain number of pence.",
}


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of the text; `kind` is number, name, text, sign or end."""

    kind: str
    text: str
    position: int


def tokens(source: str) -> Iterator[Token]:
    """Yield the pieces of an expression, and an end; refuse a character that has no meaning."""
    position = 0
    while position < len(source):
        _refuse_habits(source, position)
        found = _TOKEN.match(source, position)
        if found is None or found.lastgroup is None:
            raise _unexpected(source, position)
        if found.lastgroup != "space":
            yield Token(found.lastgroup, _content(found), position)
        position = found.end()
    yield Token("end", "", position)


def _content(found: re.Match[str]) -> str:
    content = found[str(found.lastgroup)]
    return re.sub(r"\\(.)", r"\1", content) if found.lastgroup == "text" else content


def _refuse_habits(source: str, position: int) -> None:
    pair = source[position : position + 2]
    if pair in ("==", "<>"):
        raise ExpressionError(_HINTS[pair], position=position)
    if _LEADING_ZERO.match(source, position):
        raise ExpressionError('Write a date as date("2027-06-05").', position=position)


def _unexpected(source: str, position: int) -> ExpressionError:
    for length in (2, 1):
        if hint := _HINTS.get(source[position : position + length]):
            return ExpressionError(hint, position=position)
    return ExpressionError(f"“{source[position]}” has no meaning here.", position=position)
