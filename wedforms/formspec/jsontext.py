"""JSON as text: numbers stay exact, keys may not repeat, one value has one spelling."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Context, Decimal, InvalidOperation
from typing import Any, Final

from wedforms.formspec.errors import FormspecError

#: Every number that counts has fewer digits before its point, and none finer than the exponent.
_MOST_DIGITS: Final = 30
_FINEST_EXPONENT: Final = -60
#: Keeps each of them exactly.
WIDE: Final = Context(prec=100)
#: What a text beyond those bounds is read as: its digits could take for ever to write out.
BEYOND: Final = Decimal("Infinity")


class BrokenJson(FormspecError):
    """The text is not JSON, repeats a key, or is nested too deeply."""


def parse_json(text: str | bytes) -> Any:
    """The value of a JSON text, its numbers exact; raises `BrokenJson` saying what is wrong.

    A number that nobody counts with is `BEYOND`: whoever screens the value tells its place.
    """
    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        return json.loads(
            decoded,
            parse_int=read_number,
            parse_float=read_number,
            parse_constant=_refuse_constant,
            object_pairs_hook=_object,
        )
    except RecursionError as error:
        raise BrokenJson("It is nested too deeply.") from error
    except UnicodeDecodeError as error:
        raise BrokenJson("It is not UTF-8 text.") from error
    except json.JSONDecodeError as error:
        raise BrokenJson(
            f"Line {error.lineno}, column {error.colno} is not JSON: {error.msg}."
        ) from error


def read_number(text: str) -> int | Decimal:
    """The number that these digits spell, in canonical form; `BEYOND` for one out of bounds."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return BEYOND
    return exact(number) if is_countable(number) else BEYOND


def is_countable(number: Decimal) -> bool:
    """Whether a number is within the bounds of those that count: below 10^30, and not too fine."""
    # The exponents are looked at first: comparing 1E+999999999 would build all its digits.
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < _FINEST_EXPONENT:
        return False
    return number.adjusted() < _MOST_DIGITS


def canonical_json(value: Any) -> str:
    """The one spelling of a value: sorted keys, no spaces, plain numbers."""
    if isinstance(value, Mapping):
        members = (f"{_quoted(key)}:{canonical_json(value[key])}" for key in sorted(value, key=str))
        return "{" + ",".join(members) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(canonical_json(item) for item in value) + "]"
    return _scalar(value)


def exact(number: float | Decimal) -> int | Decimal:
    """The number in canonical form: an integer when it is whole, else without idle zeros."""
    if isinstance(number, int):
        return number
    decimal = number if isinstance(number, Decimal) else Decimal(repr(number))
    if not is_countable(decimal):
        return decimal
    if decimal == decimal.to_integral_value():
        return int(decimal)
    return decimal.normalize(WIDE)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Decimal | float):
        return _digits(exact(value))
    return json.dumps(value)


def _digits(number: int | Decimal) -> str:
    if isinstance(number, int) or not is_countable(number):
        return str(number)
    return format(number, "f")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        keys = [key for key, _ in pairs]
        repeated = next(key for key in keys if keys.count(key) > 1)
        raise BrokenJson(f"The key “{repeated}” stands twice in one object.")
    return result


def _refuse_constant(name: str) -> Any:
    raise BrokenJson(f"{name} is not a JSON number.")
