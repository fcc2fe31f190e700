"""On the page of answers: the couple, what the answers would change, and taking it over."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.web.browsing import Browser
from tests.web.forms import field, form, required
from wedforms.core.clients import Client
from wedforms.submissions import FormSubmission

ENQUIRY = form(
    required("who", label="Who", writes_to="client.partner_1_name"),
    field("email", "email", "E-mail", writes_to="client.email"),
    field("day", "date", "Day", writes_to="client.wedding_date"),
    settings={"review": False},
    name="Ask us",
)


@pytest.fixture
def page(app, publish, tenant_session, two_organizations) -> str:
    """The page of one submission."""
    visitor = Browser(app.test_client()).open(publish(ENQUIRY))
    visitor.fill(who="Ana <b>", email="ana@example.com", day="2027-06-05").press("submit")
    with tenant_session(two_organizations.ours) as session:
        return f"/studio/answers/{session.scalars(select(FormSubmission.id)).one()}"


def press(browser: Browser, page: str, act: str, **given: str) -> Browser:
    sent = browser.open(page).posted()
    for name, value in given.items():
        sent[name] = value
    return browser.post(f"{page}/{act}", sent)


def test_a_couple_is_made_and_answers_are_taken_over(
    supplier, page, enter, tenant_session, two_organizations
):
    enter(partner_1_name="Ana as typed", contacts__0__value="ana@example.com")
    press(supplier, page, "couple")
    assert "Ana as typed" in supplier.text
    assert "Saturday, 5 June 2027" in supplier.text
    press(supplier, page, "write-back", take="wedding_date")
    assert "The couple’s entry is changed." in supplier.text
    with tenant_session(two_organizations.ours) as session:
        client = session.scalars(select(Client)).one()
    assert (client.partner_1_name, str(client.wedding_date)) == ("Ana as typed", "2027-06-05")
    assert "Taken over from" in supplier.open(f"/studio/clients/{client.id}").text


def test_an_old_page_takes_nothing_over(supplier, page, enter):
    address = enter(contacts__0__value="ana@example.com")
    press(supplier, page, "couple")
    sent = supplier.posted()
    sent["take"] = "wedding_date"
    supplier.open(f"{address}/edit").fill(venue="Barn")
    supplier.post(f"{address}/edit", supplier.posted())
    supplier.post(f"{page}/write-back", sent)
    assert "Nothing was done" in supplier.text


def test_whoever_may_only_look_and_whoever_is_a_stranger_change_nothing(viewer, stranger, page):
    assert "Find or make" not in viewer.open(page).text
    for browser, status in ((viewer, 403), (stranger, 404)):
        sent = browser.open("/studio/account").posted()
        assert browser.client.post(f"{page}/couple", data=sent).status_code == status
    sent = viewer.open("/studio/account").posted()
    assert viewer.client.post(f"{page}/write-back", data=sent).status_code == 403
    sent = stranger.open("/studio/account").posted()
    assert stranger.client.post(f"{page}/write-back", data=sent).status_code == 404
