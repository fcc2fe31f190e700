"""What arrives from outside is screened first: its size, its depth, what cannot be kept."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any, Final

from wedforms.formspec.errors import Problem
from wedforms.formspec.jsontext import is_countable
from wedforms.formspec.text import storable

_LARGEST_NUMBER: Final = 10**30

#: A step of a path with the steps above it; turned into text only when there is a fault.
_Trail = tuple[Any, str] | None


def screen(raw: Any, *, most_bytes: int, most_depth: int) -> Problem | None:
    """The first reason not to look any further, or `None`; never recurses, whatever the depth."""
    size = 0
    waiting: list[tuple[Any, _Trail, int]] = [(raw, None, 0)]
    while waiting:
        value, trail, depth = waiting.pop()
        if depth > most_depth:
            return Problem("", "depth", most_depth, "This is nested too deeply.")
        scalars: Any = (value,)
        if isinstance(value, dict):
            waiting.extend((item, (trail, key), depth + 1) for key, item in value.items())
            scalars = value
        elif isinstance(value, list | tuple):
            waiting.extend((item, (trail, str(at)), depth + 1) for at, item in enumerate(value))
            scalars = ()
        for scalar in scalars:
            keyword = _unfit(scalar, is_key=scalars is value)
            if keyword:
                return Problem(_path(trail), keyword, None, _WORDS[keyword])
            size += _size(scalar)
        size += 2
        if size > most_bytes:
            return Problem("", "size", most_bytes, f"This is larger than {most_bytes:,} bytes.")
    return None


_WORDS: Final = {
    "text": "This text holds characters that cannot be stored.",
    "number": "This number is too large or too fine.",
    "type": "This is not a JSON value.",
}


def _unfit(scalar: Any, *, is_key: bool) -> str:
    """The keyword of what is wrong with a scalar; empty when nothing is."""
    if isinstance(scalar, str):
        return "" if storable(scalar) else "text"
    if is_key:
        return "type"
    if scalar is None or isinstance(scalar, bool):
        return ""
    if isinstance(scalar, int):
        return "" if -_LARGEST_NUMBER < scalar < _LARGEST_NUMBER else "number"
    if isinstance(scalar, float):
        return "" if math.isfinite(scalar) and abs(scalar) < _LARGEST_NUMBER else "number"
    if isinstance(scalar, Decimal):
        return "" if is_countable(scalar) else "number"
    return "type"


def _size(scalar: Any) -> int:
    if not isinstance(scalar, str):
        return 8
    return len(scalar) if scalar.isascii() else len(scalar.encode())


def _path(trail: _Trail) -> str:
    steps: list[str] = []
    while trail is not None:
        trail, step = trail
        steps.append(step)
    return ".".join(reversed(steps))
