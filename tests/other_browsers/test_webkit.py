"""The stories of couples and guests, lived again in WebKitGTK."""

from __future__ import annotations

import json
import time
from typing import Final

import pytest

from tests.browser.couple import reply_pages
from tests.browser.person import Says
from tests.browser.site import Site
from tests.other_browsers.webkit import WebKit, open_webkit

FORM: Final = "lead-enquiry"
SEND: Final = "Ask Ivy & Lark"
_NOT_A_ROBOT_SECONDS: Final = 3.2
_SAVED: Final = "return document.querySelector('#wedforms-form')?.dataset.saving === 'saved'"

ENQUIRY: Final = (
    Says("Email", "zoe@example.com"),
    Says("When is the wedding?", "No date yet"),
    Says("Do you have a venue?", "Yes"),
    Says("Which one?", "The Old Mill"),
    Says("What are you looking for?", ["Photography"]),
    Says("You may use these details to answer us.", answer=True),
)


def enquire(webkit: WebKit, site: Site) -> None:
    """Answer what the enquiry asks."""
    webkit.open(site.address(FORM))
    frame = webkit.question("Your names")
    assert frame is not None
    boxes = frame.find_elements("css selector", "input")
    for box, name in zip(boxes, ("Zoë O’Brien", "José García"), strict=False):
        webkit.write(box, name)
    for said in ENQUIRY:
        webkit.say(said)
    webkit.wait_for(_SAVED)
    time.sleep(_NOT_A_ROBOT_SECONDS)


def test_an_enquiry_is_sent_once_and_leaves_no_cookie(webkit: WebKit, site: Site) -> None:
    before = len(site.submissions(FORM))
    enquire(webkit, site)
    webkit.press(SEND)
    webkit.wait_for("return document.querySelector('#wedforms-form') === null")
    assert len(site.submissions(FORM)) == before + 1
    assert webkit.driver.get_cookies() == []
    thanked = webkit.run("return location.pathname")
    webkit.back()
    webkit.wait_for(
        "return location.pathname !== arguments[0] && document.readyState === 'complete'", thanked
    )
    assert len(site.submissions(FORM)) == before + 1


def test_a_family_answers_its_invitation(webkit: WebKit, site: Site) -> None:
    before = len(site.submissions("rsvp"))
    webkit.open(site.personal_address())
    for answers in reply_pages():
        webkit.fill_page(answers)
    assert webkit.title() == "Look over your answers"
    webkit.press("Send our answer")
    webkit.wait_for_words("Amara and Joe have your answer")
    sent = site.submissions("rsvp")
    assert len(sent) == before + 1
    guests = sent[-1]["submission_data"]["guests"]
    assert [guest["guest_name"] for guest in guests] == ["Priya Shah", "Rohan Shah", "陳大文"]


def test_going_away_and_back_keeps_what_was_typed(webkit: WebKit, site: Site) -> None:
    enquire(webkit, site)
    webkit.open(site.url + "/accessibility")
    webkit.back()
    webkit.wait_for("return document.querySelector('input[type=email]')?.value === arguments[0]",
                    "zoe@example.com")  # fmt: skip
    webkit.say(Says("Anything you would like to tell us", "We are so happy."))
    assert webkit.wait_for(_SAVED) is True


@pytest.mark.parametrize("slug", ["photography-contract", "rsvp", FORM])
def test_no_input_makes_a_phone_zoom(webkit: WebKit, site: Site, slug: str) -> None:
    webkit.open(site.address(slug))
    smallest = webkit.run(
        "return Math.min(...[...document.querySelectorAll('input, textarea, select')]"
        ".filter(one => !['hidden', 'radio', 'checkbox', 'file'].includes(one.type))"
        ".map(one => parseFloat(getComputedStyle(one).fontSize)))"
    )
    assert smallest >= 16


def test_a_signature_is_drawn_without_scrolling_the_page(webkit: WebKit, site: Site) -> None:
    webkit.open(site.address("photography-contract") + "?page=5")
    frame = webkit.question("First partner: signature")
    assert frame is not None
    webkit.press_on(frame.find_element("css selector", "[data-kind-choice=drawn]"))
    pad = webkit.wait_for("return arguments[0].querySelector('[data-pad][data-ready]')", frame)
    webkit.run("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", pad)
    before = webkit.run("return scrollY")
    webkit.draw(pad, (-80, -20), (-40, 20), (30, -10), (70, 25))
    assert webkit.run("return scrollY") == before
    assert webkit.run("return getComputedStyle(arguments[0]).touchAction", pad) == "none"
    drawn = webkit.wait_for(
        "return arguments[0].querySelector('input[name$=-drawn]').value || null", frame
    )
    assert len(json.loads(drawn)) == 1


def test_a_browser_that_keeps_nothing_can_send(site: Site) -> None:
    before = len(site.submissions(FORM))
    with open_webkit("--enable-html5-local-storage=false") as webkit:
        enquire(webkit, site)
        assert webkit.run("return !window.localStorage") is True
        webkit.press(SEND)
        webkit.wait_for("return document.querySelector('#wedforms-form') === null")
    assert len(site.submissions(FORM)) == before + 1
