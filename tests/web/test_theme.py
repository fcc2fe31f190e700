"""An organization's colours: only colours, always readable."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests.web.forms import DINNER
from wedforms.accounts import palettes
from wedforms.accounts.palettes import (
    DEFAULT_PALETTE,
    DISPLAY_FONTS,
    READING_FONTS,
    faint_pairs,
)
from wedforms.lib.colours import contrast
from wedforms.web.assets import STATIC_FOLDER
from wedforms.web.public.theme import readable_palette, theme_of

PAIRS = (("ink", "paper"), ("ink", "canvas"), ("muted", "paper"), ("muted", "canvas"),
         ("accent", "paper"), ("accent", "canvas"), ("accent_ink", "accent"))  # fmt: skip

PALETTES = {
    "none": None,
    "our own": DEFAULT_PALETTE,
    "pale accent": {"accent": "#f5d0d8"},
    "pale on pale": {
        "ink": "#eeeeee",
        "muted": "#dddddd",
        "accent": "#fff0f0",
        "accent_ink": "#ffffff",
    },
    "dark paper": {"paper": "#101010", "canvas": "#000000"},
    "wrong shapes": {"ink": "red", "paper": 7, "accent": "#12345g", "muted": "#fff"},
    "no palette at all": ["#ffffff"],
}


@pytest.mark.parametrize("raw", PALETTES.values(), ids=PALETTES)
def test_every_palette_ends_readable(raw):
    palette = readable_palette(raw)
    assert all(contrast(palette[words], palette[ground]) >= 4.5 for words, ground in PAIRS)


def test_readable_palette_stays_as_it_was_chosen():
    chosen = {**DEFAULT_PALETTE, "accent": "#34557A"}
    assert readable_palette(chosen) == {**DEFAULT_PALETTE, "accent": "#34557a"}


def test_style_sheet_holds_custom_properties_and_nothing_else():
    css = theme_of({"accent": "#fff}body{display:none", "ink": "url(http://x)"}).css
    assert re.fullmatch(r":root\{(--[a-z-]+:#[0-9a-f]{6};?)+\}\n", css)


def test_version_changes_with_the_colours():
    versions = [theme_of(palette).version for palette in (None, {"accent": "#34557a"})]
    assert all(one != other for one, other in pairwise(versions))


@pytest.mark.parametrize("palette", palettes.PALETTES.values(), ids=palettes.PALETTES)
def test_every_curated_palette_is_taken_as_it_is(palette):
    assert readable_palette(palette) == palette
    assert faint_pairs(palette) == []


@pytest.mark.parametrize("display", DISPLAY_FONTS)
@pytest.mark.parametrize("reading", READING_FONTS)
def test_fonts_are_two_of_ours(display, reading):
    css = theme_of(None, fonts={"display": display, "reading": reading}).css
    assert f'--serif:"{DISPLAY_FONTS[display]}"' in css
    assert f'--sans:"{READING_FONTS[reading]}"' in css


@pytest.mark.parametrize("display", DISPLAY_FONTS)
@pytest.mark.parametrize("reading", READING_FONTS)
def test_what_stands_in_for_a_font_was_built(display: str, reading: str):
    css = theme_of(None, fonts={"display": display, "reading": reading}).css
    wanted = re.findall(r'"([^"]+ as [^"]+)"', css)
    [built] = STATIC_FOLDER.glob("public-*.css")
    made = set(re.findall(r'@font-face\{font-family:"?([^";]+)', built.read_text()))
    assert len(wanted) == 4
    assert set(wanted) <= made


@pytest.mark.parametrize("fonts", [None, [], {"display": "url(x)"}, {"reading": 7}])
def test_a_font_that_is_none_of_ours_changes_nothing(fonts):
    assert theme_of(None, fonts=fonts) == theme_of(None)


def test_theme_and_pictures_are_served_for_long(browser, publish):
    page = browser.open(publish(DINNER))
    [address] = re.findall(
        r'href="(/f/[^"]+theme\.css[^"]*)"', page.response.get_data(as_text=True)
    )
    response = browser.client.get(address)
    assert response.mimetype == "text/css"
    assert "immutable" in response.headers["Cache-Control"]
    assert browser.client.get(f"/f/rose-and-lens/pictures/{'0' * 64}").status_code == 404
