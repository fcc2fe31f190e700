"""Invitations and reminders speak the language that a personal link was made in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.integration.messaging.answering import WAYS, publish
from tests.integration.messaging.conftest import NOW, SECRET_KEY
from wedforms.forms.links import make_personal_link
from wedforms.messaging.invite import mail_link
from wedforms.messaging.remind import remind

ARABIC = {"languages": ["ar"], "translations": {"ar": {"name": "يومكم"}}}


@pytest.fixture
def invited(desk, office):
    """The mails that an invitation and, days later, a reminder become."""

    def mails(language: str, *, label: str = "Ana", **settings):
        form_id = publish(desk, **settings)
        publish(desk, desk.tenants.theirs)
        with desk.work() as session:
            make_personal_link(
                session, form_id=form_id, prefill={}, expires_at=NOW + timedelta(days=30), mailed_at=NOW,
                label=label, recipient="ana@example.com", language=language, signing_key=SECRET_KEY,
            )  # fmt: skip
        link_id = desk.ledger().value("select id from form_links")
        with desk.work() as session:
            written = [mail_link(session, link_id, ways=WAYS)]
        with desk.work() as session:
            assert remind(session, form_id, ways=WAYS, now=NOW + timedelta(days=3)) == 1
        reminder = "select id from communications where id <> :invitation"
        written.append(desk.ledger().value(reminder, invitation=written[0]))
        for one in written:
            desk.send(one)
        return office.deliveries

    return mails


def test_both_speak_arabic_and_lead_to_the_arabic_page(invited):
    for mail in invited("ar", **ARABIC):
        assert 'lang="ar" dir="rtl"' in mail.html
        assert "يومكم" in mail.message["Subject"]
        assert "?lang=ar" in mail.text
        assert "Your day" not in mail.text


@pytest.mark.parametrize(("language", "offered"), [("", ARABIC), ("ar", {})])
def test_without_one_and_in_one_that_is_gone_they_speak_the_forms_own(invited, language, offered):
    for mail in invited(language, **offered):
        assert 'lang="en-GB" dir="ltr"' in mail.html
        assert "Your day" in mail.message["Subject"]


@pytest.mark.parametrize(
    ("language", "label", "openings"),
    [
        ("", "Ana", ["Here is your own link", "We have not heard"]),
        ("de", "Ana", ["hier ist Ihr eigener Link", "wir haben noch nichts"]),
        ("de", "", ["Hier ist Ihr eigener Link", "Wir haben noch nichts"]),
    ],
)
def test_the_first_words_are_written_as_the_language_begins_a_letter(
    invited, language, label, openings
):
    for mail, opening in zip(
        invited(language, label=label, languages=["de"]), openings, strict=True
    ):
        assert f">{opening}" in mail.html
        assert f"\n{opening}" in f"\n{mail.text}"


@pytest.mark.parametrize(
    ("language", "label", "salutation"),
    [
        ("", "The Haddad family", "Dear Haddad family,"),
        ("", "The Bells", "Dear The Bells,"),
        ("de", "The Haddad family", "Guten Tag The Haddad family,"),
    ],
)
def test_a_family_is_greeted_as_an_english_letter_does(invited, language, label, salutation):
    for mail in invited(language, label=label, languages=["de"]):
        assert f">{salutation}" in mail.html
        assert f"\n{salutation}" in f"\n{mail.text}"
