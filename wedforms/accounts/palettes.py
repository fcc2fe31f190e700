"""The colours and fonts that an organization may choose for what couples see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from wedforms.lib.colours import LEAST_CONTRAST, contrast, mixed

_MUTED: Final = (0.72, 0.8, 0.9, 1.0)
_LINE: Final = 0.14
_DARK: Final = "#1c1a18"

#: What holds where an organization chose nothing readable.
DEFAULT_PALETTE: Final[Mapping[str, str]] = {
    "ink": "#2b2825",
    "paper": "#ffffff",
    "canvas": "#faf7f2",
    "accent": "#4a6152",
    "accent_ink": "#ffffff",
    "muted": "#665e56",
    "line": "#e6ded3",
}

#: (words, ground): pairs that must be readable.
READABLE: Final = (
    ("ink", "paper"),
    ("ink", "canvas"),
    ("muted", "paper"),
    ("muted", "canvas"),
    ("accent", "paper"),
    ("accent", "canvas"),
    ("accent_ink", "accent"),
)


@dataclass(frozen=True, slots=True)
class Faint:
    """Two colours of a palette of which one cannot be read on the other."""

    words: str
    ground: str
    ratio: float


def whole_palette(*, ink: str, accent: str, canvas: str, paper: str) -> dict[str, str]:
    """A palette made of the four colours that people choose; the others follow from them."""
    white_reads = contrast("#ffffff", accent) >= contrast(_DARK, accent)
    return {
        "ink": ink,
        "paper": paper,
        "canvas": canvas,
        "accent": accent,
        "accent_ink": "#ffffff" if white_reads else _DARK,
        "muted": _muted(ink, paper, canvas),
        "line": mixed(ink, canvas, share=_LINE),
    }


def faint_pairs(palette: Mapping[str, str]) -> list[Faint]:
    """Every pair of words and ground below AA, the four chosen colours alone."""
    chosen = [(a, b) for a, b in READABLE if a in ("ink", "accent")]
    ratios = [(a, b, contrast(palette[a], palette[b])) for a, b in chosen]
    return [Faint(a, b, ratio) for a, b, ratio in ratios if ratio < LEAST_CONTRAST]


def _muted(ink: str, paper: str, canvas: str) -> str:
    """The ink as light as it can be and still be read."""
    for share in _MUTED:
        muted = mixed(ink, paper, share=share)
        if min(contrast(muted, paper), contrast(muted, canvas)) >= LEAST_CONTRAST:
            return muted
    return ink


def _curated(accent: str, canvas: str, ink: str) -> Mapping[str, str]:
    return whole_palette(ink=ink, accent=accent, canvas=canvas, paper="#ffffff")


#: Palettes that anybody can take as they are, by the name that the pages show.
PALETTES: Final[Mapping[str, Mapping[str, str]]] = {
    "Sage": DEFAULT_PALETTE,
    "Ivy": _curated("#2f5d4a", "#f7f6f1", "#22302a"),
    "Dusk": _curated("#34557a", "#f8f5f0", "#26313d"),
    "Rosewood": _curated("#8a3b47", "#fbf6f4", "#33252a"),
    "Terracotta": _curated("#9a4a2b", "#fbf6f0", "#33281f"),
    "Plum": _curated("#6b3f69", "#f9f5f8", "#2e2430"),
    "Olive": _curated("#5d5f2e", "#f8f7ef", "#2c2c20"),
    "Ink": _curated("#22262e", "#f6f6f4", "#1d2027"),
}

#: Fonts for headings, and fonts to read: a key that is stored, and the family of the pages.
DISPLAY_FONTS: Final[Mapping[str, str]] = {
    "cormorant": "WedForms Serif",
    "frank-ruhl": "WedForms Ruhl",
    "source-sans": "WedForms Sans",
    "assistant": "WedForms Assistant",
    "dancing-script": "WedForms Script",
}
READING_FONTS: Final[Mapping[str, str]] = {
    "source-sans": "WedForms Sans",
    "assistant": "WedForms Assistant",
    "frank-ruhl": "WedForms Ruhl",
}
USUAL_FONTS: Final[Mapping[str, str]] = {"display": "cormorant", "reading": "source-sans"}
