"""An organization's palette and fonts as a style sheet: custom properties, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from wedforms.accounts.palettes import DEFAULT_PALETTE, DISPLAY_FONTS, READABLE, READING_FONTS
from wedforms.lib.colours import LEAST_CONTRAST, contrast, luminance, mixed, read_colour

_MIDDLE_LUMINANCE: Final = 0.18
#: Fonts of most machines that stand in for ours until they arrive; the build makes their faces.
_STAND_INS: Final[Mapping[str, tuple[str, ...]]] = {
    "serif": ("Times", "Noto"),
    "sans-serif": ("Arial", "Roboto"),
}
#: What a family is like, and the usual ones, which know more scripts, for what it lacks.
_AFTER: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "WedForms Serif": ("serif", ()),
    "WedForms Ruhl": ("serif", ("WedForms Serif",)),
    "WedForms Sans": ("sans-serif", ()),
    "WedForms Assistant": ("sans-serif", ("WedForms Sans",)),
    "WedForms Script": ("serif", ("WedForms Serif",)),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """The style sheet of a palette, a version that changes with it, and the page's ground."""

    css: str
    version: str
    canvas: str


def theme_of(raw: Any, *, fonts: Any = None) -> Theme:
    """The theme of a stored palette and fonts; what is missing or unreadable takes our own."""
    css = ":root{" + declarations(raw, fonts=fonts) + "}\n"
    return Theme(css, sha256(css.encode()).hexdigest()[:12], readable_palette(raw)["canvas"])


def declarations(raw: Any, *, fonts: Any = None) -> str:
    """The custom properties of a stored palette and fonts."""
    palette = readable_palette(raw)
    properties = [f"--{name.replace('_', '-')}:{colour}" for name, colour in palette.items()]
    properties.append(f"--accent-tint:{mixed(palette['accent'], palette['paper'], share=0.08)}")
    return ";".join([*properties, *_families(fonts)])


def readable_palette(raw: Any) -> dict[str, str]:
    """The palette with every pair of words and ground at least at AA contrast."""
    chosen = raw if isinstance(raw, Mapping) else {}
    palette = {
        name: read_colour(chosen.get(name)) or default for name, default in DEFAULT_PALETTE.items()
    }
    if all(contrast(palette[a], palette[b]) >= LEAST_CONTRAST for a, b in READABLE):
        return palette
    return _mended(palette)


def _families(raw: Any) -> list[str]:
    """The two families, where the organization chose some of ours."""
    chosen = raw if isinstance(raw, Mapping) else {}
    display = DISPLAY_FONTS.get(str(chosen.get("display", "")))
    reading = READING_FONTS.get(str(chosen.get("reading", "")))
    families = {"--serif": display, "--sans": reading}
    return [f"{name}:{_stack(family)}" for name, family in families.items() if family]


def _stack(family: str) -> str:
    """A family with what is drawn while it is on its way, and with what it lacks."""
    like, usual = _AFTER[family]
    names = (family, *(f"{family} as {one}" for one in _STAND_INS[like]), *usual)
    return ",".join([*(f'"{name}"' for name in names), like])


def _mended(palette: Mapping[str, str]) -> dict[str, str]:
    mended = dict(palette)
    for words, ground in READABLE:
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            far = "#000000" if luminance(mended[ground]) > _MIDDLE_LUMINANCE else "#ffffff"
            candidate = mixed(far, palette[words], share=share)
            if contrast(candidate, mended[ground]) >= LEAST_CONTRAST:
                mended[words] = candidate
                break
    readable = all(contrast(mended[a], mended[b]) >= LEAST_CONTRAST for a, b in READABLE)
    return mended if readable else dict(DEFAULT_PALETTE)
