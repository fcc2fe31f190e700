"""JSON for the database: numbers stay decimals both ways, and nothing becomes a float."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any


def loads(text: str | bytes) -> Any:
    """Read JSON; a number with a fraction or an exponent is a `Decimal`."""
    return json.loads(text, parse_float=Decimal)


def dumps(value: Any) -> str:
    """Write JSON; a `Decimal` is written as the number it is, a float is refused."""
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)}: {dumps(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(dumps, value)) + "]"
    raise TypeError(f"not JSON: {type(value).__name__}")


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(f"not a key of a JSON object: {key!r}")
    return encode_basestring(key)


def _number(value: Decimal) -> str:
    if not value.is_finite():
        raise TypeError(f"not a JSON number: {value}")
    return format(value, "f")
