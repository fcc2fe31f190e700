"""What happened with a couple is told once, in order, over all pages, and to its supplier alone."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from tests.published import NOW
from wedforms.clients.enrol import change_client, enrol_client, remove_client, restore_client
from wedforms.clients.facts import ClientFacts
from wedforms.clients.steps import take_step
from wedforms.core.communications import Communication
from wedforms.forms import FormLink
from wedforms.forms.links import make_personal_link
from wedforms.submissions import FormSubmission
from wedforms.submissions.timeline import PAGE, open_links_of, timeline_of

ANA = ClientFacts(partner_1_name="Ana")


def enrolled(office):
    with office.work() as session:
        return enrol_client(session, ANA).id


def ask(office, client_id, *, days=30):
    with office.work() as session:
        make_personal_link(
            session,
            form_id=office.form("rsvp").form_id,
            prefill={},
            expires_at=NOW + timedelta(days=days),
            client_id=client_id,
            label="Household Byrne",
        )


def kinds(office, client_id):
    with office.work() as session:
        return [one.kind for one in timeline_of(session, client_id).happenings]


def test_everything_that_happened_is_there_latest_first(ours):
    client_id = enrolled(ours)
    with ours.work() as session:
        change_client(session, client_id, ClientFacts(partner_1_name="Anna"), revision=0)
    with ours.work() as session:
        take_step(session, client_id, to="booked", reason="Paid", revision=1)
    with ours.work() as session:
        remove_client(session, client_id, revision=2, now=NOW)
    with ours.work() as session:
        restore_client(session, client_id)
    assert kinds(ours, client_id) == ["restored", "removed", "step", "changed", "entered"]
    ask(ours, client_id)
    with ours.work() as session:
        session.add(Communication(client_id=client_id, recipient="ana@example.com", subject="Hi"))
    assert kinds(ours, client_id)[:2] == ["message", "link"]


def test_answers_and_papers_of_the_couple_alone(ours, theirs):
    client_id, other = enrolled(ours), enrolled(ours)
    ours.send("lead-enquiry", client_id=client_id)
    ours.send("lead-enquiry", client_id=other)
    theirs.send("lead-enquiry")
    assert sorted(kinds(ours, client_id)) == ["answer", "entered"]
    assert kinds(theirs, client_id) == []


def test_pages_tell_everything_once(ours):
    client_id = enrolled(ours)
    for number in range(PAGE + 5):
        with ours.work() as session:
            change_client(
                session, client_id, ClientFacts(partner_1_name=f"Ana {number}"), revision=number
            )
    with ours.work() as session:
        first = timeline_of(session, client_id)
        second = timeline_of(session, client_id, before=first.before)
    seen = [one.id for page in (first, second) for one in page.happenings]
    assert len(seen) == len(set(seen)) == PAGE + 6
    assert (len(first.happenings), second.before) == (PAGE, None)


def test_a_link_is_open_until_it_is_answered_withdrawn_or_over(ours):
    client_id = enrolled(ours)
    for values in ({}, {"responses": 1}, {"revoked_at": NOW}, {"expires_at": NOW}):
        ask(ours, client_id)
        with ours.work() as session:
            newest = session.query(FormLink).order_by(FormLink.created_at.desc()).first()
            if values:
                session.execute(update(FormLink).where(FormLink.id == newest.id).values(values))
    with ours.work() as session:
        [link] = open_links_of(session, client_id, now=NOW)
    assert (link.label, link.form_id) == ("Household Byrne", ours.form("rsvp").form_id)


def test_deleted_answers_are_not_told(ours):
    client_id = enrolled(ours)
    ours.send("lead-enquiry", client_id=client_id)
    with ours.work() as session:
        session.execute(update(FormSubmission).values(deleted_at=NOW))
    assert kinds(ours, client_id) == ["entered"]
