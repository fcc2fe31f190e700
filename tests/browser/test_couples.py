"""The pages of couples, codes and changes, in a browser: used by everybody, on a phone and a desk."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.axe import violations
from tests.browser.results import sign_in, venue
from tests.browser.site import Site
from wedforms.clients.enrol import enrol_client
from wedforms.clients.facts import ClientFacts, ContactFacts
from wedforms.forms.exchange import import_form
from wedforms.forms.links import make_personal_link
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition
from wedforms.lib import clock
from wedforms.submissions.receive import receive_submission

WIDTHS: Final = (360, 1280)
LOCKED: Final[dict[str, Any]] = {
    "name": "Your day with us", "form_type": "questionnaire",
    "settings": {"review": False, "event_date": "day", "locks_at": "2020-01-01T00:00:00+00:00"},
    "fields": [
        {"key": "who", "field_type": "text", "label": "Your name",
         "writes_to": "client.partner_1_name"},
        {"key": "day", "field_type": "date", "label": "The day", "writes_to": "client.wedding_date"},
        {"key": "light", "field_type": "sunset", "label": "The light",
         "validation_rules": {"latitude": 51.5, "longitude": -0.13}},
    ],
}  # fmt: skip
COUPLE: Final = ClientFacts(
    partner_1_name="Aoife",
    partner_2_name="Ben",
    wedding_date=date(2027, 6, 5),
    contacts=(ContactFacts(kind="email", value="aoife@example.com"),),
)


@dataclass(frozen=True)
class Sent:
    """What a couple sent, as the addresses of the studio and of the couple name it."""

    form_id: UUID
    client_id: UUID
    submission_id: UUID
    page: str


@pytest.fixture(scope="module")
def sent(site: Site) -> Sent:
    """A couple of the venue has answered a form whose time for changes is over."""
    key = site.environment["WEDFORMS_SECRET_KEY"]
    with venue(site) as office:
        with office.work() as session:
            form = import_form(session, read_definition(LOCKED), slug="your-day")
            publish_form(session, form)
            client_id = enrol_client(session, COUPLE).id
            make_personal_link(
                session, form_id=form.id, prefill={}, label="The Byrnes", signing_key=key,
                expires_at=clock.now() + timedelta(days=30),
            )  # fmt: skip
        found = office.form("your-day")
        attempt = office.attempt(found, at=clock.now(), client_id=client_id)
        raw = {"who": "Aoife Byrne", "day": "2027-06-12"}
        with office.work() as session:
            received = receive_submission(
                session, form=found, raw=raw, attempt=attempt, today=clock.now().date()
            )
        page = f"{site.url}/s/aldermere/{office.secrets[attempt.key]}"
    return Sent(form.id, client_id, received.submission_id, page)


def looked_at(page: Page, address: str) -> list[str]:
    """What is wrong with the page at both widths."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        found += violations(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{address} is wider than {width}")
    return found


def test_a_couple_asks_and_its_supplier_declines_without_a_script(
    site: Site, sent: Sent, open_context: Callable[..., BrowserContext]
) -> None:
    couple = open_context(java_script_enabled=False).new_page()
    couple.goto(sent.page)
    couple.get_by_role("link", name="Ask Aldermere").click()
    couple.get_by_label("What should change?").fill("Please come an hour later.")
    couple.get_by_role("button", name="Ask for the change").click()
    expect(couple.get_by_text("You have asked for a change")).to_be_visible()
    supplier = open_context(java_script_enabled=False).new_page()
    sign_in(supplier, site)
    supplier.goto(f"{site.url}/studio/forms/{sent.form_id}/answers")
    supplier.get_by_role("link", name="look at it").click()
    expect(supplier.get_by_text("Please come an hour later.")).to_be_visible()
    supplier.get_by_label("Or say why not").fill("The registrar cannot wait.")
    supplier.get_by_role("button", name="Decline").click()
    expect(supplier.get_by_text("They are told by e-mail")).to_be_focused()
    couple.reload()
    expect(couple.get_by_text("The registrar cannot wait.")).to_be_visible()


def test_the_time_of_sunset_follows_the_day_that_is_chosen(
    site: Site, sent: Sent, page: Page
) -> None:
    page.goto(f"{site.url}/f/aldermere/your-day")
    told = page.locator("[data-sunset]")
    expect(told).to_have_text("The time of sunset stands here once you have chosen the day.")
    page.get_by_label("The day").fill("2027-06-21")
    expect(told).to_have_text(re.compile("^The sun sets at 21:21 on Monday,? 21 June 2027.$"))
    page.get_by_label("The day").fill("")
    expect(told).to_have_text("The time of sunset stands here once you have chosen the day.")


def test_pages_about_couples_can_be_used_by_everybody(
    site: Site, sent: Sent, open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context(bypass_csp=True).new_page()
    found = looked_at(page, sent.page)
    page.get_by_role("link", name="Ask Aldermere").click()
    found += looked_at(page, page.url)
    page.get_by_role("button", name="Ask for the change").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += violations(page)
    page.get_by_label("What should change?").fill("Please come an hour later.")
    page.get_by_role("button", name="Ask for the change").click()
    found += looked_at(page, f"{sent.page}?seen=again")
    found += looked_at(page, f"{site.url}/f/aldermere/your-day/find")
    found += looked_at(page, f"{site.url}/f/aldermere/your-day")
    sign_in(page, site)
    studio = f"{site.url}/studio"
    for address in (
        f"forms/{sent.form_id}/share/codes",
        f"answers/{sent.submission_id}",
        f"answers/{sent.submission_id}?request=word",
        f"clients/{sent.client_id}",
        f"clients/{sent.client_id}/edit",
        "clients",
        "clients/diary",
    ):
        found += looked_at(page, f"{studio}/{address}")
    assert found == []
