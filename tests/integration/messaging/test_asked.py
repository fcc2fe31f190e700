"""A change that was asked for: members hear of it, and the couple hears what became of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.integration.messaging.answering import (
    SECRET_KEY,
    WAYS,
    add_person,
    answer,
    form,
    publish,
)
from tests.integration.messaging.conftest import NOW
from tests.web.forms import field, required
from wedforms.clients.enrol import enrol_client
from wedforms.clients.facts import ClientFacts, ContactFacts
from wedforms.core.accounts import UserProfile
from wedforms.forms.exchange import import_form
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition
from wedforms.messaging.asked import tell_of_answer, tell_of_request
from wedforms.submissions import ChangeRequest, FormSubmission
from wedforms.submissions.ask import (
    accept_request,
    ask_for_change,
    decline_request,
    forget_requests,
    requests_of,
)
from wedforms.submissions.errors import RequestAnswered, SubmissionNotFound
from wedforms.submissions.sent import sent_of

LOCKS = {"locks_at": "2020-01-01T00:00:00+00:00"}
WORDS = "Three <b>guests</b>, please"


def publish_plain(desk) -> None:
    """A form that asks nothing private."""
    names = (field("name"), field("allergy"))
    questions = (
        required("who"),
        field("mail", "email"),
        *(field(key) for key in ("diet", "quarrel")),
        field("guests", "group", fields=list(names)),
    )
    definition = form(*questions, name="Your day", settings={"review": False, **LOCKS})
    with desk.work() as session:
        publish_form(session, import_form(session, read_definition(definition), slug="day"))


def ask(desk, submission_id, tenant=None, language="en-GB"):
    with desk.work(tenant) as session:
        row = session.scalars(
            select(FormSubmission).where(FormSubmission.id == submission_id)
        ).one()
        return ask_for_change(
            session, sent_of(session, row), wanted=WORDS, language=language, now=NOW,
            today=NOW.date(),
        )  # fmt: skip


def told(desk, request_id):
    with desk.work() as session:
        return tell_of_request(session, request_id, ways=WAYS)


def answered(desk, request_id):
    with desk.work() as session:
        return tell_of_answer(session, request_id, ways=WAYS)


def decide(desk, submission_id, request_id, reply=""):
    with desk.work() as session:
        by = session.scalars(select(UserProfile.id)).first()
        if reply:
            decline_request(session, submission_id, request_id, reply=reply, by=by, now=NOW)
        else:
            accept_request(session, submission_id, request_id, by=by, now=NOW)


def test_members_hear_of_it_once_and_reply_to_the_couple(desk, office):
    publish_plain(desk)
    add_person(desk, "rose@example.com")
    sent = answer(desk)
    request = ask(desk, sent)
    [mail] = told(desk, request)
    assert told(desk, request) == [mail]
    desk.send(mail)
    [one] = office.deliveries
    assert one.recipients == ["rose@example.com"]
    assert one.message["Reply-To"] == "jose@example.com"
    assert one.message["Subject"] == "A change is asked for: Your day"
    assert WORDS in one.text
    assert "Three &lt;b&gt;guests" in one.html
    assert f"/studio/answers/{sent}" in one.text


def test_words_of_a_form_that_asks_about_health_stay_out_of_mails(desk):
    publish(desk, **LOCKS)
    add_person(desk, "rose@example.com")
    [mail] = told(desk, ask(desk, answer(desk)))
    message = desk.message(mail)
    assert WORDS not in message["content"] + message["content_html"]
    assert "may be private" in message["content"]


def test_where_no_member_wants_to_hear_of_it_the_organization_does(desk):
    desk.ledger().change("update organizations set email = 'studio@rose.example'")
    publish(desk, **LOCKS)
    [mail] = told(desk, ask(desk, answer(desk)))
    assert desk.message(mail)["recipient"] == "studio@rose.example"


@pytest.mark.parametrize("reply", ["", "The caterer <i>knows</i>"])
def test_the_couple_hears_what_became_of_it_once(desk, office, reply):
    desk.ledger().change("update organizations set email = 'studio@rose.example'")
    publish(desk, **LOCKS)
    add_person(desk, "rose@example.com")
    sent = answer(desk)
    request = ask(desk, sent)
    assert answered(desk, request) == []
    decide(desk, sent, request, reply)
    [mail] = answered(desk, request)
    assert answered(desk, request) == [mail]
    assert told(desk, request) == []
    desk.send(mail)
    [one] = office.deliveries
    assert one.recipients == ["jose@example.com"]
    assert one.message["Reply-To"] == "studio@rose.example"
    assert reply in one.text
    assert ("changed your answers" in one.text) is not bool(reply)
    assert "/s/rose-and-lens/" in one.text
    kept = desk.ledger().rows("select t::text as row from communications t")
    secret = one.text.partition("/s/rose-and-lens/")[2].split()[0]
    assert secret not in str(kept)
    assert SECRET_KEY not in one.text


def test_a_couple_that_gave_no_address_is_written_to_as_it_is_known(desk):
    publish(desk, **LOCKS)
    add_person(desk, "rose@example.com")
    with desk.work() as session:
        contacts = (ContactFacts(kind="email", value="known@example.com"),)
        facts = ClientFacts(partner_1_name="Ana", contacts=contacts)
        client_id = enrol_client(session, facts).id
    sent = answer(desk, raw={"mail": None}, client_id=client_id)
    request = ask(desk, sent)
    decide(desk, sent, request)
    [mail] = answered(desk, request)
    assert desk.message(mail)["recipient"] == "known@example.com"


def test_a_request_is_answered_once_and_by_its_own_supplier_alone(desk):
    publish(desk, **LOCKS)
    add_person(desk, "rose@example.com")
    sent = answer(desk)
    request = ask(desk, sent)
    theirs = desk.tenants.theirs
    with desk.work(theirs) as session, pytest.raises(SubmissionNotFound):
        accept_request(session, sent, request, by=request, now=NOW)
    with desk.work(theirs) as session:
        assert list(requests_of(session, sent)) == []
    decide(desk, sent, request)
    with pytest.raises(RequestAnswered):
        decide(desk, sent, request, "Too late")


def test_what_was_asked_is_erased_with_the_answers(desk):
    publish(desk, **LOCKS)
    add_person(desk, "rose@example.com")
    sent, kept = answer(desk), answer(desk)
    erased, waiting = ask(desk, sent), ask(desk, kept)
    desk.ledger().change(
        "update form_submissions set erased_at = :at where id = :id",
        at=NOW + timedelta(days=1), id=sent,
    )  # fmt: skip
    with desk.work() as session:
        forget_requests(session)
        rows = {one.id: one for one in session.scalars(select(ChangeRequest))}
    assert (rows[erased].wanted, rows[erased].status) == ("", "ended")
    assert (rows[waiting].wanted, rows[waiting].status) == (WORDS, "open")
