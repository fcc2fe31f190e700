"""Links that fill in answers: for everybody, unreadable in the address, and nothing to forge."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.web.browsing import Browser
from tests.web.designer import sign_in_designer
from tests.web.sharing import REPLY, address_of, links_in, press
from wedforms.forms.exchange import kept_form
from wedforms.submissions.models import FormSubmission

UNTIL = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()


@pytest.fixture
def supplier(app, tenant_session, two_organizations) -> Browser:
    return sign_in_designer(app, tenant_session, two_organizations.ours)


@pytest.fixture
def page(publish, tenant_session, two_organizations) -> str:
    publish(REPLY, slug="reply")
    publish(REPLY, slug="other")
    publish(REPLY, slug="reply", tenant=two_organizations.theirs)
    with tenant_session(two_organizations.ours) as session:
        return f"/studio/forms/{kept_form(session, 'reply').id}/share/filled"


def make(supplier: Browser, page: str, **more: str) -> str:
    """Make a link on the page; the studio's address of it."""
    given = {"label": "Open day", "until": UNTIL, "fills-heard": "fair", "fills-household": "Fair"}
    answer = press(supplier, page, {**given, **more})
    assert answer.status_code == 303
    return answer.headers["Location"]


def sent(tenant_session, tenant) -> list[dict]:
    with tenant_session(tenant) as session:
        rows = session.query(FormSubmission).filter(FormSubmission.status != "draft")
        return [row.submission_data for row in rows.order_by(FormSubmission.submitted_at)]


def answer(browser: Browser, **forged: str) -> Browser:
    browser.fill(names__partner1__name="Ana", names__partner2__name="Ben")
    posted = browser.posted()
    for name, text in {**forged, "_action": "submit"}.items():
        posted[name] = text
    return browser.post(browser.page.actions[0], posted)


def test_it_fills_in_what_is_seen_and_what_is_not(
    supplier, page, browser, tenant_session, two_organizations
):
    address = address_of(supplier, make(supplier, page))
    path, _, secret = address.partition("?prefill=")
    assert path == f"/f/{two_organizations.ours.slug}/reply"
    assert len(secret) == 43
    assert "fair" not in address.lower()
    browser.open(address)
    assert browser.values("heard") == ["fair"]
    assert "/s/" in answer(browser, household="Forged", seats="7").path
    [data] = sent(tenant_session, two_organizations.ours)
    assert data["household"] == "Fair"
    assert "seats" not in data


def test_a_draft_of_it_keeps_what_it_brought(
    supplier, page, browser, tenant_session, two_organizations
):
    browser.open(address_of(supplier, make(supplier, page))).press("save")
    assert "prefill" not in browser.address
    assert "/s/" in answer(browser).path
    assert sent(tenant_session, two_organizations.ours)[0]["household"] == "Fair"


def test_a_script_begins_a_draft_with_it(supplier, page, browser):
    browser.open(address_of(supplier, make(supplier, page)))
    start = browser.response.get_data(as_text=True).split('data-start-url="')[1].split('"')[0]
    begun = browser.client.post(start, json={"_token": browser.values("_token")[0]}).get_json()
    assert browser.open(begun["url"]).values("heard") == ["fair"]


@pytest.mark.parametrize("forged", ["x" * 43, "", "%00", "é" * 40, "' or 1=1 --"])
def test_a_forged_one_fills_in_nothing_and_the_form_is_there(
    page, browser, two_organizations, forged
):
    browser.open(f"/f/{two_organizations.ours.slug}/reply?prefill={forged}")
    assert browser.status == 200
    assert browser.values("heard") == [""]
    assert "/s/" in answer(browser).path


def test_what_stands_plainly_in_the_address_fills_in_nothing(
    page, browser, tenant_session, two_organizations
):
    browser.open(f"/f/{two_organizations.ours.slug}/reply?heard=fair&household=Forged")
    assert browser.values("heard") == [""]
    assert "/s/" in answer(browser).path
    assert "household" not in sent(tenant_session, two_organizations.ours)[0]


def test_one_of_another_form_or_organization_fills_in_nothing(
    supplier, page, browser, two_organizations
):
    secret = address_of(supplier, make(supplier, page)).partition("?prefill=")[2]
    for other in (
        f"/f/{two_organizations.ours.slug}/other",
        f"/f/{two_organizations.theirs.slug}/reply",
    ):
        assert browser.open(f"{other}?prefill={secret}").values("heard") == [""]
    assert browser.client.get(f"/p/{two_organizations.ours.slug}/{secret}").status_code == 404


def test_a_personal_link_is_no_prefill(supplier, page, browser, two_organizations):
    links = page.replace("/filled", "/links")
    press(supplier, links, {"people": "Ana", "until": UNTIL, "fills-heard": "fair"})
    [link] = links_in(supplier.client.get(links).get_data(as_text=True))
    secret = address_of(supplier, link).rpartition("/")[2]
    browser.open(f"/f/{two_organizations.ours.slug}/reply?prefill={secret}")
    assert browser.values("heard") == [""]


def test_withdrawn_or_ended_it_fills_in_nothing_and_what_was_begun_still_counts(
    supplier, page, browser, app, tenant_session, two_organizations
):
    link = make(supplier, page)
    address = address_of(supplier, link)
    begun = Browser(app.test_client()).open(address).press("save")
    press(supplier, f"{link}/withdraw")
    assert browser.open(address).values("heard") == [""]
    assert "/s/" in answer(begun).path
    assert sent(tenant_session, two_organizations.ours)[0]["household"] == "Fair"


def test_its_time_ends_with_the_day(supplier, page, browser):
    address = address_of(supplier, make(supplier, page))
    with time_machine.travel(datetime.now(UTC) + timedelta(days=32), tick=True):
        assert browser.open(address).values("heard") == [""]


def test_many_answer_through_one_link(supplier, page, app):
    link = make(supplier, page)
    address = address_of(supplier, link)
    for _ in range(2):
        assert "/s/" in answer(Browser(app.test_client()).open(address)).path
    supplier.open(link)
    assert "Answers 2" in supplier.text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"label": ""}, "Give it a name"),
        ({"fills-heard": "", "fills-household": ""}, "Fill in at least one answer"),
        ({"fills-heard": "radio"}, "The form does not take this"),
        ({"fills-seats": "1e999999999"}, "The form does not take this"),
        ({"fills-email": "ana"}, "The form does not take this"),
    ],
)
def test_what_cannot_be_is_said_at_its_place(supplier, page, given, words):
    base = {"label": "Open day", "until": UNTIL, "fills-heard": "fair"}
    refused = press(supplier, page, {**base, **given})
    assert refused.status_code == 422
    assert words in refused.get_data(as_text=True)


def test_it_works_inside_a_frame(supplier, page, browser, two_organizations):
    secret = address_of(supplier, make(supplier, page)).partition("?prefill=")[2]
    framed = f"/e/{two_organizations.ours.slug}/reply?prefill={secret}"
    assert browser.open(framed).values("heard") == ["fair"]
    assert browser.page.actions[0] == framed
