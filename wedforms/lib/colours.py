"""Colours as `#rrggbb`: how well one can be read on another, and what lies between two."""

from __future__ import annotations

import re
from typing import Any, Final

#: What WCAG 2 asks of words at level AA.
LEAST_CONTRAST: Final = 4.5

_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_LINEAR_UP_TO: Final = 0.04045


def read_colour(raw: Any) -> str:
    """The colour in lower case, or '' for what is none."""
    return raw.lower() if isinstance(raw, str) and _COLOUR.fullmatch(raw) else ""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG 2 defines it, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, *, share: float) -> str:
    """A colour with this share of the first in the second."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def luminance(colour: str) -> float:
    """How much light the colour gives, 0 to 1."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _LINEAR_UP_TO else ((channel + 0.055) / 1.055) ** 2.4
