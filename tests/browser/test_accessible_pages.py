"""Every page of the list of addresses through axe: filled, empty, with errors, opened, by night.

A new address without an entry in `tests/browser/pages.py` fails here.
"""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.furnished import Furnished
from tests.browser.looking import walk
from tests.browser.pages import DOORS, NO_PAGES, PUBLIC, STUDIO, Shown
from wedforms.web.routes import ROUTES

_EMPTY: Final = {name: one for name, one in STUDIO.items() if one.empty}


def test_every_address_that_draws_a_page_is_in_the_table():
    drawn = {route.endpoint for route in ROUTES if route.method == "GET"}
    listed = [*DOORS, *STUDIO, *PUBLIC, *NO_PAGES]
    assert drawn == set(listed)
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("name", STUDIO)
def test_a_page_of_the_studio_can_be_used_by_everybody(
    name: str, furnished: Furnished, owner: Page
) -> None:
    assert walk(furnished, owner, STUDIO[name], by_night=True) == {}


@pytest.mark.parametrize("name", _EMPTY)
def test_a_page_with_nothing_on_it_yet_can_be_used_by_everybody(
    name: str, furnished: Furnished, newcomer: Page
) -> None:
    assert walk(furnished, newcomer, Shown(way=STUDIO[name].empty), by_night=True) == {}


@pytest.mark.parametrize("name", DOORS)
def test_a_page_before_the_door_can_be_used_by_everybody(
    name: str, furnished: Furnished, stranger: Page
) -> None:
    assert walk(furnished, stranger, DOORS[name], by_night=True) == {}


def _in_arabic(way: str) -> str:
    return f"{way}{'&' if '?' in way else '?'}lang=ar"


@pytest.mark.parametrize("name", PUBLIC)
def test_a_page_for_couples_can_be_used_by_everybody_in_both_directions(
    name: str, furnished: Furnished, stranger: Page
) -> None:
    found = walk(furnished, stranger, PUBLIC[name], by_night=False)
    first, *more = [_in_arabic(way) for way in (*PUBLIC[name].more, PUBLIC[name].way)]
    arabic = Shown(way=first, more=tuple(more))
    found |= walk(furnished, stranger, arabic, by_night=False)
    assert found == {}
    expect(stranger.locator("html")).to_have_attribute("dir", "rtl")
