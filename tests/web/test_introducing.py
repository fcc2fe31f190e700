"""What a messenger tells of a form: the supplier's words, or whose it is and until when."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.web.browsing import Browser
from tests.web.forms import field, form, required
from wedforms.forms.exchange import kept_form
from wedforms.forms.links import make_personal_link

DAY = "2027-06-05"
OURS = "A form from Rose & Lens Photography."


def told(browser: Browser, address: str) -> dict[str, str]:
    """What stands in the head of a page for messengers and search."""
    head = browser.client.get(address).get_data(as_text=True).partition("</head>")[0]
    found = re.findall(r'<meta (?:property|name)="([\w:-]+)" content="([^"]*)"', head)
    return {name: html.unescape(text) for name, text in found}


def asked(**settings) -> dict:
    return form(required("who", label="Who"), name="Ask us", settings=settings)


@pytest.fixture(autouse=True)
def _before_the_day():
    with time_machine.travel(datetime(2027, 1, 2, 9, tzinfo=UTC), tick=True):
        yield


def test_the_suppliers_own_words_come_first(browser, publish):
    address = publish({**asked(closes_at=f"{DAY}T12:00Z"), "description": "Tell us “all” & more."})
    assert told(browser, address)["og:description"] == "Tell us “all” & more."
    assert told(browser, address)["description"] == "Tell us “all” & more."


@pytest.mark.parametrize(
    ("closes_at", "until"),
    [
        (f"{DAY}T23:59Z", "Sunday, 6 June 2027, 00:59"),
        (f"{DAY}T22:59Z", "Saturday, 5 June 2027"),
        (f"{DAY}T23:00Z", "Saturday, 5 June 2027"),
        (f"{DAY}T11:30Z", "Saturday, 5 June 2027, 12:30"),
        (f'date("{DAY}")', "Saturday, 5 June 2027"),
        ("add_days(today(), 7)", "Saturday, 9 January 2027"),
        ("9999-12-31T23:59-12:00", ""),
    ],
)
def test_without_them_it_is_told_whose_form_it_is_and_until_when(
    browser, publish, closes_at, until
):
    address = publish(asked(closes_at=closes_at, time_zone="Europe/London"))
    words = told(browser, address).get("og:description")
    assert words == (f"{OURS} Open until {until}." if until else OURS)


def test_a_closed_form_is_told_by_its_name_and_that_it_is_closed(browser, publish):
    address = publish(asked(closes_at="0001-01-01T00:00+14:00"))
    of_closed = told(browser, address)
    assert (of_closed["og:title"], of_closed["og:description"]) == ("Ask us", "This form is closed")


def test_a_day_that_hangs_on_an_answer_is_not_told(browser, publish):
    definition = form(
        required("wedding", "date", "The day"), settings={"closes_at": "add_days(wedding, -35)"}
    )
    assert told(browser, publish(definition))["og:description"] == OURS


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Un formulaire proposé par Rose & Lens Photography. Ouvert jusqu’au samedi 5 juin 2027."),
        ("de", "Ein Formular von Rose & Lens Photography. Offen bis Samstag, 5. Juni 2027."),
        ("es", "Un formulario de Rose & Lens Photography. Abierto hasta el sábado, 5 de junio de 2027."),
        ("ar", "نموذج من Rose & Lens Photography. متاح حتى السبت، 5 يونيو 2027."),
    ],
)  # fmt: skip
def test_it_is_told_in_the_language_of_the_form(browser, publish, language, words):
    settings = {"closes_at": f"{DAY}T22:59Z", "time_zone": "Europe/London"}
    address = publish({**asked(**settings), "locale": language})
    assert told(browser, address)["og:description"] == words


def test_each_supplier_is_named_on_links_for_one_person_too_and_nobody_else(
    browser, publish, tenant_session, two_organizations
):
    theirs = two_organizations.theirs
    questions = form(field("who"), name="Ask us")
    publish(questions, slug="ask")
    address = publish(questions, slug="ask", tenant=theirs)
    assert told(browser, address)["og:description"] == f"A form from {theirs.name}."
    with tenant_session(theirs) as session:
        secret = make_personal_link(
            session, form_id=kept_form(session, "ask").id, prefill={"who": "Zoe"},
            label="Zoe Quill", recipient="zoe@example.com",
            expires_at=datetime.now(UTC) + timedelta(days=1),
        )  # fmt: skip
    personal = told(browser, f"/p/{theirs.slug}/{secret}")
    assert personal["og:description"] == f"A form from {theirs.name}."
    assert "og:url" not in personal
    assert not [text for text in personal.values() if "Zoe" in text or secret in text]
