"""Every page of the list of addresses through axe: filled, empty, with errors, opened, by night.

A new address without an entry in `tests/browser/pages.py` fails here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import unreadable, violations
from tests.browser.conftest import DESK
from tests.browser.furnished import NEWCOMER, Furnished, open_page
from tests.browser.pages import DOORS, NO_PAGES, PUBLIC, STUDIO, Shown
from wedforms.web.routes import ROUTES

_EMPTY: Final = {name: one for name, one in STUDIO.items() if one.empty}
#: 1280 × 1024 enlarged to four times. Tables may scroll inside themselves, pages never do.
_ENLARGED: Final = {"width": 320, "height": 256}
_TOO_WIDE: Final = "document.documentElement.scrollWidth > innerWidth"
_WIDEST: Final = """[...document.querySelectorAll("main *, header *")].filter(one =>
    one.getBoundingClientRect().right > innerWidth + 1 && one.checkVisibility()
).map(one => `${one.outerHTML.slice(0, 70)} ${one.getBoundingClientRect().right}`).slice(0, 6)"""
_WORDS: Final = "[...new Set(document.querySelector('main')?.innerText.split(/\\s+/))]"
#: Where there is no room beside each other, the parts of the builder lie behind buttons.
_PARTED: Final = "wf-builder"
#: What is pressed, with the label around it where there is one; links in a sentence are excepted.
_SMALL: Final = """[...document.querySelectorAll(
    "button, .button, select, summary, input:not([type=hidden]), textarea, nav a"
)].filter(one => {
    const target = one.closest("label") ?? one;
    const box = target.getBoundingClientRect();
    return one.checkVisibility() && !one.closest(".visually-hidden, [data-drawn], [inert]")
        && box.width > 0 && (box.width < 24 || box.height < 24);
}).map(one => one.outerHTML.slice(0, 160))"""


@pytest.fixture(scope="module")
def owner(browser: Browser, furnished: Furnished) -> Iterator[Page]:
    """Somebody who has worked here for a while."""
    page = furnished.sign_in(open_page(browser))
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def newcomer(browser: Browser, furnished: Furnished) -> Iterator[Page]:
    """Somebody who has only just opened an account."""
    page = furnished.sign_in(open_page(browser), email=NEWCOMER)
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def stranger(browser: Browser) -> Iterator[Page]:
    """Somebody who is not signed in."""
    page = open_page(browser)
    yield page
    page.context.close()


def test_every_address_that_draws_a_page_is_in_the_table():
    drawn = {route.endpoint for route in ROUTES if route.method == "GET"}
    listed = [*DOORS, *STUDIO, *PUBLIC, *NO_PAGES]
    assert drawn == set(listed)
    assert len(listed) == len(set(listed))


def look(page: Page, *, by_night: bool = True) -> list[str]:
    """Everything opened that can be opened, by day, by night, and enlarged."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found = violations(page)
    if by_night:
        page.emulate_media(color_scheme="dark")
        found += [f"by night {one}" for one in unreadable(page)]
        page.emulate_media(color_scheme="light")
    return found + enlarged(page)


def enlarged(page: Page) -> list[str]:
    """What is lost, too wide or too small where a page is enlarged to four times."""
    words = set(page.evaluate(_WORDS))
    page.set_viewport_size(_ENLARGED)
    found = [f"too small: {one}" for one in page.evaluate(_SMALL)]
    if page.evaluate(_TOO_WIDE):
        found.append(f"wider than the screen: {page.evaluate(_WIDEST)}")
    lost = words - set(page.evaluate(_WORDS))
    if lost and not page.locator(_PARTED).count():
        found.append(f"lost: {sorted(lost)}")
    page.set_viewport_size(DESK)
    return found


def post_wrongly(page: Page, shown: Shown) -> None:
    """Press the button of a page that is not filled in as it should be."""
    for label, words in shown.typed.items():
        asked = page.get_by_label(label, exact=False).first
        if asked.get_attribute("type") == "file":
            file = {"name": "form.json", "mimeType": "application/json", "buffer": words.encode()}
            asked.set_input_files([file])
        else:
            asked.fill(words)
    page.get_by_role("button", name=shown.wrong, exact=True).last.click()
    expect(page.locator("[aria-invalid=true], .problem, [role=alert]").first).to_be_visible()


def walk(furnished: Furnished, page: Page, shown: Shown, *, by_night: bool) -> dict[str, list[str]]:
    found = {}
    for way in (shown.way, *shown.more):
        answer = page.goto(furnished.address(way))
        assert answer is not None
        assert answer.ok, (way, answer.status)
        found[way] = look(page, by_night=by_night)
    if shown.wrong:
        page.goto(furnished.address(shown.way))
        post_wrongly(page, shown)
        found["with errors"] = look(page, by_night=by_night)
    return {state: faults for state, faults in found.items() if faults}


@pytest.mark.parametrize("name", STUDIO)
def test_a_page_of_the_studio_can_be_used_by_everybody(
    name: str, furnished: Furnished, owner: Page
) -> None:
    assert walk(furnished, owner, STUDIO[name], by_night=True) == {}


@pytest.mark.parametrize("name", _EMPTY)
def test_a_page_with_nothing_on_it_yet_can_be_used_by_everybody(
    name: str, furnished: Furnished, newcomer: Page
) -> None:
    assert walk(furnished, newcomer, Shown(way=STUDIO[name].empty), by_night=False) == {}


@pytest.mark.parametrize("name", DOORS)
def test_a_page_before_the_door_can_be_used_by_everybody(
    name: str, furnished: Furnished, stranger: Page
) -> None:
    assert walk(furnished, stranger, DOORS[name], by_night=True) == {}


@pytest.mark.parametrize("name", PUBLIC)
def test_a_page_for_couples_can_be_used_by_everybody_in_both_directions(
    name: str, furnished: Furnished, stranger: Page
) -> None:
    found = walk(furnished, stranger, PUBLIC[name], by_night=False)
    arabic = Shown(way=f"{PUBLIC[name].way}?lang=ar")
    found |= walk(furnished, stranger, arabic, by_night=False)
    assert found == {}
    # The statement on accessibility is no page of a form: it is in English alone.
    written = "ltr" if name == "public.accessibility" else "rtl"
    expect(stranger.locator("html")).to_have_attribute("dir", written)
