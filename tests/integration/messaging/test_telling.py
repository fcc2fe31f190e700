"""After sending: the couple has a copy, members hear of it, and each of it happens once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.integration.messaging.answering import WAYS, add_person, answer, publish
from tests.integration.messaging.conftest import NOW, SECRET_KEY
from wedforms.core.accounts import UserProfile
from wedforms.forms import Form
from wedforms.forms.links import make_personal_link
from wedforms.messaging.confirm import MOST_A_DAY, confirm_submission
from wedforms.messaging.forget import forget_mails
from wedforms.messaging.notify import notify_members
from wedforms.messaging.preferences import choose_notifications
from wedforms.submissions.attach import attach_to_earlier
from wedforms.submissions.sent import find_sent

SECRETS = ("nuts are deadly", "aunt Ida", "shellfish")


def confirm(desk, submission_id, tenant=None) -> list[UUID]:
    with desk.work(tenant) as session:
        return confirm_submission(session, submission_id, ways=WAYS, now=NOW)


def notify(desk, submission_id) -> list[UUID]:
    with desk.work() as session:
        return notify_members(session, submission_id, ways=WAYS)


def choose(desk, form_id: UUID, when: str) -> None:
    with desk.work() as session:
        [member] = session.scalars(select(UserProfile.id)).all()
        choose_notifications(session, member, {form_id: when}, now=NOW)


def test_who_names_no_address_has_the_copy_where_their_link_was_sent_to(desk, office):
    add_person(desk, "rose@example.com")
    form_id = publish(desk)
    with desk.work() as session:
        make_personal_link(
            session, form_id=form_id, recipient="ana@example.com", label="Ana", prefill={},
            expires_at=NOW + timedelta(days=9), signing_key=SECRET_KEY,
        )  # fmt: skip
    link_id = desk.ledger().value("select id from form_links")
    [named] = confirm(desk, answer(desk, link_id=link_id))
    unnamed = answer(desk, link_id=link_id, raw={"mail": None})
    [copy] = confirm(desk, unnamed)
    assert confirm(desk, answer(desk, raw={"mail": None})) == []
    for mail in (named, copy, *notify(desk, unnamed)):
        desk.send(mail)
    assert [one.recipients for one in office.deliveries][:2] == [
        ["jose@example.com"],
        ["ana@example.com"],
    ]
    assert office.deliveries[2].message["Reply-To"] == "ana@example.com"


def test_the_couple_has_a_copy_and_the_way_to_change_it(desk, office):
    desk.ledger().change("update organizations set email = 'studio@rose.example'")
    publish(desk)
    sent = answer(desk)
    [mail] = confirm(desk, sent)
    desk.send(mail)
    [one] = office.deliveries
    assert one.recipients == ["jose@example.com"]
    assert one.message["Subject"] == "Your answers: Your day"
    assert one.message["Reply-To"] == "studio@rose.example"
    for words in (one.text, one.html):
        assert "Zoë" in words
        assert "Answers about health, diet or other private things are not in this mail" in words
        assert not any(secret in words for secret in SECRETS)
    assert "José &lt;b&gt;Núñez&lt;/b&gt;" in one.html
    [line] = [line for line in one.text.splitlines() if "/s/rose-and-lens/" in line]
    token = line.rpartition("/")[2]
    with desk.work() as session:
        assert find_sent(session, token).id == sent
    kept = desk.ledger().rows("select t::text as row from communications t")
    assert token not in str(kept)


def test_replies_reach_a_new_supplier_who_told_no_address_yet(desk, office):
    desk.ledger().change("update organizations set email = ''")
    add_person(desk, "rose@example.com")
    add_person(desk, "mill@example.com", desk.tenants.theirs)
    publish(desk)
    [before] = confirm(desk, answer(desk))
    desk.ledger().change(
        "update users set email_verified_at = now() where lower(email) in"
        " ('rose@example.com', 'mill@example.com')"
    )
    [after] = confirm(desk, answer(desk))
    for mail in (before, after):
        desk.send(mail)
    # An address that nobody confirmed may be a stranger's.
    assert [one.message["Reply-To"] for one in office.deliveries] == [None, "rose@example.com"]


def test_each_state_of_the_answers_is_confirmed_once(desk):
    publish(desk)
    sent = answer(desk)
    first = confirm(desk, sent)
    assert confirm(desk, sent) == first
    answer(desk, raw={"who": "Ana"}, amends_id=sent, amended_revision=1)
    second = confirm(desk, sent)
    assert second != first
    assert confirm(desk, sent) == second
    assert desk.message(second[0])["subject"] == "Your changed answers: Your day"


@pytest.mark.parametrize(
    ("wanted", "facts"),
    [
        ({"confirmation_mail": False}, {}),
        ({}, {"raw": {"mail": None}}),
        ({}, {"quarantined": True}),
    ],
    ids=["not wanted", "no address", "perhaps a machine"],
)
def test_nobody_is_written_to_unasked(desk, wanted, facts):
    publish(desk, **wanted)
    assert confirm(desk, answer(desk, **facts)) == []


def test_no_strangers_mailbox_is_filled(desk):
    publish(desk)
    for _ in range(MOST_A_DAY):
        assert confirm(desk, answer(desk))
    assert confirm(desk, answer(desk, raw={"mail": "Jose@example.com"})) == []
    assert confirm(desk, answer(desk, raw={"mail": "ana@example.com"}))


def test_owners_hear_of_it_at_once_and_reply_to_the_couple(desk, office):
    add_person(desk, "rose@example.com")
    add_person(desk, "mill@example.com", desk.tenants.theirs)
    publish(desk)
    sent = answer(desk)
    [mail] = notify(desk, sent)
    assert notify(desk, sent) == [mail]
    desk.send(mail)
    [one] = office.deliveries
    assert one.recipients == ["rose@example.com"]
    assert one.message["Reply-To"] == "jose@example.com"
    assert f"https://forms.example/studio/answers/{sent}" in one.text
    assert not any(secret in one.text + one.html for secret in SECRETS)


def test_a_copy_tells_the_answers_in_the_order_of_the_form(desk, office):
    publish(desk)
    [mail] = confirm(desk, answer(desk, raw={"remark": "Until then"}))
    desk.send(mail)
    [one] = office.deliveries
    for words in (one.text, one.html):
        assert words.index("Your name") < words.index("Zoë") < words.index("Until then")
    lines = one.text.replace("\u2068", "").replace("\u2069", "").splitlines()
    assert {"  Name: Zoë", "Anything else? Until then"} <= set(lines)
    assert one.html.count("<table") == one.html.count("</table>")


def test_an_answer_that_repeats_an_earlier_one_is_told_as_such(desk, office):
    add_person(desk, "rose@example.com")
    publish(desk)
    told = []
    for sent in (answer(desk), answer(desk)):
        with desk.work() as session:
            attach_to_earlier(session, sent)
        [mail] = notify(desk, sent)
        desk.send(mail)
        one = office.deliveries[-1]
        told.append(["It repeats an earlier answer" in words for words in (one.text, one.html)])
    assert told == [[False, False], [True, True]]


def test_a_member_hears_as_often_as_they_chose(desk):
    add_person(desk, "rose@example.com")
    form_id = publish(desk)
    choose(desk, form_id, "never")
    assert notify(desk, answer(desk)) == []
    choose(desk, form_id, "daily")
    assert notify(desk, answer(desk)) == []
    choose(desk, form_id, "hourly")
    assert notify(desk, answer(desk)) == []
    choose(desk, form_id, "at_once")
    assert len(notify(desk, answer(desk))) == 1


def test_a_member_who_may_not_look_hears_nothing(desk):
    add_person(desk, "rose@example.com")
    publish(desk)
    desk.ledger().change("update user_profiles set deleted_at = now()")
    assert notify(desk, answer(desk)) == []


def test_what_was_erased_is_in_no_mail(desk):
    publish(desk)
    [mail] = confirm(desk, answer(desk))
    desk.send(mail)
    with desk.work() as session:
        assert forget_mails(session) == 0
    desk.ledger().change("update form_submissions set erased_at = now(), deleted_at = now()")
    with desk.work() as session:
        assert forget_mails(session) == 1
    with desk.work() as session:
        assert forget_mails(session) == 0
    for table in ("communications", "mails"):
        rows = desk.ledger().rows(f"select t::text as row from {table} t")
        assert "jose@example.com" not in str(rows)
    trail = (
        "select t::text as row from audit_logs t where table_name in ('communications', 'mails')"
    )
    assert "jose@example.com" not in str(desk.ledger().rows(trail))
    assert desk.message(mail)["status"] == "sent"


def test_a_form_of_another_supplier_is_told_to_them_alone(desk, office):
    theirs = desk.tenants.theirs
    add_person(desk, "rose@example.com")
    publish(desk, theirs)
    [mail] = confirm(desk, answer(desk, theirs), theirs)
    desk.send(mail, theirs)
    assert office.deliveries[0].message["From"].addresses[0].display_name == "The Old Mill"
    assert desk.ledger().value("select count(*) from communications") == 0
    with desk.work() as session:
        assert session.scalars(select(Form)).all() == []


IN_FRENCH = {
    "languages": ["fr", "ar"],
    "translations": {"fr": {"name": "Votre journée"}, "ar": {"name": "يومكم"}},
}


@pytest.mark.parametrize(
    ("language", "subject", "said"),
    [
        ("fr", "Vos réponses\u00a0: Votre journée", "Merci, vos réponses sont arrivées"),
        ("ar", "إجاباتكم: يومكم", "\u2068Zoë\u2069"),
        ("en-GB", "Your answers: Your day", "Thank you, your answers have arrived"),
        ("xx", "Your answers: Your day", "Thank you, your answers have arrived"),
    ],
)
def test_the_copy_speaks_the_language_that_was_answered_in(desk, office, language, subject, said):
    publish(desk, **IN_FRENCH)
    sent = answer(desk, origin={"language": language})
    [mail] = confirm(desk, sent)
    desk.send(mail)
    [one] = office.deliveries
    assert one.message["Subject"] == subject
    assert said in one.text
    lang, direction = ("ar", "rtl") if language == "ar" else (language, "ltr")
    assert f'<html lang="{lang if language != "xx" else "en-GB"}" dir="{direction}">' in one.html
