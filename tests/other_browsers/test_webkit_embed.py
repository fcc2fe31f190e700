"""A form on somebody else's site in WebKitGTK: its height, its keyboard, who is heard, and what is sent."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any, Final

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.embedded import (
    CONTENT_HEIGHT,
    ENQUIRY,
    HEIGHTS,
    HOSTILE_STYLE,
    LOOK,
    SIGNED,
    SMALLEST_INPUT,
    TWO_PAGES,
    UNHARMED,
    published,
)
from tests.browser.hosting import Host, allow, element, hosting
from tests.browser.person import Says
from tests.browser.site import Site
from tests.other_browsers.webkit import WebKit, open_webkit

#: What an owner can tell this browser about cookies and about keeping things.
BLOCKED: Final = {
    "third-party cookies": ("--cookies-policy=no-third-party",),
    "all storage": ("--cookies-policy=never", "--enable-html5-local-storage=false"),
}
_SIZES: Final = (
    "document.scrollingElement.scrollHeight, innerHeight,"
    " document.scrollingElement.scrollWidth, innerWidth"
)
_PATIENCE: Final = 15.0
_SAVED: Final = "return document.querySelector('#wedforms-form')?.dataset.saving === 'saved'"


@pytest.fixture(scope="module")
def two_pages(site: Site) -> str:
    """A form of two pages."""
    return published(site.addresses, TWO_PAGES, "say-hello")


@pytest.fixture(scope="module")
def signed(site: Site) -> str:
    """A form with a signature."""
    return published(site.addresses, SIGNED, "sign-here")


@pytest.fixture(scope="module")
def host(site: Site, two_pages: str, signed: str) -> Iterator[Host]:
    """A site that these forms and the enquiry allow."""
    with hosting(site.url) as running:
        for path in (two_pages, signed, site.seeded.forms[ENQUIRY]):
            allow(site.addresses, path, running.url)
        yield running


def settled(webkit: WebKit) -> int:
    """Wait until the frame is as high as its content, which does not scroll in it; that height."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        [[height, _]] = webkit.run(f"return ({HEIGHTS})()")
        with webkit.inside():
            content, *sizes = webkit.run(f"return [{CONTENT_HEIGHT}, {_SIZES}]")
        tall, window, wide, width = sizes
        if height == content == tall == window and wide == width:
            return int(height)
        assert time.monotonic() < deadline, (height, content, *sizes)
        time.sleep(0.1)


def answer(webkit: WebKit, name: str) -> None:
    """Fill both pages and send, all in the frame."""
    with webkit.inside():
        webkit.say(Says("Your name", name))
        webkit.wait_for(_SAVED)
        webkit.press("Next")
        webkit.say(Says("A note", "Hello"))
        webkit.press("Look over your answers")
        webkit.press("Send")
        webkit.wait_for_words("Thank you")


@pytest.mark.parametrize("blocked", BLOCKED)
def test_it_is_sent_where_the_browser_keeps_nothing_for_strangers(
    host: Host, site: Site, two_pages: str, blocked: str
) -> None:
    with open_webkit(*BLOCKED[blocked]) as webkit:
        webkit.open(host.page(element(two_pages), listens=True))
        webkit.heard("ready")
        answer(webkit, f"Ana with {blocked}")
        webkit.heard("submitted")
        assert webkit.driver.get_cookies() == []
    names = [one["submission_data"]["who"] for one in site.submissions("say-hello")]
    assert names[-1] == f"Ana with {blocked}"


def test_the_site_hears_what_happens_and_no_answer(
    webkit: WebKit, host: Host, two_pages: str
) -> None:
    webkit.open(host.page(element(two_pages), listens=True))
    assert webkit.heard("ready") == [{"title": webkit.heard("ready")[0]["title"]}]
    settled(webkit)
    answer(webkit, "Secret Name")
    assert webkit.heard("submitted") == [{}]
    assert [one["page"] for one in webkit.heard("page")] == [1, 2]
    heard = json.dumps(webkit.run("return window.heard"))
    assert "Secret" not in heard
    assert "refused" not in heard


def test_it_follows_its_content_when_an_error_appears_and_a_page_turns(
    webkit: WebKit, host: Host, two_pages: str
) -> None:
    webkit.open(host.page(element(two_pages), listens=True))
    webkit.heard("ready")
    before = settled(webkit)
    with webkit.inside():
        webkit.press("Next")
        webkit.wait_for(
            "return document.querySelector('.has-problem, [aria-invalid=true]') !== null"
        )
    with_error = settled(webkit)
    assert with_error > before
    with webkit.inside():
        webkit.say(Says("Your name", "Ana"))
        for _ in range(4):
            webkit.press("Add a guest")
    assert settled(webkit) > with_error
    with webkit.inside():
        webkit.press("Next")
    webkit.heard("page", times=2)
    assert settled(webkit) < with_error + 200


def test_the_style_and_the_policy_of_the_site_do_not_harm_it(
    webkit: WebKit, host: Host, site: Site
) -> None:
    path = site.seeded.forms[ENQUIRY]
    webkit.open(host.page(element(path), css=HOSTILE_STYLE, listens=True))
    webkit.heard("ready")
    settled(webkit)
    form = webkit.run("return document.querySelector('wed-form')")
    assert webkit.run(f"return ({LOOK})(arguments[0])", form) == UNHARMED
    assert webkit.run("return window.heard.filter(([name]) => name === 'refused')") == []
    with webkit.inside():
        assert webkit.run(f"return {SMALLEST_INPUT}") >= 16


def test_a_pop_up_holds_the_keyboard_and_gives_it_back(
    webkit: WebKit, host: Host, two_pages: str
) -> None:
    webkit.open(host.page(element(two_pages, 'mode="popup"'), listens=True))
    button = "document.querySelector('wed-form').shadowRoot.querySelector('button[part=button]')"
    opened = "document.querySelector('wed-form').isOpen"
    has_focus = f"return document.querySelector('wed-form').shadowRoot.activeElement === {button}"
    webkit.wait_for(f"return document.querySelector('wed-form')?.shadowRoot && {button} !== null")
    webkit.run(f"{button}.focus()")
    webkit.keys(Keys.ENTER)
    webkit.wait_for(f"return {opened}")
    webkit.heard("ready")
    with webkit.inside():
        box = webkit.question("Your name")
        assert box is not None
        webkit.write(box.find_element("css selector", "input"), "Ana and Ben")
        box.find_element("css selector", "input").send_keys(Keys.ESCAPE)
    webkit.heard("closed")
    assert webkit.run(f"return {opened}") is False
    webkit.wait_for(has_focus)
    webkit.keys(Keys.ENTER)
    webkit.wait_for(f"return {opened}")
    with webkit.inside():
        webkit.wait_for("return document.querySelector('input[name=who]')?.value === 'Ana and Ben'")
    for _ in range(20):
        webkit.keys(Keys.TAB)
        assert webkit.run("return document.activeElement.localName") in ("wed-form", "body")


def test_as_the_whole_page_it_covers_the_window(webkit: WebKit, host: Host, two_pages: str) -> None:
    webkit.open(host.page("<p>under it</p>" + element(two_pages, 'mode="page"'), listens=True))
    webkit.heard("ready")
    size = webkit.run("return [innerHeight, innerWidth]")
    assert webkit.run(f"return ({HEIGHTS})()") == [size]


def test_back_finds_the_form_as_it_was_left(
    webkit: WebKit, host: Host, site: Site, two_pages: str
) -> None:
    webkit.open(host.page(element(two_pages), listens=True))
    webkit.heard("ready")
    with webkit.inside():
        webkit.say(Says("Your name", "Ana"))
        webkit.wait_for(_SAVED)
    webkit.open(site.url + "/accessibility")
    webkit.back()
    webkit.wait_for("return document.querySelector('wed-form') !== null")
    settled(webkit)
    with webkit.inside():
        webkit.wait_for("return document.querySelector('input[name=who]')?.value === 'Ana'")
    answer(webkit, "Ana Again")
    assert site.submissions("say-hello")[-1]["submission_data"]["who"] == "Ana Again"


def test_a_signature_is_drawn_in_the_frame_while_the_site_stands_still(
    webkit: WebKit, host: Host, signed: str
) -> None:
    above = f"<p>{'above ' * 600}</p>"
    webkit.open(host.page(above + element(signed) + above, listens=True))
    webkit.heard("ready")
    settled(webkit)
    with webkit.inside():
        frame = webkit.question("Your signature")
        assert frame is not None
        webkit.press_on(frame.find_element("css selector", "[data-kind-choice=drawn]"))
        pad = webkit.wait_for("return arguments[0].querySelector('[data-pad][data-ready]')", frame)
        webkit.bring_into_view(pad)
    before: Any = webkit.run("return scrollY")
    assert before > 0
    with webkit.inside():
        webkit.draw(pad, (-80, -20), (-40, 20), (30, -10), (70, 25))
        assert webkit.run("return getComputedStyle(arguments[0]).touchAction", pad) == "none"
        drawn = webkit.wait_for(
            "return arguments[0].querySelector('input[name$=-drawn]').value || null", frame
        )
    assert len(json.loads(drawn)) == 1
    assert webkit.run("return scrollY") == before
