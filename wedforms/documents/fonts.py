"""The fonts that documents are set in: the front end's built fonts, loaded as texts need them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from wedforms.documents.errors import RenderFailed

SCHEME: Final = "wedforms-font:"
_FOLDER: Final = files("wedforms").joinpath("web", "static", "fonts")


@dataclass(frozen=True, slots=True)
class FontFile:
    """One file of a family: a weight and style, and the characters it is for (none: all others)."""

    name: str
    family: str
    weight: int
    style: str
    declared_range: str
    ranges: tuple[range, ...]

    @property
    def address(self) -> str:
        """The address under which the fetcher hands it out."""
        return f"{SCHEME}{self.name}"

    @property
    def face(self) -> str:
        """Its @font-face rule."""
        covered = f"unicode-range:{self.declared_range};" if self.declared_range else ""
        return (
            f'@font-face{{font-family:"{self.family}";font-style:{self.style};'
            f"font-weight:{self.weight};{covered}src:url({self.address})}}"
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


def fonts_for(text: str, fonts: Collection[FontFile]) -> Iterator[FontFile]:
    """The files that a text needs: those for its characters, and the rest if any is for no other."""
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
        declared_range=entry["range"],
        ranges=tuple(map(_range, filter(None, entry["range"].split(",")))),
    )


def _range(written: str) -> range:
    """`U+0000-00FF` or `U+0131` as a range of code points."""
    first, _, last = written.strip().removeprefix("U+").partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)
