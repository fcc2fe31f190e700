"""Places on pages: what is full says so before anybody has filled it in, and costs hardly a look."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event
from werkzeug.datastructures import MultiDict

from tests.web.browsing import Browser
from tests.web.forms import field, form, required
from wedforms.extensions import db
from wedforms.forms import Form
from wedforms.forms.links import make_personal_link
from wedforms.submissions import FormSubmission
from wedforms.submissions.decide import delete
from wedforms.web.public.places import KeptPlaces

COACH = required(
    "seat",
    "single_choice",
    options=[
        {"value": "coach", "label": "Coach", "places": 1},
        {"value": "car", "label": "Car"},
    ],
)


def a_form(*fields, **settings):
    return form(required("who"), *fields, settings={"review": False, **settings})


@pytest.fixture
def fresh(app):
    """Places are looked up for every page."""
    app.extensions["wedforms_places"] = KeptPlaces(trusted_seconds=0)


@pytest.fixture
def trusting(app):
    """Places are looked up once for the whole test."""
    app.extensions["wedforms_places"] = KeptPlaces(trusted_seconds=3_600)


@pytest.mark.usefixtures("fresh")
def test_full_form_is_not_shown_to_be_filled_in(browser, app, publish):
    address = publish(a_form(capacity=1))
    other = Browser(app.test_client())
    other.open(address).fill(who="Bea").press("save")
    browser.open(address).fill(who="Ana").press("submit")
    for late in (address, f"{address}?page=1", other.path):
        browser.open(late)
        assert (browser.status, "All places are taken" in browser.text) == (409, True)


@pytest.mark.usefixtures("fresh")
def test_what_seems_to_come_from_a_machine_holds_its_place_until_it_is_deleted(
    browser, app, publish, tenant_session, two_organizations
):
    address = publish(a_form(capacity=1))
    browser.open(address).set("_website", "x").fill(who="Perhaps a person").press("submit")
    assert Browser(app.test_client()).open(address).status == 409
    with tenant_session(two_organizations.ours) as session:
        kept = session.query(FormSubmission).one()
        assert kept.quarantined_at is not None
        delete(session, kept.id, now=datetime.now(UTC))
    assert Browser(app.test_client()).open(address).status == 200


@pytest.mark.usefixtures("fresh")
def test_personal_link_to_a_full_form_says_so(browser, publish, tenant_session, two_organizations):
    address = publish(a_form(capacity=1))
    ours = two_organizations.ours
    with tenant_session(ours) as session:
        soon = datetime.now(UTC) + timedelta(days=1)
        form_id = session.query(Form).one().id
        secret = make_personal_link(session, form_id=form_id, prefill={}, expires_at=soon)
    personal = f"/p/{ours.slug}/{secret}"
    assert browser.open(personal).status == 200
    browser.open(address).fill(who="Ana").press("submit")
    assert browser.open(personal).status == 409


@pytest.mark.usefixtures("fresh")
def test_sent_answers_of_a_full_form_can_still_be_changed(browser, publish):
    browser.open(publish(a_form(COACH, capacity=1))).fill(who="Ana", seat="coach").press("submit")
    thanks, token = browser.path, browser.values("_token")[0]
    browser.post(f"{thanks}/change", MultiDict({"_token": token}))
    assert (browser.status, "no places left" in browser.text) == (200, False)
    browser.fill(who="Anna").press("submit")
    assert "Your changes are saved" in browser.text


@pytest.mark.usefixtures("fresh")
def test_last_place_that_is_taken_closes_its_option_on_every_page(browser, app, publish):
    address = publish(a_form(COACH))
    other = Browser(app.test_client())
    other.open(address).fill(who="Bea").press("save")
    assert "no places left" not in browser.open(address).text
    browser.fill(who="Ana", seat="coach").press("submit")
    for later in (address, other.path):
        browser.open(later)
        markup = browser.response.get_data(as_text=True)
        assert "no places left" in browser.text
        assert re.search(r'value="coach"[^>]* disabled', markup)


@pytest.mark.usefixtures("fresh")
def test_place_given_back_can_be_taken_again(browser, publish):
    address = publish(a_form(COACH))
    browser.open(address).fill(who="Ana", seat="coach").press("submit")
    thanks, token = browser.path, browser.values("_token")[0]
    assert "no places left" in browser.open(address).text
    browser.post(f"{thanks}/change", MultiDict({"_token": token}))
    browser.fill(seat="car").press("submit")
    assert "no places left" not in browser.open(address).text


def selects(app, act):
    """The statements that read while something is done."""
    seen = []

    def note(_connection, _cursor, statement, *_more):
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return seen


@pytest.mark.usefixtures("trusting")
def test_places_are_looked_up_once_for_many_visitors(browser, app, publish):
    limited, free = publish(a_form(COACH)), publish(a_form(field("note")), slug="free")
    browser.open(free)
    assert len(selects(app, lambda: browser.open(free))) == 1
    first = selects(app, lambda: browser.open(limited))
    later = selects(app, lambda: browser.open(limited))
    assert [sum("option_places" in one for one in seen) for seen in (first, later)] == [1, 0]
    assert len(later) == 1


@pytest.mark.usefixtures("trusting")
def test_stale_knowledge_of_places_sends_nothing_twice(browser, app, publish):
    address = publish(a_form(capacity=1))
    other = Browser(app.test_client())
    other.open(address).fill(who="Bea")
    browser.open(address).fill(who="Ana").press("submit")
    assert "Thank you" in browser.text
    assert other.press("submit").status == 409
