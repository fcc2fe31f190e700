"""What is typed survives: a lost connection, a dying server, a closed browser, a second window."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect
from playwright.sync_api import Error as PlaywrightError

from tests.browser.person import Person, Says
from tests.browser.site import Site

FORM = "photography-contract"
NAME, EMAIL = "First partner: full name", "First partner: email"
SECOND_NAME = "Second partner: full name"


@pytest.fixture
def person(page: Page, site: Site) -> Person:
    """Somebody who has just opened the photography contract on a phone."""
    somebody = Person(page)
    somebody.open(site.address(FORM))
    return somebody


def saved_inputs(site: Site, page: Page) -> dict[str, list[str]]:
    """What the draft of this page holds on the server."""
    newest = "select draft_data from form_submissions where status = 'draft' order by id desc"
    entries: dict[str, Any] = site.rows(newest)[0]["draft_data"]
    assert "/d/" in page.url
    return {name: entry["v"] for name, entry in entries.items()}


def kept_here(page: Page) -> list[str]:
    """The names under which this browser keeps something."""
    names: list[str] = page.evaluate("Object.keys(localStorage)")
    return names


def posts(page: Page) -> list[Request]:
    """What the page sends from now on, as it is sent."""
    sent: list[Request] = []
    page.on("request", lambda one: sent.append(one) if one.method == "POST" else None)
    return sent


def crash(page: Page) -> None:
    """End the page as a phone does that runs out of memory: without a last word."""
    with page.expect_event("crash"), suppress(PlaywrightError):
        page.goto("chrome://crash", timeout=1_000)


def test_the_first_answer_makes_a_draft_and_says_when_it_was_saved(
    person: Person, site: Site
) -> None:
    person.say(Says(NAME, "Zoë"))
    person.wait_until_saved()
    assert saved_inputs(site, person.page) == {"partner1_name": ["Zoë"]}
    assert kept_here(person.page) == []


def test_looking_only_leaves_nothing_behind(person: Person, site: Site) -> None:
    count = "select count(*) from form_submissions"
    before = site.rows(count)
    person.page.reload()
    person.page.wait_for_timeout(1500)
    assert site.rows(count) == before
    assert "/f/" in person.page.url


def test_only_what_changed_is_sent(person: Person) -> None:
    person.say(Says(NAME, "Zoë"))
    person.wait_until_saved()
    with person.page.expect_request("**/answers") as sent:
        person.say(Says(EMAIL, "zoe@example.com"))
    assert sent.value.post_data_json["inputs"] == {"partner1_email": ["zoe@example.com"]}


def test_a_draft_goes_on_where_it_was_left_on_another_device(
    person: Person, open_context: Callable[..., BrowserContext]
) -> None:
    person.say(Says(NAME, "Zoë"))
    person.wait_until_saved()
    elsewhere = open_context().new_page()
    elsewhere.goto(person.page.url)
    expect(Person(elsewhere).question(NAME).locator("input")).to_have_value("Zoë")


def test_without_a_connection_it_is_said_and_nothing_is_lost(person: Person, site: Site) -> None:
    person.say(Says(NAME, "Zoë"))
    person.wait_until_saved()
    person.page.context.set_offline(True)
    person.say(Says(NAME, "Zoë O’Brien"))
    expect(person.page.get_by_text("You are offline. Your answers are kept")).to_be_visible()
    expect(person.page.locator("[data-status]")).to_contain_text("offline")
    assert len(kept_here(person.page)) == 1
    person.page.context.set_offline(False)
    person.wait_until_saved()
    assert saved_inputs(site, person.page)["partner1_name"] == ["Zoë O’Brien"]
    assert kept_here(person.page) == []


def test_a_connection_that_comes_back_twice_at_once_is_used_once(
    person: Person, site: Site
) -> None:
    page = person.page
    page.context.set_offline(True)
    person.say(Says(NAME, "Zoë"))
    expect(page.locator("[data-status]")).to_contain_text("offline")
    asked = posts(page)
    twice = "addEventListener('online', () => dispatchEvent(new Event('online')), {once: true})"
    page.evaluate(twice)
    page.context.set_offline(False)
    person.wait_until_saved()
    page.wait_for_load_state("networkidle")
    arrived = [urlsplit(one.url).path for one in asked if not one.failure]
    assert len(arrived) == 2  # the draft, and its answers
    assert arrived[1].endswith("/answers")
    assert saved_inputs(site, page) == {"partner1_name": ["Zoë"]}


def test_a_server_that_dies_takes_no_answer_with_it(person: Person, site: Site) -> None:
    person.say(Says(NAME, "Zoë"))
    person.wait_until_saved()
    site.kill_web()
    try:
        person.say(Says(EMAIL, "zoe@example.com"))
        expect(person.page.locator("[data-status]")).to_contain_text("Not saved yet")
        person.press("Save and finish later")
        expect(person.page.locator("[data-status]")).to_contain_text("Nothing is lost")
    finally:
        site.start_web()
    person.wait_until_saved_after_retry()
    assert saved_inputs(site, person.page)["partner1_email"] == ["zoe@example.com"]


def test_a_browser_that_closes_puts_back_what_the_server_never_got(
    person: Person, site: Site
) -> None:
    person.say(Says(NAME, "Zoë"))
    person.wait_until_saved()
    person.page.route("**/answers", lambda route: route.abort())
    person.say(Says(EMAIL, "zoe@example.com"))
    expect(person.page.locator("[data-status]")).to_contain_text("Not saved yet")
    address = person.page.url
    crash(person.page)

    later = Person(person.page.context.new_page())
    later.open(address)
    expect(later.question(EMAIL).locator("input")).to_have_value("zoe@example.com")
    expect(later.page.locator(".notice", has_text="We put back what you had typed")).to_be_visible()
    later.wait_until_saved()
    assert saved_inputs(site, later.page)["partner1_email"] == ["zoe@example.com"]


def test_leaving_is_only_warned_of_while_something_is_unsaved(person: Person) -> None:
    warned: list[str] = []
    person.page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.accept()))
    person.say(Says(NAME, "Zoë"))
    person.wait_until_saved()
    person.page.reload()
    assert warned == []
    person.page.context.route("**/answers", lambda route: route.abort())
    person.say(Says(EMAIL, "zoe@example.com"))
    expect(person.page.locator("[data-status]")).to_contain_text("Not saved yet")
    person.page.reload()
    assert warned == ["beforeunload"]


def test_two_windows_do_not_overwrite_each_other(person: Person, site: Site) -> None:
    person.say(Says(NAME, "Zoë"))
    person.wait_until_saved()
    second = Person(person.page.context.new_page())
    second.open(person.page.url)
    second.say(Says(SECOND_NAME, "José"))
    second.wait_until_saved()
    expect(person.question(SECOND_NAME).locator("input")).to_have_value("José")
    person.say(Says(EMAIL, "zoe@example.com"))
    person.wait_until_saved()
    saved = saved_inputs(site, person.page)
    assert saved["partner1_name"] == ["Zoë"]
    assert saved["partner2_name"] == ["José"]
    assert saved["partner1_email"] == ["zoe@example.com"]


def test_two_devices_do_not_overwrite_each_other(
    person: Person, site: Site, open_context: Callable[..., BrowserContext]
) -> None:
    person.say(Says(NAME, "Zoë"))
    person.wait_until_saved()
    other = Person(open_context().new_page())
    other.open(person.page.url)
    other.say(Says(SECOND_NAME, "José"))
    other.wait_until_saved()
    person.say(Says(EMAIL, "zoe@example.com"))
    person.press("Save and finish later")
    person.page.wait_for_url("**saved=yes**")
    saved = saved_inputs(site, other.page)
    assert saved["partner2_name"] == ["José"]
    assert saved["partner1_email"] == ["zoe@example.com"]


def test_a_browser_that_keeps_nothing_is_tolerated(
    open_context: Callable[..., BrowserContext], site: Site
) -> None:
    context = open_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no') }})"
    )
    person = Person(context.new_page())
    person.open(site.address(FORM))
    person.say(Says(NAME, "Zoë"))
    person.wait_until_saved()
    assert saved_inputs(site, person.page) == {"partner1_name": ["Zoë"]}
