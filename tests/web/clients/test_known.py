"""A couple's own link shows what the supplier knows of them, and nobody else sees any of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from tests.web.browsing import Browser
from tests.web.clients.conftest import save
from tests.web.forms import field, form, required
from wedforms.clients.enrol import enrol_client
from wedforms.clients.facts import ClientFacts, ContactFacts
from wedforms.forms.exchange import kept_form
from wedforms.forms.links import make_personal_link, revoke_link
from wedforms.forms.models import FormLink
from wedforms.submissions.models import FormSubmission
from wedforms.submissions.writeback import couple_beside

ASKED = form(
    field("first", "page_break", "You"),
    required("names", "couple", "Your names", writes_to="client.names",
             validation_rules={"parts": ["name", "email"]}),
    field("phone", "phone", "Telephone", writes_to="client.phone"),
    field("second", "page_break", "The day"),
    field("day", "wedding_date", "The day", writes_to="client.wedding_date"),
    field("venue", "text", "Where", default="Our barn", writes_to="client.venue"),
    field("secret", "hidden", "Secret", writes_to="client.wedding_date"),
    field("how", label="How did you hear of us?"),
    settings={"review": False},
    name="Before the day",
)  # fmt: skip

ANA = ClientFacts(
    partner_1_name="Ana Bell",
    partner_2_name="Ben O’Brien",
    wedding_date=date(2027, 6, 5),
    venue="Aldermere",
    contacts=(
        ContactFacts(kind="phone", value="+447700900666", person="other", is_primary=True),
        ContactFacts(kind="phone", value="+447700900555", person="partner_2"),
        ContactFacts(kind="email", value="ana@example.com", person="partner_1"),
    ),
)
KNOWN = ("Ana Bell", "O’Brien", "2027-06-05", "Aldermere", "ana@example.com", "900555", "900666")
LATER = datetime.now(UTC) + timedelta(days=30)


@pytest.fixture
def couple(tenant_session, two_organizations) -> UUID:
    with tenant_session(two_organizations.ours) as session:
        return enrol_client(session, ANA).id


@pytest.fixture
def address(publish) -> str:
    return publish(ASKED, slug="before")


@pytest.fixture
def link(address, tenant_session, two_organizations):
    """Make a personal link, and tell its address."""

    def made(tenant=two_organizations.ours, **facts) -> str:
        given = {"prefill": {}, "expires_at": LATER, **facts}
        with tenant_session(tenant) as session:
            found = kept_form(session, "before")
            return f"/p/{tenant.slug}/{make_personal_link(session, form_id=found.id, **given)}"

    return made


def shown(browser: Browser) -> dict[str, str]:
    names = (
        "names-partner1-name", "names-partner1-email", "names-partner2-name",
        "names-partner2-email", "phone", "day-date", "venue",
    )  # fmt: skip
    return {name: text for name in names if (text := "".join(browser.values(name)))}


EVERYTHING = {
    "names-partner1-name": "Ana Bell",
    "names-partner1-email": "ana@example.com",
    "names-partner2-name": "Ben O’Brien",
    "phone": "07700 900555",
    "day-date": "2027-06-05",
    "venue": "Aldermere",
}


def test_the_first_opening_shows_what_is_known(browser, couple, link):
    browser.open(link(client_id=couple))
    assert shown(browser) == EVERYTHING
    assert browser.response.headers["Cache-Control"] == "no-store"
    assert "900666" not in browser.response.get_data(as_text=True)


def test_it_is_sent_as_it_stands_and_nothing_is_left_to_look_at(
    browser, couple, link, tenant_session, two_organizations
):
    browser.open(link(client_id=couple)).fill(names__partner2__email="ben@example.com")
    browser.press("submit")
    with tenant_session(two_organizations.ours) as session:
        sent = session.query(FormSubmission).one()
        assert sent.client_id == couple
        assert sent.submission_data["day"] == {"date": "2027-06-05"}
        assert "secret" not in sent.submission_data
        assert [one.name for one in couple_beside(session, sent.id).proposals] == [
            "partner_2_email"
        ]


def test_what_was_changed_or_emptied_stays_so_in_the_draft_on_every_page(
    supplier, browser, couple, link
):
    browser.open(link(client_id=couple))
    browser.fill(names__partner1__name="Ana B.", venue="", phone="").press("save")
    save(supplier, f"/studio/clients/{couple}", venue="Another barn", partner_2_name="Benny")
    again = Browser(browser.client).open(browser.address)
    kept = {name: text for name, text in EVERYTHING.items() if name not in ("venue", "phone")}
    assert shown(again) == {**kept, "names-partner1-name": "Ana B."}


def test_a_script_begins_a_draft_with_it(browser, couple, link):
    browser.open(link(client_id=couple))
    start = browser.response.get_data(as_text=True).split('data-start-url="')[1].split('"')[0]
    begun = browser.client.post(start, json={"_token": browser.values("_token")[0]}).get_json()
    assert shown(browser.open(begun["url"])) == EVERYTHING


def test_what_the_link_says_itself_comes_first(browser, couple, link):
    browser.open(link(client_id=couple, prefill={"venue": "The Mill", "how": "A fair"}))
    assert shown(browser) == {**EVERYTHING, "venue": "The Mill"}
    assert browser.values("how") == ["A fair"]


def test_once_something_was_sent_it_begins_as_for_everybody(browser, couple, link):
    address = link(client_id=couple)
    browser.open(address).fill(names__partner2__email="ben@example.com").press("submit")
    assert shown(browser.open(address)) == {"venue": "Our barn"}


def test_of_a_couple_that_was_taken_off_the_list_nothing_is_shown(supplier, browser, couple, link):
    here = f"/studio/clients/{couple}"
    supplier.open(here)
    supplier.post(f"{here}/remove", supplier.posted())
    assert shown(browser.open(link(client_id=couple))) == {"venue": "Our barn"}


def test_guests_the_public_and_a_withdrawn_link_learn_nothing(
    browser, couple, address, link, tenant_session, two_organizations
):
    withdrawn = link(client_id=couple)
    with tenant_session(two_organizations.ours) as session:
        revoke_link(session, session.query(FormLink.id).scalar(), now=datetime.now(UTC))
    household = link(label="Ana Bell", recipient="guest@example.com")
    for way, status in ((address, 200), (household, 200), (withdrawn, 404)):
        browser.open(way)
        assert browser.status == status, way
        page = browser.response.get_data(as_text=True)
        assert not [fact for fact in KNOWN if fact in page], way


def test_the_couples_of_two_suppliers_are_strangers(
    browser, couple, link, publish, tenant_session, two_organizations
):
    theirs = two_organizations.theirs
    publish(ASKED, slug="before", tenant=theirs)
    facts = ClientFacts(
        partner_1_name="Zoe",
        contacts=(ContactFacts(kind="email", value="zoe@example.com", person="partner_1"),),
    )
    with tenant_session(theirs) as session:
        zoe = enrol_client(session, facts).id
    shown_theirs = {"names-partner1-name": "Zoe", "names-partner1-email": "zoe@example.com"}
    browser.open(link(theirs, client_id=zoe))
    assert shown(browser) == {**shown_theirs, "venue": "Our barn"}
    assert shown(browser.open(link(client_id=couple))) == EVERYTHING
