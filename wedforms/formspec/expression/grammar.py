"""The words of the language: every operation, how many operands it takes, and the limits."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import Final

from wedforms.formspec.expression.functions import FUNCTIONS

MOST_DEPTH: Final = 64
MOST_NODES: Final = 2_000
MOST_TEXT: Final = 20_000
#: Operands of what takes any number of them; the nodes of the whole tree are counted anyway.
_ANY_NUMBER: Final = sys.maxsize
#: A literal keeps at most these digits, so that every reader of JSON keeps it exactly.
MOST_DIGITS: Final = 15

NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,62}", re.ASCII)
PART: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}", re.ASCII)
RESERVED: Final = frozenset(
    {"and", "or", "not", "in", "true", "false", "null", "parent", "previous"}
)

LITERALS: Final = frozenset({"text", "date", "time", "date_time"})
#: `["field", key, part…]` and its relatives; `price` and `label` name one field.
REFERENCES: Final = frozenset({"field", "parent", "previous"})
CHOICES: Final = frozenset({"price", "label"})
#: Operations over the rows of a group, whose key stands bare before the expression.
AGGREGATES: Final = frozenset({"sum", "min_of", "max_of", "count", "any", "all"})

COMPARISONS: Final = frozenset({"=", "!=", "<", "<=", ">", ">=", "in"})
#: Operators written between two operands, with how strongly they bind; larger binds closer.
BINDING: Final[Mapping[str, int]] = {
    "or": 1,
    "and": 2,
    "not": 3,
    **dict.fromkeys(COMPARISONS, 4),
    **dict.fromkeys(("+", "-"), 5),
    **dict.fromkeys(("*", "/"), 6),
    "neg": 7,
}

#: Least and most operands of what is evaluated specially.
_SPECIAL: Final[Mapping[str, tuple[int, int]]] = {
    "and": (2, _ANY_NUMBER),
    "or": (2, _ANY_NUMBER),
    "in": (2, _ANY_NUMBER),
    "if": (3, 3),
    "coalesce": (1, _ANY_NUMBER),
    "filled": (1, 1),
    "lookup": (1, _ANY_NUMBER),
    "today": (0, 0),
    "row_number": (0, 0),
    "next_working_day": (1, 1),
    "previous_working_day": (1, 1),
}

#: Every operation whose operands are expressions: the least and most of them.
ARITY: Final[Mapping[str, tuple[int, int]]] = {
    **{
        name: (len(known.takes), _ANY_NUMBER if known.variadic else len(known.takes))
        for name, known in FUNCTIONS.items()
    },
    **_SPECIAL,
}

#: What may be written `name(…)`.
CALLABLE: Final = (
    {name for name in ARITY if name not in BINDING} | LITERALS - {"text"} | CHOICES | AGGREGATES
)
