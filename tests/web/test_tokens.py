"""The page's signed token: no cookie, no forgery, and an old one loses no answer."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from tests.web.conftest import SECRET
from tests.web.forms import DINNER
from wedforms.lib import clock
from wedforms.web.tokens import PageTokenExpired, PageTokenRefused, PageTokens

TOKENS = PageTokens(SECRET)
FORM, VERSION = uuid4(), uuid4()


def test_token_says_which_version_was_drawn():
    token = TOKENS.issue(FORM, version_id=VERSION)
    assert TOKENS.read(token, FORM).version_id == VERSION


def test_every_token_is_another():
    assert TOKENS.issue(FORM, version_id=VERSION) != TOKENS.issue(FORM, version_id=VERSION)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "\x00", "é" * 50])
def test_nonsense_is_refused(token):
    with pytest.raises(PageTokenRefused):
        TOKENS.read(token, FORM)


def test_token_of_another_form_or_another_key_is_refused():
    token = TOKENS.issue(FORM, version_id=VERSION)
    with pytest.raises(PageTokenRefused):
        TOKENS.read(token, uuid4())
    with pytest.raises(PageTokenRefused):
        PageTokens("another secret of thirty-two characters").read(token, FORM)


def test_the_new_key_signs_and_an_earlier_one_is_still_read():
    new = "a new secret of at least thirty-two characters"
    changed = PageTokens(new, earlier=[SECRET, "one that is older still, thirty-two"])
    old = TOKENS.issue(FORM, version_id=VERSION)
    assert changed.read(old, FORM).version_id == VERSION
    fresh = changed.issue(FORM, version_id=VERSION)
    assert PageTokens(new).read(fresh, FORM).version_id == VERSION
    with pytest.raises(PageTokenRefused):
        TOKENS.read(fresh, FORM)


def test_token_lives_for_a_day():
    token = TOKENS.issue(FORM, version_id=VERSION)
    with time_machine.travel(clock.now() + timedelta(hours=23, minutes=59)):
        TOKENS.read(token, FORM)
    with (
        time_machine.travel(clock.now() + timedelta(hours=24, minutes=1)),
        pytest.raises(PageTokenExpired),
    ):
        TOKENS.read(token, FORM)


def token_control(browser):
    return next(one for one in browser.page.controls if one.name == "_token")


@pytest.mark.parametrize("make", ["forged", "expired"])
def test_page_with_a_bad_token_comes_back_with_every_answer(browser, publish, make):
    address = publish(DINNER)
    if make == "expired":
        with time_machine.travel(clock.now() - timedelta(hours=25)):
            browser.open(address)
    else:
        browser.open(address)
        token_control(browser).value = "forged"
    browser.fill(who="José", coming="no", note="all of it").press("next")
    assert browser.status == 403
    assert "Everything you typed is still here" in browser.text
    assert browser.values("note") == ["all of it"]
    browser.press("next")
    assert "Page 2 of 2" in browser.text


def test_review_with_an_old_token_is_shown_again_and_sent_by_a_second_press(browser, publish):
    browser.open(publish(DINNER)).fill(who="Ana", coming="no").press("next").press("review")
    token_control(browser).value = "forged"
    browser.press("submit")
    assert (browser.status, "Look over your answers" in browser.text) == (403, True)
    browser.press("submit")
    assert "Thank you" in browser.text


def test_script_with_an_old_token_is_given_a_new_one(browser, publish):
    browser.open(publish(DINNER)).fill(who="Ana", coming="no").press("next")
    with time_machine.travel(clock.now() - timedelta(hours=25)):
        browser.open(browser.address)
    answer = save(browser, token_control(browser).value)
    assert (answer.status_code, answer.json["token_expired"]) == (403, True)
    assert save(browser, answer.json["token"]).status_code == 200


def test_script_with_a_forged_token_is_refused(browser, publish):
    browser.open(publish(DINNER)).fill(who="Ana", coming="no").press("next")
    answer = save(browser, "forged")
    assert (answer.status_code, "token_expired" in answer.json) == (403, False)


def save(browser, token):
    body = json.dumps({"_token": token, "inputs": {"note": ["saved"]}})
    return browser.client.post(
        f"{browser.path}/answers", data=body, content_type="application/json"
    )


def test_form_published_meanwhile_is_judged_by_the_version_that_was_seen(browser, publish):
    address = publish(DINNER)
    browser.open(address).fill(who="Ana", coming="no")
    changed = {**DINNER, "fields": [{**one, "label": "Renamed"} for one in DINNER["fields"]]}
    publish(changed)
    browser.press("next")
    assert "Your guests" in browser.text
    assert "Renamed" in browser.open(address).text
