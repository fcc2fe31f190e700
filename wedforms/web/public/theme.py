"""An organization's palette as a style sheet of its own: custom properties, nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_LEAST_CONTRAST: Final = 4.5
_MIDDLE_LUMINANCE: Final = 0.18
_LINEAR_UP_TO: Final = 0.04045

#: What an organization may choose, with what holds where it chose nothing readable.
DEFAULT_PALETTE: Final[Mapping[str, str]] = {
    "ink": "#2b2825",
    "paper": "#ffffff",
    "canvas": "#faf7f2",
    "accent": "#4a6152",
    "accent_ink": "#ffffff",
    "muted": "#665e56",
    "line": "#e6ded3",
}

#: (words, ground): pairs that must be readable, else the words fall back.
_READABLE: Final = (
    ("ink", "paper"),
    ("ink", "canvas"),
    ("muted", "paper"),
    ("muted", "canvas"),
    ("accent", "paper"),
    ("accent", "canvas"),
    ("accent_ink", "accent"),
)


@dataclass(frozen=True, slots=True)
class Theme:
    """The style sheet of a palette, and a version that changes with it."""

    css: str
    version: str


def theme_of(raw: Any) -> Theme:
    """The theme of a stored palette; what is missing or unreadable takes our own colour."""
    palette = readable_palette(raw)
    properties = [f"--{name.replace('_', '-')}:{colour}" for name, colour in palette.items()]
    properties.append(f"--accent-tint:{mixed(palette['accent'], palette['paper'], share=0.08)}")
    css = ":root{" + ";".join(properties) + "}\n"
    return Theme(css, sha256(css.encode()).hexdigest()[:12])


def readable_palette(raw: Any) -> dict[str, str]:
    """The palette with every pair of words and ground at least at AA contrast."""
    chosen = raw if isinstance(raw, Mapping) else {}
    palette = {
        name: _colour(chosen.get(name)) or default for name, default in DEFAULT_PALETTE.items()
    }
    if all(contrast(palette[a], palette[b]) >= _LEAST_CONTRAST for a, b in _READABLE):
        return palette
    return _mended(palette)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG 2 defines it, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, *, share: float) -> str:
    """A colour with this share of the first in the second."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _mended(palette: Mapping[str, str]) -> dict[str, str]:
    mended = dict(palette)
    for words, ground in _READABLE:
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            far = "#000000" if _luminance(mended[ground]) > _MIDDLE_LUMINANCE else "#ffffff"
            candidate = mixed(far, palette[words], share=share)
            if contrast(candidate, mended[ground]) >= _LEAST_CONTRAST:
                mended[words] = candidate
                break
    readable = all(contrast(mended[a], mended[b]) >= _LEAST_CONTRAST for a, b in _READABLE)
    return mended if readable else dict(DEFAULT_PALETTE)


def _colour(raw: Any) -> str:
    return raw.lower() if isinstance(raw, str) and _COLOUR.fullmatch(raw) else ""


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _LINEAR_UP_TO else ((channel + 0.055) / 1.055) ** 2.4
