"""What axe cannot see: the way of the focus, what is said aloud, forced colours, and stillness."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.furnished import Furnished, open_page

_MOST: Final = 250
#: Where the focus is: its place, whether it shows, and whether something lies over it.
_FOCUS: Final = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const shown = one.closest("label, .segment") ?? one;
    const box = one.getBoundingClientRect(), frame = shown.getBoundingClientRect();
    const marked = [one, one.nextElementSibling, shown].filter(Boolean).some(part => {
        const style = getComputedStyle(part);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
            && !/, 0\\)$|transparent/.test(style.outlineColor);
    });
    const x = Math.min(Math.max(frame.left + Math.min(frame.width / 2, 40), 1), innerWidth - 2);
    const y = Math.min(Math.max(frame.top + Math.min(frame.height / 2, 20), 1), innerHeight - 2);
    const top = document.elementFromPoint(x, y);
    return {
        name: (one.innerText || one.labels?.[0]?.innerText || one.outerHTML).trim().slice(0, 60),
        marked,
        seen: frame.bottom > 0 && frame.top < innerHeight && frame.right > 0
            && frame.left < innerWidth,
        free: !!top && (shown.contains(top) || top.contains(one)),
        top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left, right: box.right,
        html: one.outerHTML.slice(0, 120),
    };
}"""
_WAYS: Final = (
    "/studio/forms",
    "/studio/settings",
    "/studio/forms/{rsvp}/answers",
    "/studio/forms/{rsvp}/share",
    "/studio/forms/{rsvp}/share/links",
    "/studio/forms/{rsvp}/board",
    "/studio/members",
    "/studio/clients/{client}",
)
_SIZES: Final = {"desk": (1280, 900), "phone": (360, 740), "enlarged": (320, 256)}


@pytest.fixture
def stranger(browser: Browser) -> Iterator[Page]:
    """Somebody who is not signed in and has just come: nothing had the focus before."""
    page = open_page(browser)
    yield page
    page.context.close()


def tab_through(page: Page) -> list[dict[str, Any]]:
    """Press Tab from the top until the focus leaves the page; every stop."""
    stops: list[dict[str, Any]] = []
    page.evaluate("() => { document.activeElement.blur(); getSelection().removeAllRanges() }")
    page.evaluate("scrollTo(0, 0)")
    for _ in range(_MOST):
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUS)
        # At the end the focus goes to the browser itself; some have nothing there, and begin again.
        if stop is None or (stops and stop["html"] == stops[0]["html"]):
            return stops
        stops.append(stop)
    raise AssertionError(f"the focus is trapped at {stops[-3:]}")


def out_of_order(stops: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Stops that lie wholly above the one before, unless they begin the next column."""
    return [
        (before["name"], after["name"])
        for before, after in itertools.pairwise(stops)
        if after["bottom"] <= before["top"] and after["left"] < before["right"]
    ]


def wrong_stops(page: Page) -> list[str]:
    """Everything that is wrong on the way of the focus through a page."""
    stops = tab_through(page)
    found = [f"out of order: {pair}" for pair in out_of_order(stops)]
    for rule in ("marked", "seen", "free"):
        found += [f"not {rule}: {one['html']}" for one in stops if not one[rule]]
    if stops[0]["name"] != "Skip to the page":
        found.append(f"first is {stops[0]['name']}")
    return found


@pytest.mark.parametrize("size", _SIZES)
@pytest.mark.parametrize("way", _WAYS)
def test_the_focus_follows_the_page_and_always_shows(
    way: str, size: str, furnished: Furnished, owner: Page
) -> None:
    width, height = _SIZES[size]
    owner.set_viewport_size({"width": width, "height": height})
    owner.goto(furnished.address(way))
    assert wrong_stops(owner) == []


@pytest.mark.parametrize("size", _SIZES)
def test_the_focus_follows_the_page_that_signs_in(
    size: str, furnished: Furnished, stranger: Page
) -> None:
    width, height = _SIZES[size]
    stranger.set_viewport_size({"width": width, "height": height})
    stranger.goto(furnished.address("/studio/sign-in"))
    assert wrong_stops(stranger) == []
    names = [one["name"] for one in tab_through(stranger)]
    assert names[:4] == ["Skip to the page", "E-mail address*", "Password*", "Sign in"]


def test_skipping_leads_past_the_bar(furnished: Furnished, owner: Page) -> None:
    owner.goto(furnished.address("/studio/members"))
    owner.keyboard.press("Tab")
    owner.keyboard.press("Enter")
    owner.keyboard.press("Tab")
    assert owner.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_what_was_wrong_is_read_out_at_once(furnished: Furnished, owner: Page) -> None:
    owner.goto(furnished.address("/studio/settings"))
    owner.get_by_label("Name", exact=False).first.fill("")
    owner.get_by_role("button", name="Keep these settings").click()
    summary = owner.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("1 answer needs another look")
    expect(owner).to_have_title(re.compile("^Problem:"))
    summary.get_by_role("link").first.press("Enter")
    wrong = owner.get_by_label("Name", exact=False).first
    expect(wrong).to_be_focused()
    expect(wrong).to_have_accessible_description(re.compile("This is needed"))


def test_what_was_done_is_read_out_at_once(furnished: Furnished, owner: Page) -> None:
    owner.goto(furnished.address("/studio/settings"))
    owner.get_by_role("button", name="Keep these settings").click()
    kept = owner.get_by_role("status").filter(has_text="Kept.")
    expect(kept).to_be_focused()
    owner.goto(furnished.address("/studio/forms/{lead-enquiry}/share/site"))
    owner.get_by_label("Address of a site").fill("https://once.example")
    owner.get_by_role("button", name="Add the site").click()
    expect(owner.get_by_role("status").filter(has_text="may show the form")).to_be_focused()
    owner.get_by_role("button", name=re.compile("^Remove.*once.example")).click()
    expect(owner.get_by_role("status").filter(has_text="cannot show")).to_be_focused()


def test_what_happens_without_a_new_page_is_said_in_a_live_region(
    furnished: Furnished, owner: Page
) -> None:
    owner.context.grant_permissions(["clipboard-read", "clipboard-write"])
    owner.goto(furnished.address("/studio/forms/{rsvp}/share"))
    owner.evaluate("""() => {
        window.said = [];
        new MutationObserver(changes => changes.forEach(({target}) => {
            const region = (target.nodeType === 1 ? target : target.parentElement)
                ?.closest("[role=status], [aria-live]");
            if (region) window.said.push(region.innerText || region.textContent);
        })).observe(document.body, {childList: true, characterData: true, subtree: true});
    }""")
    owner.get_by_role("button", name=re.compile("^Copy")).first.press("Enter")
    owner.wait_for_function("window.said.length > 0")
    assert "Copied" in " ".join(owner.evaluate("window.said"))


@pytest.fixture(scope="module")
def forced(browser: Browser, furnished: Furnished) -> Iterator[Page]:
    """Somebody whose machine chooses the colours."""
    page = furnished.sign_in(open_page(browser, forced_colors="active"))
    yield page
    page.context.close()


@pytest.mark.parametrize(
    ("way", "box"),
    [("/studio/forms/new", ".kind"), ("/studio/settings/look", ".choice"), ("/f/ivy-and-lark/lead-enquiry", ".choice")],
)  # fmt: skip
def test_a_choice_that_is_taken_shows_in_forced_colours(
    way: str, box: str, furnished: Furnished, forced: Page
) -> None:
    forced.goto(furnished.address(way))
    boxes = forced.locator(box).filter(has=forced.locator("input[type=radio]"), visible=True)
    taken, left = boxes.first, boxes.nth(1)
    taken.locator("input").check()
    outline = "one => getComputedStyle(one).outlineStyle + getComputedStyle(one).outlineWidth"
    forced.evaluate("document.activeElement.blur()")
    assert taken.evaluate(outline) != left.evaluate(outline)


#: Whatever would move: its transitions and animations last longer than an instant.
_MOVING: Final = """[...document.querySelectorAll("*")].filter(one => {
    const style = getComputedStyle(one);
    return [style.transitionDuration, style.animationDuration].join().split(",")
        .some(time => parseFloat(time) > 0);
}).map(one => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("way", ["/studio/forms/{rsvp}/design", "/f/ivy-and-lark/rsvp"])
def test_nothing_moves_for_those_who_asked_for_stillness(
    way: str, furnished: Furnished, owner: Page
) -> None:
    owner.goto(furnished.address(way))
    expect(owner.locator("main button, main .button").filter(visible=True).first).to_be_visible()
    assert owner.evaluate(_MOVING) == []
    assert owner.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    owner.emulate_media(reduced_motion="no-preference")
    assert owner.evaluate(_MOVING) != []
    owner.emulate_media(reduced_motion="reduce")
