"""What browsers differ in, seen in Firefox: sizes of inputs, going back, and keeping nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.person import Person, Says
from tests.browser.site import Site
from tests.browser.test_sending import FORM, NOT_A_ROBOT_MS, SEND, enquire
from tests.other_browsers.conftest import launch_firefox

#: Firefox's own word for keeping neither cookies nor anything else of any site.
KEEP_NOTHING = {"network.cookie.cookieBehavior": 2}


@pytest.mark.parametrize("slug", ["photography-contract", "rsvp", FORM])
def test_no_input_makes_a_phone_zoom(page: Page, site: Site, slug: str) -> None:
    page.goto(site.address(slug))
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('input, textarea, select')]"
        ".filter(one => !['hidden', 'radio', 'checkbox', 'file'].includes(one.type))"
        ".map(one => parseFloat(getComputedStyle(one).fontSize)))"
    )
    assert smallest >= 16


def test_going_away_and_back_keeps_what_was_typed(page: Page, site: Site) -> None:
    person = Person(page)
    person.open(site.address(FORM))
    enquire(person)
    page.goto(site.url + "/accessibility")
    page.go_back()
    expect(person.question("Email").locator("input")).to_have_value("zoe@example.com")
    person.say(Says("Anything you would like to tell us", "We are so happy."))
    person.wait_until_saved()


def test_a_browser_that_keeps_nothing_can_send(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    before = len(site.submissions(FORM))
    opened = launch_firefox(tmp_path, browser.browser_type, **KEEP_NOTHING)
    try:
        person = Person(opened.new_page())
        person.open(site.address(FORM))
        kept = "() => { try { return localStorage.length } catch { return 'nothing' } }"
        assert person.page.evaluate(kept) == "nothing"
        enquire(person)
        person.page.wait_for_timeout(NOT_A_ROBOT_MS)
        person.press(SEND)
        expect(person.page.locator("#wedforms-form")).to_have_count(0)
    finally:
        opened.close()
    assert len(site.submissions(FORM)) == before + 1
