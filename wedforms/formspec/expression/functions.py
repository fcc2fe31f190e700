"""The strict functions: each takes values that are present and of the stated kinds."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from wedforms.formspec.expression import values
from wedforms.formspec.expression.values import MOST_PLACES, Value, whole

#: Kinds of value and their Python types, compared exactly: a `date_time` is no `date`.
TYPES: Final[Mapping[str, type]] = {
    "number": Decimal,
    "text": str,
    "boolean": bool,
    "date": date,
    "time": time,
    "date_time": datetime,
    "list": tuple,
}
ORDERED: Final = ("number", "date", "time", "date_time")
SCALAR: Final = ("number", "text", "boolean", "date", "time", "date_time")
_MINUTES_A_DAY: Final = 24 * 60
_FRIDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Function:
    """A strict function: the kinds each argument may have, the kind it gives, and what it does.

    The last of `takes` repeats when `variadic`. `alike` means that all arguments are of one kind;
    `gives` is then empty where the result is of that kind too.
    """

    takes: tuple[tuple[str, ...], ...]
    gives: str
    apply: Callable[..., Value]
    alike: bool = False
    variadic: bool = False
    types: tuple[frozenset[type], ...] = field(init=False)

    def __post_init__(self) -> None:
        """Work out the Python types that each argument may have."""
        types = tuple(frozenset(TYPES[kind] for kind in kinds) for kinds in self.takes)
        object.__setattr__(self, "types", types)


def _compare(test: Callable[[Any, Any], bool]) -> Function:
    return Function((ORDERED, ORDERED), "boolean", test, alike=True)


def _contains(whole_value: str | tuple[str | None, ...], sought: str) -> bool | None:
    if isinstance(whole_value, str) or sought in whole_value:
        return sought in whole_value
    return None if None in whole_value else False


def _round(number: Decimal, places: Decimal) -> Decimal | None:
    return values.rounded(number, int(places)) if places in range(MOST_PLACES + 1) else None


def _add_days(day: date, days: Decimal) -> date | None:
    number = whole(days)
    try:
        return None if number is None else day + timedelta(days=number)
    except OverflowError:
        return None


def _add_months(day: date, months: Decimal) -> date | None:
    number = whole(months)
    if number is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _minutes_between(start: time | datetime, end: time | datetime) -> Decimal:
    if isinstance(start, datetime) and isinstance(end, datetime):
        return Decimal((end - start) // timedelta(minutes=1))
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    return Decimal(minutes % _MINUTES_A_DAY)


def working_day(day: date, *, holidays: frozenset[date], step: int) -> date | None:
    """Return the day itself if it works, else the nearest working day before or after it."""
    try:
        while day.isoweekday() > _FRIDAY or day in holidays:
            day += timedelta(days=step)
    except OverflowError:
        return None
    return day


_NUMBER: Final = ("number",)
_DATE: Final = ("date",)
_TWO_NUMBERS: Final = (_NUMBER, _NUMBER)

FUNCTIONS: Final[Mapping[str, Function]] = {
    "+": Function(_TWO_NUMBERS, "number", values.add),
    "-": Function(_TWO_NUMBERS, "number", values.subtract),
    "*": Function(_TWO_NUMBERS, "number", values.multiply),
    "/": Function(_TWO_NUMBERS, "number", values.divide),
    "neg": Function((_NUMBER,), "number", lambda number: -number),
    "abs": Function((_NUMBER,), "number", abs),
    "=": Function((SCALAR, SCALAR), "boolean", lambda left, right: left == right, alike=True),
    "!=": Function((SCALAR, SCALAR), "boolean", lambda left, right: left != right, alike=True),
    "<": _compare(lambda left, right: left < right),
    "<=": _compare(lambda left, right: left <= right),
    ">": _compare(lambda left, right: left > right),
    ">=": _compare(lambda left, right: left >= right),
    "not": Function((("boolean",),), "boolean", lambda value: not value),
    "min": Function((ORDERED,), "", lambda *given: min(given), alike=True, variadic=True),
    "max": Function((ORDERED,), "", lambda *given: max(given), alike=True, variadic=True),
    "contains": Function((("text", "list"), ("text",)), "boolean", _contains),
    "length": Function((("text", "list"),), "number", lambda value: Decimal(len(value))),
    "lower": Function((("text",),), "text", str.lower),
    "round": Function(_TWO_NUMBERS, "number", _round),
    "round_up": Function(
        _TWO_NUMBERS, "number", lambda number, step: values.round_to_step(number, step, up=True)
    ),
    "round_down": Function(
        _TWO_NUMBERS, "number", lambda number, step: values.round_to_step(number, step, up=False)
    ),
    "weekday": Function((_DATE,), "number", lambda day: Decimal(day.isoweekday())),
    "month": Function((_DATE,), "number", lambda day: Decimal(day.month)),
    "year": Function((_DATE,), "number", lambda day: Decimal(day.year)),
    "add_days": Function((_DATE, _NUMBER), "date", _add_days),
    "add_months": Function((_DATE, _NUMBER), "date", _add_months),
    "days_between": Function(
        (_DATE, _DATE), "number", lambda start, end: Decimal((end - start).days)
    ),
    "minutes_between": Function(
        (("time", "date_time"), ("time", "date_time")), "number", _minutes_between, alike=True
    ),
}
