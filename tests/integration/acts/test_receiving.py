"""Receiving: exactly once, pinned to the version, stripped of what was hidden, one tenant's alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text

from tests.published import NOW, SIGNING_KEY, TODAY, answers_to
from wedforms.formspec.errors import AnswersRejected
from wedforms.submissions import FormSubmission, SubmissionAnswer
from wedforms.submissions.errors import AlreadyReceived, FormClosed, SubmissionNotFound
from wedforms.submissions.receive import receive_submission
from wedforms.submissions.sent import find_sent, view_secret_of

CONTRACT = "photography-contract"


def stored(office, slug=CONTRACT):
    with office.work() as session:
        rows = select(FormSubmission).where(FormSubmission.status != "draft")
        return session.scalars(rows.order_by(FormSubmission.id)).all()


def test_answers_land_as_canonical_jsonb_with_calculated_values(ours, theirs):
    received = ours.send(CONTRACT)
    [row] = stored(ours)
    assert row.id == received.submission_id
    assert row.submission_data["partner1_name"] == answers_to(CONTRACT)["partner1_name"]
    assert isinstance(row.submission_data["total"], int)
    assert row.form_version_id == ours.form(CONTRACT).version_id
    assert stored(theirs) == []


def test_the_same_attempt_twice_is_one_row_and_one_link(ours):
    key = uuid4()
    first, second = ours.send(CONTRACT, key=key), ours.send(CONTRACT, key=key)
    assert (first.replayed, second.replayed) == (False, True)
    assert first.submission_id == second.submission_id
    assert len(stored(ours)) == 1


def test_a_used_key_with_other_answers_is_told_so(ours):
    key = uuid4()
    first = ours.send(CONTRACT, key=key)
    other = {**answers_to(CONTRACT), "partner1_name": "Somebody Else"}
    with pytest.raises(AlreadyReceived) as told:
        ours.send(CONTRACT, other, key=key)
    assert told.value.submission_id == first.submission_id


def test_a_double_click_is_one_submission(ours):
    keys = [uuid4() for _ in range(25)]
    with ThreadPoolExecutor(8) as clicks:
        for key in keys:
            results = list(clicks.map(lambda _, key=key: ours.send(CONTRACT, key=key), range(8)))
            assert len({one.submission_id for one in results}) == 1
            assert sum(not one.replayed for one in results) == 1
    assert len(stored(ours)) == len(keys)


def test_hidden_answers_never_reach_the_record(ours):
    raw = {**answers_to(CONTRACT), "reception_same_place": True, "reception_venue": "Left behind"}
    ours.send(CONTRACT, raw)
    assert "reception_venue" not in stored(ours)[0].submission_data


def test_a_forged_total_is_recomputed(ours):
    ours.send(CONTRACT)
    ours.send(CONTRACT, {**answers_to(CONTRACT), "total": 1})
    honest, forged = (row.submission_data["total"] for row in stored(ours))
    assert forged == honest > 1


def test_refused_answers_leave_nothing_behind(ours):
    with pytest.raises(AnswersRejected):
        ours.send(CONTRACT, {"partner1_name": "Alone"})
    assert stored(ours) == []


def test_the_link_to_what_was_sent_opens_for_its_organization_only(ours, theirs):
    attempt_key = uuid4()
    ours.send(CONTRACT, key=attempt_key)
    secret = ours.secrets[attempt_key]
    with ours.work() as session:
        sent = find_sent(session, secret)
        assert view_secret_of(session, sent.id, signing_key=SIGNING_KEY) == secret
    with theirs.work() as session, pytest.raises(SubmissionNotFound):
        find_sent(session, secret)


def test_after_the_deadline_the_form_is_closed(ours):
    with pytest.raises(FormClosed):
        ours.send("rsvp", at=NOW + timedelta(days=3650))


def test_promoted_answers_can_be_counted_and_sensitive_ones_are_not_among_them(ours):
    ours.send("rsvp")
    with ours.work() as session:
        keys = set(session.scalars(select(SubmissionAnswer.key)))
    compiled = ours.form("rsvp").compiled
    assert keys
    assert not [
        key for key in keys if compiled.fields[key].sensitive or compiled.fields[key].private
    ]


def test_the_fast_path_needs_no_open_tenant_and_gives_the_same_row(ours, engine):
    form = ours.form("lead-enquiry")
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        received = receive_submission(
            connection,
            form=form,
            raw=answers_to("lead-enquiry"),
            attempt=ours.attempt(form),
            today=TODAY,
        )
        left = connection.scalar(text("select current_setting('app.organization_id', true)"))
    assert [row.id for row in stored(ours)] == [received.submission_id]
    assert left in (None, "")


def test_an_answer_and_its_job_and_its_audit_row_are_one(ours, owner_engine):
    received = ours.send(CONTRACT)
    jobs = text("select args from jobs.procrastinate_jobs where task_name = 'submission.received'")
    audits = text("select count(*) from audit_logs where record_id = :id and action = 'INSERT'")
    with owner_engine.connect() as connection:
        [args] = connection.scalars(jobs).all()
        assert connection.scalar(audits, {"id": received.submission_id}) == 1
    assert args == {
        "submission_id": str(received.submission_id),
        "organization_id": str(ours.tenant.id),
    }


def test_places_are_never_oversold_across_submissions(ours):
    slug = "rsvp"
    raw = deepcopy(answers_to(slug))
    with ThreadPoolExecutor(6) as guests:
        list(guests.map(lambda _: ours.send(slug, raw), range(6)))
    with ours.work() as session:
        rows = session.execute(
            text("select places, taken from option_places where option_value <> ''")
        )
        assert all(row.taken <= row.places for row in rows)
        assert session.scalar(select(func.count()).select_from(FormSubmission)) == 6
