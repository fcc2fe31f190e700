"""The counters of the RSVP: each event, each meal and each flag, after every change."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy

import pytest
from sqlalchemy import func, select, update

from tests.published import Office, answers_to
from wedforms.core.engine import create_engine_for
from wedforms.submissions import AnswerCounter, FormSubmission
from wedforms.submissions.count import recount_answers

RSVP = "rsvp"
COUNTED = ("attending_breakfast", "main", "dietary_flags")


@pytest.fixture
def worker(database, two_organizations):
    """The supplier's worker."""
    engine = create_engine_for(database.worker)
    yield Office(engine, two_organizations.ours)
    engine.dispose()


def counters(worker, submission_id):
    """What the counters say once the job was done twice."""
    for _ in range(2):
        with worker.work() as session:
            recount_answers(session, submission_id)
    with worker.work() as session:
        rows = session.scalars(select(AnswerCounter)).all()
        return {(one.key, one.value_text): one.given for one in rows}


def expected(*households):
    """The same, counted guest by guest."""
    found = Counter()
    for guest in (guest for answers in households for guest in answers["guests"]):
        for key in COUNTED:
            answer = guest.get(key)
            values = answer if isinstance(answer, list) else [] if answer is None else [answer]
            found.update((key, {True: "yes", False: "no"}.get(one, one)) for one in values)
    return found


def of_interest(found):
    return {place: given for place, given in found.items() if place[0] in COUNTED}


def test_events_meals_and_flags_follow_what_is_sent_changed_and_deleted(ours, worker, theirs):
    first = answers_to(RSVP)
    changed = deepcopy(first)
    changed["guests"][1]["main"] = "wellington"
    sent = ours.send(RSVP).submission_id
    theirs.send(RSVP)
    assert of_interest(counters(worker, sent)) == expected(first)

    other = ours.send(RSVP).submission_id
    assert of_interest(counters(worker, sent)) == expected(first, first)

    ours.send(RSVP, changed, amends_id=other, amended_revision=1)
    assert of_interest(counters(worker, other)) == expected(first, changed)

    with ours.work() as session:
        gone = update(FormSubmission).where(FormSubmission.id == other)
        session.execute(gone.values(deleted_at=func.now()))
    assert of_interest(counters(worker, other)) == expected(first)


def test_what_people_typed_and_what_machines_sent_is_not_counted(ours, worker):
    sent = ours.send(RSVP, quarantined=True).submission_id
    assert counters(worker, sent) == {}
    ours.send(RSVP)
    assert not {"name", "guest_name", "message", "song"} & {
        key for key, _ in counters(worker, sent)
    }
