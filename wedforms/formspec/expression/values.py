"""The values of the language, and its arithmetic: decimals of six places, rounded half-even."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Any, Final, TypeAlias

#: Anything an expression can give. A list holds texts, or nulls for what is not text.
Value: TypeAlias = "bool | Decimal | str | date | time | datetime | tuple[str | None, ...] | None"

#: Numbers at or beyond this magnitude do not exist: they become null.
NUMBER_LIMIT: Final = Decimal(10) ** 15
MOST_PLACES: Final = 6

_EXACT: Final = Context(prec=60)
_UNITS: Final = tuple(Decimal(1).scaleb(-places) for places in range(MOST_PLACES + 1))
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)


def bounded(number: Decimal) -> Decimal | None:
    """Return the number, or null when its magnitude is beyond the language."""
    return number if -NUMBER_LIMIT < number < NUMBER_LIMIT else None


def rounded(number: Decimal, places: int = MOST_PLACES) -> Decimal | None:
    """Return the number at `places` decimals, ties to even, or null beyond the limit."""
    if bounded(number) is None:
        return None
    return bounded(number.quantize(_UNITS[places], context=_EXACT))


def number_from_json(raw: Any) -> Decimal | None:
    """Read a JSON number (integer, decimal or float) as a number of the language; else null."""
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal)):
        return None
    if not -NUMBER_LIMIT < raw < NUMBER_LIMIT:
        return None
    return rounded(Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw))


def number_to_json(number: Decimal, places: int = MOST_PLACES) -> int | Decimal | None:
    """Write a number as a JSON integer if it is whole, else a decimal without trailing zeros."""
    exact = rounded(number, places)
    if exact is None:
        return None
    return int(exact) if exact == exact.to_integral_value() else exact.normalize(_EXACT)


def add(left: Decimal, right: Decimal) -> Decimal | None:
    """Return the sum."""
    return bounded(_EXACT.add(left, right))


def subtract(left: Decimal, right: Decimal) -> Decimal | None:
    """Return the difference."""
    return bounded(_EXACT.subtract(left, right))


def multiply(left: Decimal, right: Decimal) -> Decimal | None:
    """Return the product at six places."""
    return rounded(_EXACT.multiply(left, right))


def divide(left: Decimal, right: Decimal) -> Decimal | None:
    """Return the quotient at six places; null when dividing by zero."""
    return rounded(_EXACT.divide(left, right)) if right else None


def round_to_step(number: Decimal, step: Decimal, *, up: bool) -> Decimal | None:
    """Return the nearest multiple of `step` not below (`up`) or not above the number."""
    if step <= 0:
        return None
    steps = _EXACT.divide(number, step)
    whole = steps.to_integral_value(ROUND_CEILING if up else ROUND_FLOOR, context=_EXACT)
    return bounded(_EXACT.multiply(whole, step))


def whole(number: Decimal) -> int | None:
    """Return the number as an integer, or null when it has a fraction."""
    return int(number) if number == number.to_integral_value() else None


def date_from_text(raw: Any) -> date | None:
    """Read `YYYY-MM-DD`; anything else, and a day that does not exist, is null."""
    if not isinstance(raw, str) or not _DATE.fullmatch(raw):
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None


def time_from_text(raw: Any) -> time | None:
    """Read `HH:MM`; anything else is null."""
    if not isinstance(raw, str) or not _TIME.fullmatch(raw):
        return None
    return time.fromisoformat(raw)


def date_time_from_text(raw: Any) -> datetime | None:
    """Read `YYYY-MM-DDTHH:MM`, a local moment; anything else is null."""
    if not isinstance(raw, str):
        return None
    day, separator, clock = raw.partition("T")
    on, at = date_from_text(day), time_from_text(clock)
    return datetime.combine(on, at) if separator and on and at is not None else None


def moment_to_text(value: date | time | datetime) -> str:
    """Write a date, a time or a local date-time as its canonical answer."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat(timespec="minutes") if isinstance(value, time) else value.isoformat()
