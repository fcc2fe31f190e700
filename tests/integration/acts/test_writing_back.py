"""Answers change their couple's entry when somebody has looked: what was ticked, and no more."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import select, text, update

from tests.published import NOW, answers_to
from wedforms.clients.enrol import contacts_of, enrol_client
from wedforms.clients.errors import ClientChanged, ClientNotFound
from wedforms.clients.facts import ClientFacts, ContactFacts
from wedforms.core.clients import Client
from wedforms.core.security import AuditLog
from wedforms.submissions import FormSubmission
from wedforms.submissions.errors import ChangedMeanwhile, SubmissionNotFound
from wedforms.submissions.writeback import couple_beside, enrol_by_hand, write_back

ENQUIRY = "lead-enquiry"
BASE = answers_to(ENQUIRY)
EMAIL = ContactFacts(kind="email", value="aoife@example.com", is_primary=True)
TYPED = ClientFacts(partner_1_name="Aoife", venue="The Mill", contacts=(EMAIL,))


def known(office, facts=TYPED, *, status="lead"):
    with office.work() as session:
        client = enrol_client(session, facts)
        client.status = status
        return client.id


def sent_by(office, client_id, **other):
    return office.send(ENQUIRY, {**BASE, **other}, client_id=client_id).submission_id


def beside(office, submission_id):
    with office.work() as session:
        return couple_beside(session, submission_id)


def take(office, submission_id, *names, client_revision=0, submission_revision=1):
    with office.work() as session:
        write_back(
            session,
            submission_id,
            names=names,
            client_revision=client_revision,
            submission_revision=submission_revision,
        )


def couple(office):
    with office.work() as session:
        client = session.scalars(select(Client)).one()
        return client, [one.contact_value for one in contacts_of(session, client.id)]


def test_what_differs_is_proposed_with_old_and_new(ours):
    sent = sent_by(ours, known(ours))
    assert {one.name: (one.old, one.new) for one in beside(ours, sent).proposals} == {
        "partner_1_name": ("Aoife", "Aoife Byrne"),
        "partner_2_name": ("", "陳大文"),
        "wedding_date": ("", date(2027, 7, 10)),
        "venue": ("The Mill", "Aldermere, Nether Combe"),
        "phone": ("", "+447700900555"),
    }


def test_what_is_ticked_is_taken_over_and_the_rest_stays(ours):
    sent = sent_by(ours, known(ours))
    take(ours, sent, "partner_2_name", "phone", "nonsense")
    client, contacts = couple(ours)
    assert (client.partner_1_name, client.partner_2_name) == ("Aoife", "陳大文")
    assert (client.venue, client.wedding_date, client.revision) == ("The Mill", None, 1)
    assert contacts == ["aoife@example.com", "+447700900555"]
    with ours.work() as session:
        act = session.scalars(select(AuditLog).where(AuditLog.action == "client.written")).one()
    assert act.new_values == {"submission": str(sent), "what": "partner_2_name phone"}
    assert {one.name for one in beside(ours, sent).proposals} == {
        "partner_1_name", "wedding_date", "venue",
    }  # fmt: skip


def test_a_moved_wedding_of_a_booked_couple_is_announced(ours, owner_engine):
    sent = sent_by(ours, known(ours, status="booked"))
    take(ours, sent, "wedding_date")
    with owner_engine.connect() as connection:
        jobs = "select count(*) from jobs.procrastinate_jobs where task_name = 'wedding.moved'"
        assert connection.execute(text(jobs)).scalar_one() == 1


@pytest.mark.parametrize(
    ("revisions", "refused"),
    [
        ({"client_revision": 7}, ClientChanged),
        ({"submission_revision": 2}, ChangedMeanwhile),
    ],
)
def test_what_was_changed_meanwhile_is_not_overwritten(ours, revisions, refused):
    sent = sent_by(ours, known(ours))
    with pytest.raises(refused):
        take(ours, sent, "venue", **revisions)
    assert couple(ours)[0].venue == "The Mill"


def test_of_two_who_take_over_at_once_one_is_told(ours):
    sent = sent_by(ours, known(ours))
    start = Barrier(2)

    def work(name):
        start.wait()
        try:
            take(ours, sent, name)
        except ClientChanged:
            return "told"
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(work, ["venue", "partner_2_name"])) == ["done", "told"]
    assert couple(ours)[0].revision == 1


def test_another_suppliers_answers_and_couples_are_out_of_reach(ours, theirs):
    sent = sent_by(ours, known(ours))
    assert beside(theirs, sent).client is None
    with pytest.raises(SubmissionNotFound):
        take(theirs, sent, "venue")


def test_a_couple_that_was_taken_off_the_list_is_not_changed(ours):
    sent = sent_by(ours, known(ours))
    with ours.work() as session:
        session.execute(update(Client).values(deleted_at=NOW))
    assert beside(ours, sent).proposals == ()
    with pytest.raises(ClientNotFound):
        take(ours, sent, "venue")


def test_by_hand_a_couple_is_made_of_any_answers_that_name_somebody(ours):
    sent = sent_by(ours, None)
    assert beside(ours, sent).may_enrol
    with ours.work() as session:
        client_id = enrol_by_hand(session, sent)
    assert beside(ours, sent).client.id == client_id
    contract = ours.send("photography-contract").submission_id
    assert not beside(ours, contract).may_enrol
    with ours.work() as session:
        assert enrol_by_hand(session, contract) is None


def test_beside_what_a_machine_sent_stands_nobody(ours):
    sent = ours.send(ENQUIRY, quarantined=True).submission_id
    assert not beside(ours, sent).may_enrol
    with ours.work() as session, pytest.raises(SubmissionNotFound):
        enrol_by_hand(session, sent)
    with ours.work() as session:
        assert session.scalars(select(FormSubmission.client_id)).one() is None
