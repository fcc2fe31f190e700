"""The fonts that documents are set in: the front end's built fonts, loaded as texts need them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from wedforms.documents.errors import RenderFailed

SCHEME: Final = "wedforms-font:"
SANS: Final = "WedForms Sans"
FAMILIES: Final = {
    "WedForms Serif": "--serif",
    SANS: "--sans",
    "WedForms Script": "--script",
}
SYSTEM_FONTS: Final = ('"Noto Sans"', '"Droid Sans Fallback"', "sans-serif")
_FOLDER: Final = files("wedforms").joinpath("web", "static", "fonts")


@dataclass(frozen=True, slots=True)
class FontFile:
    """One file of a family: a weight and style, and the characters it is for (none: all others)."""

    name: str
    family: str
    weight: int
    style: str
    ranges: tuple[range, ...]

    @property
    def address(self) -> str:
        """The address under which the fetcher hands it out."""
        return f"{SCHEME}{self.name}"

    @property
    def own_family(self) -> str:
        """A family name for this script alone: `source-sans-3-latin`.

        WedForms Sans is several files, one a script. WeasyPrint takes files of one family, weight
        and style for one font and would mix up their glyphs.
        """
        return self.name.removesuffix(f"-{self.weight}-{self.style}.woff2")

    @property
    def face(self) -> str:
        """Its @font-face rule."""
        return (
            f'@font-face{{font-family:"{self.own_family}";font-style:{self.style};'
            f"font-weight:{self.weight};src:url({self.address})}}"
        )

    def content(self) -> bytes:
        """The file."""
        return _FOLDER.joinpath(self.name).read_bytes()

    def covers(self, character: int) -> bool:
        """Whether the file is for this code point."""
        return any(character in one for one in self.ranges)


def bundled_fonts() -> tuple[FontFile, ...]:
    """Every font that the front end's build left for documents."""
    try:
        index: list[dict[str, Any]] = json.loads(_FOLDER.joinpath("index.json").read_bytes())
    except FileNotFoundError:
        raise RenderFailed("The fonts are not built: run `python hatch_build.py`.") from None
    return tuple(_font(entry) for entry in index)


def font_stacks(fonts: Iterable[FontFile]) -> str:
    """The families as custom properties: `--sans` begins with the file of its first script.

    What a family lacks comes from the sans; the fonts for no one script follow every family, the
    system's come last.
    """
    stacks: dict[str, list[str]] = {name: [] for name in FAMILIES}
    for font in fonts:
        for name in FAMILIES if font.family not in FAMILIES else (font.family,):
            stacks[name].append(f'"{font.own_family}"')
    properties = (
        f"{FAMILIES[name]}:{','.join(dict.fromkeys((*stack, *stacks[SANS], *SYSTEM_FONTS)))};"
        for name, stack in stacks.items()
    )
    return f":root{{{''.join(properties)}}}\n"


def fonts_for(text: str, fonts: Collection[FontFile]) -> Iterator[FontFile]:
    """The files that a text needs: those for its characters, and the others if any is left over."""
    characters = set(map(ord, text))
    specific = [font for font in fonts if font.ranges]
    for font in specific:
        if any(map(font.covers, characters)):
            yield font
    if not all(any(font.covers(one) for font in specific) for one in characters):
        yield from (font for font in fonts if not font.ranges)


def _font(entry: dict[str, Any]) -> FontFile:
    return FontFile(
        name=entry["file"],
        family=entry["family"],
        weight=entry["weight"],
        style=entry["style"],
        ranges=tuple(map(_range, filter(None, entry["range"].split(",")))),
    )


def _range(written: str) -> range:
    """`U+0000-00FF` or `U+0131` as a range of code points."""
    first, _, last = written.strip().removeprefix("U+").partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)
