"""From the expressions of XLSForm to those of our forms, as far as both can say the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from wedforms.forms.importing.xpath import (
    Around,
    Bare,
    Call,
    Itself,
    Literal,
    Named,
    Node,
    XPathError,
    read_xpath,
)

_CHOICES: Final = frozenset({"single_choice", "dropdown", "multiple_choice", "ranking"})
_LISTS: Final = frozenset({"multiple_choice", "ranking"})
_SAME: Final = {"=": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=",
                "+": "+", "-": "-", "*": "*", "div": "/", "and": "and", "or": "or"}  # fmt: skip
_KINDS_OF_TEXT: Final = {"date": "date", "time": "time", "date_time": "date_time"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A question that expressions may name: its key, type, options (theirs to ours), repeats."""

    key: str
    kind: str
    values: Mapping[str, str] = field(default_factory=dict)
    repeats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What an expression is about: the questions by name, the one that asks, a choice's columns."""

    known: Mapping[str, Known]
    itself: Known | None = None
    columns: Mapping[str, str] | None = None
    repeats: tuple[str, ...] = ()

    def tree(self, text: str) -> Any:
        """The expression as a tree of ours; raises XPathError where it cannot be said."""
        return self.of(read_xpath(text))

    def of(self, node: Node) -> Any:
        """A part of an expression."""
        if isinstance(node, Literal):
            return ["text", node.value] if isinstance(node.value, str) else _plain(node.value)
        if isinstance(node, Named):
            return self._reference(self._known(node))
        if isinstance(node, Itself):
            if self.itself is None:
                raise XPathError("“.” has no answer here.")
            return ["field", self.itself.key]
        if isinstance(node, Bare):
            return self._column(node)
        if isinstance(node, Around):
            raise XPathError("“..” cannot be said here.")
        return self._call(node)

    def _known(self, node: Node) -> Known:
        if isinstance(node, Itself) and self.itself is not None:
            return self.itself
        if not isinstance(node, Named):
            raise XPathError("A question is expected here.")
        found = self.known.get(node.name)
        if found is None:
            raise XPathError(f"There is no question “{node.name}” that was carried.")
        return found

    def _reference(self, known: Known) -> Any:
        if known.kind == "today":
            return ["today"]
        if known.repeats != self.repeats[: len(known.repeats)]:
            raise XPathError(f"“{known.key}” lies in a repeat that this question is not in.")
        return ["field", known.key]

    def _column(self, node: Bare) -> Any:
        if self.columns is None:
            raise XPathError(f"“{node.name}” is not understood.")
        return ["text", self.columns.get(node.name, "")]

    def _call(self, node: Call) -> Any:
        if node.name in ("=", "!="):
            return self._equal(node)
        if node.name in _SAME:
            return self._operator(node)
        make = _FUNCTIONS.get(node.name)
        if make is None:
            raise XPathError(f"There is nothing like “{node.name}()” here.")
        return make(self, node.given)

    def _operator(self, node: Call) -> Any:
        kinds = [self._kind(one) for one in node.given]
        if "date" in kinds and node.name in ("+", "-"):
            return self._moved(node, kinds)
        kind = next((one for one in kinds if one in _KINDS_OF_TEXT), "")
        given = [self._as(one, kind) for one in node.given]
        return [_SAME[node.name], *given]

    def _moved(self, node: Call, kinds: Sequence[str]) -> Any:
        """Days between two dates, or a date so many days away: theirs are numbers of days."""
        one, other = node.given
        if node.name == "-" and all(
            kind == "date" or _is_text(each) for kind, each in zip(kinds, node.given, strict=True)
        ):
            return ["days_between", self._as(other, "date"), self._as(one, "date")]
        if kinds[0] == "date" and kinds[1] != "date":
            days = self.of(other) if node.name == "+" else _negative(self, [other])
            return ["add_days", self.of(one), days]
        if kinds[1] == "date" and node.name == "+":
            return ["add_days", self.of(other), self.of(one)]
        raise XPathError(f"Dates cannot stand around a “{node.name}” like this.")

    def _equal(self, node: Call) -> Any:
        one, other = node.given
        if isinstance(one, Literal):
            one, other = other, one
        if isinstance(other, Literal) and other.value == "":
            filled = ["filled", self.of(one)]
            return filled if node.name == "!=" else ["not", filled]
        if isinstance(other, Literal) and self._is_choice(one):
            known = self._known(one)
            if known.kind in _LISTS:
                chosen = self._chosen(known, other)
                return chosen if node.name == "=" else ["not", chosen]
            return [node.name, self._reference(known), self._value(known, other)]
        if isinstance(other, Literal) and self._kind(one) == "yes_no":
            return self._said_yes(node.name, one, other)
        kind = self._kind(one) or self._kind(other)
        return [node.name, self._as(one, kind), self._as(other, kind)]

    def _said_yes(self, sign: str, one: Node, other: Literal) -> Any:
        is_yes = str(other.value).casefold() in ("ok", "yes", "true", "1")
        return [sign, self.of(one), is_yes]

    def _is_choice(self, node: Node) -> bool:
        return self._kind(node) in _CHOICES

    def _kind(self, node: Node) -> str:
        """Which type of ours a question has, a comparison of dates included; else nothing."""
        if isinstance(node, Call) and node.name in ("today", "date"):
            return "date"
        if isinstance(node, Call) and node.name in ("+", "-"):
            return "date" if [self._kind(one) for one in node.given].count("date") == 1 else ""
        if isinstance(node, Named | Itself):
            known = self.known.get(node.name) if isinstance(node, Named) else self.itself
            return {"today": "date"}.get(known.kind, known.kind) if known is not None else ""
        return ""

    def _as(self, node: Node, kind: str) -> Any:
        """A literal as the kind of what it is compared with; numbers may stand in quotes."""
        if isinstance(node, Literal) and isinstance(node.value, str):
            if kind in _KINDS_OF_TEXT:
                return [_KINDS_OF_TEXT[kind], node.value.strip()]
            if kind in ("number", "slider", "money"):
                return _plain(_decimal(node.value))
        return self.of(node)

    def _value(self, known: Known, node: Node) -> Any:
        if not isinstance(node, Literal):
            return self.of(node)
        said = str(node.value)
        if said not in known.values:
            raise XPathError(f"“{said}” is not a choice of “{known.key}”.")
        return ["text", known.values[said]]

    def _chosen(self, known: Known, node: Node) -> Any:
        value = self._value(known, node)
        return ["contains", self._reference(known), value]

    def selected(self, given: Sequence[Node]) -> Any:
        """`selected(${x}, 'a')`: whether a choice was made."""
        what, value = _exactly(given, 2)
        known = self._known(what)
        if known.kind in _LISTS:
            return self._chosen(known, value)
        return ["=", self._reference(known), self._value(known, value)]

    def count(self, given: Sequence[Node]) -> Any:
        """`count(${repeat})`: how many rows there are."""
        known = self._known(*_exactly(given, 1))
        if known.kind == "group":
            return ["count", known.key]
        return ["count", self._repeat_of(known), ["filled", ["field", known.key]]]

    def over_rows(self, name: str, given: Sequence[Node]) -> Any:
        """`sum(${x})` of a question in a repeat."""
        known = self._known(*_exactly(given, 1))
        return [name, self._repeat_of(known), ["field", known.key]]

    def _repeat_of(self, known: Known) -> str:
        if len(known.repeats) <= len(self.repeats):
            raise XPathError(f"“{known.key}” is not in a repeat of its own.")
        return known.repeats[len(self.repeats)]

    def smallest(self, name: str, given: Sequence[Node]) -> Any:
        """`min(…)` of several values, or of a question in a repeat."""
        if len(given) == 1:
            return self.over_rows(f"{name}_of", given)
        return [name, *(self.of(one) for one in given)]


def _is_text(node: Node) -> bool:
    return isinstance(node, Literal) and isinstance(node.value, str)


def _exactly(given: Sequence[Node], count: int) -> Sequence[Node]:
    if len(given) != count:
        raise XPathError(f"{count} values are expected, {len(given)} are given.")
    return given


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text.strip())
    except ArithmeticError as fault:
        raise XPathError(f"“{text}” is no number.") from fault


def _plain(number: Decimal) -> int | Decimal:
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        raise XPathError("The number is too large.")
    return int(number) if number == number.to_integral_value() else number


_Function = Callable[[Translation, Sequence[Node]], Any]


def _named(ours: str, *counts: int) -> _Function:
    """A function that only has another name with us."""

    def made(translation: Translation, given: Sequence[Node]) -> Any:
        if counts and len(given) not in counts:
            raise XPathError(f"{counts[0]} values are expected, {len(given)} are given.")
        return [ours, *(translation.of(one) for one in given)]

    return made


def _constant(tree: Any) -> _Function:
    return lambda _translation, _given: tree


def _same(translation: Translation, given: Sequence[Node]) -> Any:
    """What changes nothing with us, such as `number(${x})`."""
    return translation.of(*_exactly(given, 1))


def _negative(translation: Translation, given: Sequence[Node]) -> Any:
    inner = translation.of(*_exactly(given, 1))
    return -inner if isinstance(inner, int | Decimal) else ["neg", inner]


def _whole(translation: Translation, given: Sequence[Node]) -> Any:
    return ["round_down", translation.of(*_exactly(given, 1)), 1]


def _remainder(translation: Translation, given: Sequence[Node]) -> Any:
    one, other = (translation.of(each) for each in _exactly(given, 2))
    return ["-", one, ["*", ["round_down", ["/", one, other], 1], other]]


def _rounded(translation: Translation, given: Sequence[Node]) -> Any:
    number, *places = (translation.of(one) for one in given)
    return ["round", number, *(places or [0])]


def _is_empty(translation: Translation, given: Sequence[Node]) -> Any:
    return ["filled", translation.of(*_exactly(given, 1))]


def _day(translation: Translation, given: Sequence[Node]) -> Any:
    (one,) = _exactly(given, 1)
    if isinstance(one, Literal) and isinstance(one.value, str):
        return ["date", one.value.strip()]
    return translation.of(one)


def _label(translation: Translation, given: Sequence[Node]) -> Any:
    reference = translation.of(given[0]) if given else None
    if not isinstance(reference, list) or reference[0] != "field":
        raise XPathError("Only the label of a question's choice can be said.")
    return ["label", reference[1]]


def _row(_translation: Translation, given: Sequence[Node]) -> Any:
    if len(given) == 1 and isinstance(given[0], Around):
        return ["row_number"]
    raise XPathError("Only the place of the row itself can be said.")


_FUNCTIONS: Final[Mapping[str, _Function]] = {
    "neg": _negative,
    "mod": _remainder,
    "not": _named("not", 1),
    "if": _named("if", 3),
    "true": _constant(True),
    "false": _constant(False),
    "today": _constant(["today"]),
    "selected": Translation.selected,
    "count-selected": _named("length", 1),
    "string-length": _named("length", 1),
    "contains": _named("contains", 2),
    "coalesce": _named("coalesce"),
    "lower-case": _named("lower", 1),
    "abs": _named("abs", 1),
    "int": _whole,
    "round": _rounded,
    "number": _same,
    "string": _same,
    "once": _same,
    "boolean": _is_empty,
    "date": _day,
    "count": Translation.count,
    "sum": lambda translation, given: translation.over_rows("sum", given),
    "min": lambda translation, given: translation.smallest("min", given),
    "max": lambda translation, given: translation.smallest("max", given),
    "position": _row,
    "jr:choice-name": _label,
}
