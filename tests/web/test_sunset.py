"""A form tells when the sun sets, on the day that was answered or is known, where it is known."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.web.browsing import Browser
from tests.web.forms import field, form
from wedforms.core.clients import Client
from wedforms.forms import Form
from wedforms.forms.links import make_personal_link
from wedforms.lib import clock

LONDON = {"latitude": 51.5074, "longitude": -0.1278}
EDINBURGH = {"latitude": Decimal("55.9533"), "longitude": Decimal("-3.1883")}


def asking(place=None):
    return form(
        field("day", "wedding_date", "Your day"),
        field("second", "page_break", "The evening"),
        field("sun", "sunset", "The light", validation_rules=place or {}),
        field("who", label="Who"),
        settings={"review": False, "event_date": "day"},
    )


@pytest.fixture
def personal(publish, tenant_session, two_organizations):
    """The address of a couple's own link to the form."""

    def made(place=None, **known) -> str:
        publish(asking(place))
        with tenant_session(two_organizations.ours) as session:
            couple = Client(partner_1_name="Ana", **known)
            session.add(couple)
            session.flush()
            secret = make_personal_link(
                session,
                form_id=session.scalars(select(Form.id)).one(),
                prefill={},
                expires_at=clock.now() + timedelta(days=9),
                client_id=couple.id,
            )
        return f"/p/rose-and-lens/{secret}"

    return made


def second_page(browser: Browser, address: str, day: str = "") -> str:
    browser.open(address)
    if day:
        browser.fill(day__date=day)
    return browser.press("next").text


def test_the_day_that_was_answered_at_the_place_of_the_form(browser, publish):
    text = second_page(browser, publish(asking(LONDON)), "2027-06-21")
    assert "The sun sets at 21:21 on Monday, 21 June 2027." in text
    assert "The light" in text


def test_without_a_day_the_page_says_what_is_missing(browser, publish):
    assert "once you have chosen the day" in second_page(browser, publish(asking(LONDON)))


def test_without_a_place_nothing_is_said(browser, publish):
    text = second_page(browser, publish(asking()), "2027-06-21")
    assert "sun" not in text
    assert "The light" not in text


def test_the_couples_own_place_and_day_come_with_their_link(browser, personal):
    address = personal(LONDON, wedding_date=date(2027, 6, 21), **EDINBURGH)
    assert "The sun sets at 22:02 on Monday, 21 June 2027." in second_page(browser, address)
    assert "15:" in second_page(browser, address, "2027-12-21")


def test_where_the_sun_does_not_set_it_says_so(browser, personal):
    north = {"latitude": Decimal("69.6"), "longitude": Decimal(19), "time_zone": "Europe/Oslo"}
    address = personal(wedding_date=date(2027, 6, 21), **north)
    assert "The sun does not set on Monday, 21 June 2027." in second_page(browser, address)


def test_it_is_said_in_the_readers_language(browser, publish):
    asked = asking(LONDON)
    asked["settings"]["languages"] = ["de"]
    text = second_page(browser, f"{publish(asked)}?lang=de", "2027-06-21")
    assert "21:21" in text
    assert "Montag, 21. Juni 2027" in text
    assert "The sun" not in text


def test_another_organizations_couple_lends_no_place(
    browser, publish, personal, two_organizations, tenant_session
):
    personal(wedding_date=date(2027, 6, 21), **EDINBURGH)
    theirs = publish(asking(), tenant=two_organizations.theirs)
    assert "sun" not in second_page(browser, theirs, "2027-06-21")
