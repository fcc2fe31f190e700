"""Dressing the pages: palette, fonts, tagline and pictures of an organization."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from wedforms.accounts.describe import lock_organization, require_seen
from wedforms.accounts.errors import FactsUnusable
from wedforms.accounts.palettes import (
    DISPLAY_FONTS,
    PALETTES,
    READING_FONTS,
    Faint,
    faint_pairs,
    whole_palette,
)
from wedforms.core.accounts import Organization
from wedforms.formspec.formats import is_web_address
from wedforms.formspec.text import clean_line
from wedforms.lib.colours import read_colour

OWN: Final = "own"
CHOSEN: Final = ("ink", "accent", "canvas", "paper")
_LONGEST: Final = 200
_SAID: Final = {
    "ink": "The text",
    "accent": "The colour of buttons and links",
    "paper": "the colour of the cards",
    "canvas": "the colour of the page",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """What an organization chose to look like; `colours` matter when the palette is its own.

    `pictures` holds what changes: a picture by its SHA-256 and words, or None for none any more.
    """

    palette: str
    colours: Mapping[str, str]
    display: str
    reading: str
    tagline: str = ""
    privacy_url: str = ""
    pictures: Mapping[str, Mapping[str, str] | None] = field(default_factory=dict)


def dress_organization(session: Session, dress: Dress, *, seen_at: datetime) -> Organization:
    """Keep the look of the open organization; `seen_at` is the state that the page showed.

    Raises FactsUnusable or ChangedMeanwhile. The caller owns the transaction.
    """
    brand = brand_of(dress)
    organization = lock_organization(session)
    require_seen(organization, seen_at)
    kept = {**organization.brand, **brand}
    for name, picture in dress.pictures.items():
        kept.pop(name, None)
        if picture is not None:
            kept[name] = dict(picture)
    organization.brand = kept
    session.flush()
    return organization


def brand_of(dress: Dress) -> dict[str, Any]:
    """What is kept of a look, pictures left out; raises FactsUnusable in words."""
    problems: dict[str, str] = {}
    palette = _palette(dress, problems)
    if dress.display not in DISPLAY_FONTS:
        problems["display"] = "Choose one of these fonts."
    if dress.reading not in READING_FONTS:
        problems["reading"] = "Choose one of these fonts."
    privacy_url, tagline = dress.privacy_url.strip(), clean_line(dress.tagline)
    if privacy_url and not is_web_address(privacy_url):
        problems["privacy_url"] = "Enter a web address like https://example.com/privacy."
    if len(tagline) > _LONGEST:
        problems["tagline"] = f"Use at most {_LONGEST} characters."
    if problems:
        raise FactsUnusable(problems)
    return {
        "palette": palette,
        "fonts": {"display": dress.display, "reading": dress.reading},
        "tagline": tagline,
        "privacy_url": privacy_url,
    }


def palette_name(palette: Mapping[str, str] | None) -> str:
    """The name of the curated palette that this one is, else OWN."""
    if not palette:
        return next(iter(PALETTES))
    return next((name for name, one in PALETTES.items() if dict(one) == dict(palette)), OWN)


def _palette(dress: Dress, problems: dict[str, str]) -> dict[str, str]:
    if dress.palette in PALETTES:
        return dict(PALETTES[dress.palette])
    colours = {name: read_colour(dress.colours.get(name)) for name in CHOSEN}
    if dress.palette != OWN or not all(colours.values()):
        problems["palette"] = "Choose one of these palettes, or four colours of your own."
        return {}
    palette = whole_palette(**colours)
    for faint in faint_pairs(palette):
        problems.setdefault(faint.words, _in_words(faint))
    return palette


def _in_words(faint: Faint) -> str:
    return (
        f"{_SAID[faint.words]} is hard to read on {_SAID[faint.ground]}: the contrast is "
        f"{faint.ratio:.1f} to 1, and 4.5 to 1 is the least. Make one darker or the other lighter."
    )
