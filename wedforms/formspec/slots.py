"""Values of a definition with a grammar of their own: expressions, dates, patterns, codes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError

from wedforms.formspec.errors import ExpressionError
from wedforms.formspec.expression import read_tree
from wedforms.formspec.patterns import MAX_PATTERN, PatternError, read_pattern
from wedforms.formspec.richtext import clean_rich_text
from wedforms.formspec.shapes import INVALID, Faults, JsonSchema, Shape, Text

DATE: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
TIME: Final = r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]$"
DATE_TIME: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]$"
INSTANT: Final = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]"
    r"(?::[0-5][0-9])?(?:Z|[+-][0-9]{2}:[0-9]{2})$"
)
FIELD_KEY: Final = r"^[a-z][a-z0-9_]{0,62}$"
OPTION_VALUE: Final = r"^[a-z0-9][a-z0-9_-]{0,62}$"
_LANGUAGE: Final = r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$"


@dataclass(frozen=True, slots=True)
class Expression(Shape):
    """An expression: text that is parsed, or a tree; kept as the tree."""

    def read(self, raw: Any, path: str, faults: Faults) -> Any:
        """The canonical tree."""
        try:
            return read_tree(raw)
        except ExpressionError as error:
            return faults.add(path, "expression", str(error), limit=error.position)
        except RecursionError:
            return faults.add(path, "expression", "This expression is nested too deeply.")

    def schema(self) -> JsonSchema:
        """Text, a constant or a tree."""
        return {"type": ["string", "number", "boolean", "null", "array"]}


@dataclass(frozen=True, slots=True)
class Condition(Expression):
    """An expression that holds or not; one that is always null never holds."""

    def read(self, raw: Any, path: str, faults: Faults) -> Any:
        """The canonical tree; `false` for null, because null stands for no condition at all."""
        tree = Expression.read(self, raw, path, faults)
        return False if tree is None else tree


@dataclass(frozen=True, slots=True)
class Pattern(Shape):
    """A pattern that RE2 and the browser read alike."""

    def read(self, raw: Any, path: str, faults: Faults) -> Any:
        """The pattern in the common dialect."""
        if not isinstance(raw, str):
            return faults.add(path, "type", "This must be text.", limit="string")
        try:
            return read_pattern(raw)
        except PatternError as error:
            return faults.add(path, "pattern", str(error))

    def schema(self) -> JsonSchema:
        """A short string; its grammar is not JSON Schema's business."""
        return {"type": "string", "maxLength": MAX_PATTERN}


@dataclass(frozen=True, slots=True)
class RichText(Shape):
    """Words with simple mark-up; anything else is cleaned away on reading."""

    max_length: int

    def read(self, raw: Any, path: str, faults: Faults) -> Any:
        """The cleaned HTML."""
        text = Text(self.max_length, lines=True).read(raw, path, faults)
        return text if text is INVALID else clean_rich_text(text)

    def schema(self) -> JsonSchema:
        """A string with its length."""
        return {"type": "string", "maxLength": self.max_length}


@dataclass(frozen=True, slots=True)
class Formatted(Shape):
    """Text of one pattern, with a further check that a pattern cannot express."""

    pattern: str
    message: str
    check: Callable[[str], bool] = bool

    def read(self, raw: Any, path: str, faults: Faults) -> Any:
        """The text itself."""
        # `\Z` is Python's end of text: `$` would let a line end through.
        grammar = re.compile(self.pattern.removesuffix("$") + r"\Z")
        if isinstance(raw, str) and grammar.match(raw) and self.check(raw):
            return raw
        return faults.add(path, "format", self.message)

    def schema(self) -> JsonSchema:
        """A string with its pattern."""
        return {"type": "string", "pattern": self.pattern}


@dataclass(frozen=True, slots=True)
class Either(Shape):
    """A literal where the text looks like one, else the other shape (an expression)."""

    literal: Formatted
    other: Shape

    def read(self, raw: Any, path: str, faults: Faults) -> Any:
        """The literal as text, or what the other shape reads."""
        if isinstance(raw, str) and re.match(self.literal.pattern, raw):
            return self.literal.read(raw, path, faults)
        return self.other.read(raw, path, faults)

    def schema(self) -> JsonSchema:
        """What the other shape allows: a literal is text too."""
        return self.other.schema()


def _is_date(text: str) -> bool:
    return _parses(date.fromisoformat, text)


def _is_moment(text: str) -> bool:
    return _parses(datetime.fromisoformat, text)


def _parses(reader: Callable[[str], Any], text: str) -> bool:
    try:
        reader(text)
    except ValueError:
        return False
    return True


def _is_language(tag: str) -> bool:
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


@cache
def _codes() -> tuple[frozenset[str], frozenset[str]]:
    english = Locale("en")
    countries = frozenset(
        str(code) for code in english.territories if re.fullmatch("[A-Z]{2}", str(code))
    )
    return frozenset(english.currencies), countries - {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


ISO_DATE: Final = Formatted(DATE, "This must be a date such as 2027-06-05.", _is_date)
ISO_TIME: Final = Formatted(TIME, "This must be a time such as 14:30.")
ISO_DATE_TIME: Final = Formatted(
    DATE_TIME, "This must be a date and time such as 2027-06-05T14:30.", _is_moment
)
ISO_INSTANT: Final = Formatted(
    INSTANT,
    "This must be a date and time with offset, such as 2027-06-05T14:30:00+01:00.",
    _is_moment,
)
DATE_OR_EXPRESSION: Final = Either(ISO_DATE, Expression())
DATE_TIME_OR_EXPRESSION: Final = Either(ISO_DATE_TIME, Expression())
INSTANT_OR_EXPRESSION: Final = Either(ISO_INSTANT, Expression())
KEY_NAME: Final = Formatted(
    FIELD_KEY, "A key is a letter, then lower-case letters, digits and _, at most 63 in all."
)
OPTION_NAME: Final = Formatted(
    OPTION_VALUE, "A value is lower-case letters, digits, - and _, at most 63 characters."
)
LANGUAGE: Final = Formatted(_LANGUAGE, "This must be a language such as en-GB.", _is_language)
CURRENCY: Final = Formatted(
    "^[A-Z]{3}$", "This must be a currency code such as GBP.", lambda code: code in _codes()[0]
)
COUNTRY: Final = Formatted(
    "^[A-Z]{2}$", "This must be a country code such as GB.", lambda code: code in _codes()[1]
)
#: Names of zoneinfo that stand for no place, and that PostgreSQL does not know.
_NO_PLACE: Final = frozenset({"localtime", "posixrules", "Factory"})
TIME_ZONE: Final = Formatted(
    "^[A-Za-z0-9_+/-]{1,64}$",
    "This must be a time zone such as Europe/London.",
    lambda name: name in available_timezones() - _NO_PLACE,
)
