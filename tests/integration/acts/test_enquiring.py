"""An enquiry makes a couple's entry or finds it: once, whatever comes at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import func, select, text, update

from tests.published import NOW, answers_to
from wedforms.clients.enrol import contacts_of, enrol_client
from wedforms.clients.facts import ClientFacts, ContactFacts
from wedforms.core.clients import Client
from wedforms.submissions import FormSubmission
from wedforms.submissions.enquire import enrol_sender

ENQUIRY = "lead-enquiry"
BASE = answers_to(ENQUIRY)
EMAIL = ContactFacts(kind="email", value="aoife@example.com", is_primary=True)
DAY = date(2027, 7, 10)


def enquire(office, **other):
    facts = {name: other.pop(name) for name in ("quarantined",) if name in other}
    return office.send(ENQUIRY, {**BASE, **other}, **facts).submission_id


def enrolled(office, submission_id):
    with office.work() as session:
        return enrol_sender(session, submission_id)


def couples(office) -> int:
    with office.work() as session:
        return session.scalar(select(func.count()).select_from(Client))


def announced(owner_engine) -> int:
    with owner_engine.connect() as connection:
        jobs = "select count(*) from jobs.procrastinate_jobs where task_name = 'client.created'"
        return connection.execute(text(jobs)).scalar_one()


def known(office, *, status="lead", day=None, contacts=(EMAIL,)):
    facts = ClientFacts(
        partner_1_name="As typed", wedding_date=day, venue="Ours to say", contacts=contacts
    )
    with office.work() as session:
        client = enrol_client(session, facts)
        client.status = status
        return client.id


def test_an_enquiry_makes_a_couple_with_everything_it_says(ours, owner_engine):
    sent = enquire(ours)
    client_id = enrolled(ours, sent)
    with ours.work() as session:
        client = session.scalars(select(Client)).one()
        contacts = {one.contact_type: one.contact_value for one in contacts_of(session, client_id)}
        submission = session.scalars(select(FormSubmission)).one()
    assert (client.partner_1_name, client.partner_2_name) == ("Aoife Byrne", "陳大文")
    assert (client.status, client.source, client.wedding_date) == ("lead", "enquiry", DAY)
    assert client.venue == "Aldermere, Nether Combe"
    assert contacts == {"email": "aoife@example.com", "phone": "+447700900555"}
    assert submission.client_id == client_id
    assert announced(owner_engine) == 1


def test_done_again_nothing_changes(ours, owner_engine):
    sent = enquire(ours)
    assert enrolled(ours, sent) == enrolled(ours, sent)
    assert (couples(ours), announced(owner_engine)) == (1, 1)


def test_many_enquiries_of_one_couple_at_once_make_one_entry(ours, owner_engine):
    sent = [enquire(ours, message=f"Try {number}") for number in range(6)]
    start = Barrier(len(sent))

    def work(submission_id):
        start.wait()
        return enrolled(ours, submission_id)

    with ThreadPoolExecutor(len(sent)) as pool:
        found = set(pool.map(work, sent))
    assert len(found) == couples(ours) == announced(owner_engine) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"phone": None},
        {"email": "other@example.com"},
        {"email": "AOIFE@EXAMPLE.COM", "phone": None},
    ],
    ids=["by e-mail", "by telephone", "in capitals"],
)
def test_a_couple_is_found_and_what_was_typed_stays(ours, other):
    phone = ContactFacts(kind="phone", value="+447700900555")
    client_id = known(ours, contacts=(EMAIL, phone))
    assert enrolled(ours, enquire(ours, **other)) == client_id
    with ours.work() as session:
        client = session.scalars(select(Client)).one()
    assert (client.partner_1_name, client.venue, client.wedding_date) == (
        "As typed", "Ours to say", None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("status", "day", "is_found"),
    [
        ("booked", DAY, True),
        ("booked", date(2027, 9, 4), True),
        ("married", DAY, True),
        ("married", date(2024, 9, 4), False),
        ("archived", None, False),
    ],
)
def test_whose_wedding_is_over_is_found_by_the_date_alone(ours, status, day, is_found):
    client_id = known(ours, status=status, day=day)
    assert (enrolled(ours, enquire(ours)) == client_id) is is_found


def test_of_two_couples_at_one_address_the_one_with_the_date(ours):
    right = known(ours, day=DAY)
    known(ours, day=date(2027, 9, 4))
    known(ours)
    assert enrolled(ours, enquire(ours)) == right


def test_who_was_taken_off_the_list_or_is_another_suppliers_is_not_found(ours, theirs):
    known(theirs)
    gone = known(ours)
    with ours.work() as session:
        session.execute(update(Client).where(Client.id == gone).values(deleted_at=NOW))
    assert enrolled(ours, enquire(ours)) not in (None, gone)
    assert couples(theirs) == 1


def test_machines_make_nobody_and_other_forms_neither(ours):
    assert enrolled(ours, enquire(ours, quarantined=True)) is None
    assert enrolled(ours, ours.send("photography-contract").submission_id) is None
    assert couples(ours) == 0


def test_deleted_before_its_turn_makes_nobody(ours):
    sent = enquire(ours)
    with ours.work() as session:
        session.execute(update(FormSubmission).values(deleted_at=NOW))
    assert enrolled(ours, sent) is None
