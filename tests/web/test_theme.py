"""An organization's colours: only colours, always readable."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests.web.forms import DINNER
from wedforms.web.public.theme import DEFAULT_PALETTE, contrast, readable_palette, theme_of

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


def test_theme_and_pictures_are_served_for_long(browser, publish):
    page = browser.open(publish(DINNER))
    [address] = re.findall(
        r'href="(/f/[^"]+theme\.css[^"]*)"', page.response.get_data(as_text=True)
    )
    response = browser.client.get(address)
    assert response.mimetype == "text/css"
    assert "immutable" in response.headers["Cache-Control"]
    assert browser.client.get(f"/f/rose-and-lens/pictures/{'0' * 64}").status_code == 404
