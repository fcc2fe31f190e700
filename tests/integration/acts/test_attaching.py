"""Who asks twice is attached to the first enquiry; both stay as they were sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.published import answers_to
from wedforms.submissions import FormSubmission
from wedforms.submissions.attach import attach_to_earlier
from wedforms.submissions.export import as_json, sent_submissions

ENQUIRY = "lead-enquiry"
BASE = answers_to(ENQUIRY)


def enquire(office, *, days_ago=0, quarantined=False, **other):
    """An enquiry that was sent so many days ago."""
    sent = office.send(ENQUIRY, {**BASE, **other}, quarantined=quarantined).submission_id
    with office.work() as session:
        row = session.scalars(select(FormSubmission).where(FormSubmission.id == sent)).one()
        row.submitted_at -= timedelta(days=days_ago)
    return sent


def attached(office, submission_id):
    with office.work() as session:
        return attach_to_earlier(session, submission_id)


@pytest.mark.parametrize(
    ("days", "other", "is_attached"),
    [
        (0, {}, True),
        (29, {"message": "Have you had time?", "email": BASE["email"].upper()}, True),
        (31, {}, False),
        (1, {"email": "somebody.else@example.com"}, False),
        (1, {"wedding_date": {"undecided": True}}, False),
    ],
    ids=["at once", "in 29 days, in capitals", "in 31 days", "another email", "another date"],
)
def test_the_same_email_and_date_within_thirty_days(ours, days, other, is_attached):
    first, second = enquire(ours, days_ago=days), enquire(ours, **other)
    assert attached(ours, second) == (first if is_attached else None)
    assert attached(ours, first) is None


def test_a_third_is_attached_to_the_first_and_again_changes_nothing(ours):
    first, second, third = (enquire(ours, days_ago=days) for days in (40, 20, 0))
    assert [attached(ours, one) for one in (second, third, third)] == [first] * 3


def test_nobody_is_attached_to_what_a_machine_sent_or_another_supplier_received(ours, theirs):
    enquire(ours, quarantined=True)
    enquire(theirs)
    assert attached(ours, enquire(ours)) is None


def test_what_is_deleted_takes_none(ours):
    with_office = enquire(ours, days_ago=1)
    with ours.work() as session:
        gone = update(FormSubmission).where(FormSubmission.id == with_office)
        session.execute(gone.values(deleted_at=FormSubmission.submitted_at))
    assert attached(ours, enquire(ours)) is None


def test_both_are_in_the_export_as_they_were_sent(ours):
    first, second = enquire(ours, days_ago=1), enquire(ours, message="Again")
    attached(ours, second)
    with ours.work() as session:
        listed = list(as_json(sent_submissions(session, ours.form(ENQUIRY).form_id)))
    assert {one["id"]: one["attached_to"] for one in listed} == {
        str(first): None,
        str(second): str(first),
    }
    assert "Again" in [one["answers"].get("message") for one in listed]
