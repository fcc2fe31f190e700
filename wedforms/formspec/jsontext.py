"""JSON as text: numbers stay exact, keys may not repeat, one value has one spelling."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from wedforms.formspec.errors import FormspecError

#: A number longer than this is left as it came: writing out its digits could take for ever.
_MOST_DIGITS: Final = 30


class BrokenJson(FormspecError):
    """The text is not JSON, repeats a key, or is nested too deeply."""


def parse_json(text: str | bytes) -> Any:
    """The value of a JSON text, decimals as `Decimal`; raises `BrokenJson` saying what is wrong."""
    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        return json.loads(
            decoded, parse_float=Decimal, parse_constant=_refuse_constant, object_pairs_hook=_object
        )
    except RecursionError as error:
        raise BrokenJson("It is nested too deeply.") from error
    except UnicodeDecodeError as error:
        raise BrokenJson("It is not UTF-8 text.") from error
    except json.JSONDecodeError as error:
        raise BrokenJson(
            f"It is not JSON: {error.msg} (line {error.lineno}, column {error.colno})."
        ) from error
    except ValueError as error:
        raise BrokenJson("It holds a number with too many digits.") from error


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
    if not decimal.is_finite() or decimal.adjusted() > _MOST_DIGITS:
        return decimal
    if decimal == decimal.to_integral_value():
        return int(decimal)
    return decimal.normalize()


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Decimal | float):
        plain = exact(value)
        return format(plain, "f") if isinstance(plain, Decimal) else str(plain)
    return json.dumps(value)


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
