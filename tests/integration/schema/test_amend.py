"""Changing what was sent: the old answers are kept, places are exchanged, the tier is not used."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy.exc import ProgrammingError

from tests.factories.submissions import amend, call, place, submission_to, submit
from wedforms.core.tenancy import tenant_transaction
from wedforms.lib.ids import uuid7

pytestmark = pytest.mark.both_postgres


@pytest.fixture
def sent(engine, ours, form) -> dict[str, Any]:
    """A submission that has taken a place on the coach."""
    given = submission_to(
        form, places=[place("yes", places=1)], promoted=[{"key": "name", "text": "Zoë"}], capacity=1
    )
    assert submit(engine, ours.id, given)["status"] == "received"
    return given


def change_of(form, sent, **given: Any) -> dict[str, Any]:
    """The body of a change of what was sent."""
    given.setdefault("answers", {"name": "Ann"})
    return {**submission_to(form, **given), "id": sent["id"]}


def test_the_old_answers_become_a_revision(engine, ledger, ours, form, sent):
    changed = change_of(form, sent, promoted=[{"key": "name", "text": "Ann"}])
    found = amend(engine, ours.id, changed)
    assert found == {"status": "received", "id": sent["id"], "revision": 2}
    (row,) = ledger.rows("select * from form_submissions")
    assert (row["revision"], row["submission_data"]) == (2, {"name": "Ann"})
    assert row["idempotency_key"] == UUID(sent["idempotency_key"])
    (kept,) = ledger.rows("select * from submission_revisions")
    assert (kept["revision"], kept["submission_data"]) == (1, {"name": "Zoë"})
    assert kept["body_hash"] == sent["body_hash"]
    assert kept["submitted_at"] == row["submitted_at"] < row["amended_at"]
    assert ledger.value("select value_text from submission_answers") == "Ann"
    assert [job["task_name"] for job in ledger.jobs()] == ["submission.received"] * 2


def test_places_are_given_back_and_taken_anew(engine, ledger, ours, form, sent):
    amend(engine, ours.id, change_of(form, sent, places=[place("no", places=5)]))
    taken = "select option_value, taken from option_places where field_key = 'coach' order by 1"
    assert [(one["option_value"], one["taken"]) for one in ledger.rows(taken)] == [
        ("no", 1),
        ("yes", 0),
    ]


def test_a_kept_place_is_kept_when_all_are_taken(engine, ledger, ours, form, sent):
    found = amend(engine, ours.id, change_of(form, sent, places=[place("yes", places=1)]))
    assert found["status"] == "received"
    assert ledger.value("select sum(taken) from option_places where field_key = 'coach'") == 1


def test_a_place_that_is_gone_changes_nothing(engine, ledger, ours, form, sent):
    found = amend(engine, ours.id, change_of(form, sent, places=[place("no", places=0)]))
    assert found == {"status": "places_gone", "gone": [{"field": "coach", "option": "no"}]}
    assert ledger.value("select submission_data from form_submissions") == {"name": "Zoë"}
    assert ledger.value("select count(*) from submission_revisions") == 0
    assert ledger.value("select sum(taken) from option_places where field_key = 'coach'") == 1


def test_the_place_in_a_full_form_is_kept(engine, ledger, ours, form, sent):
    found = amend(engine, ours.id, change_of(form, sent, capacity=1))
    assert found["status"] == "received"
    full = ledger.rows("select places, taken from option_places where field_key = ''")
    assert full == [{"places": 1, "taken": 1}]


def test_the_tier_is_not_used_again(engine, ledger, ours, form, sent):
    ledger.change("update organizations set max_submissions = 0")
    assert amend(engine, ours.id, change_of(form, sent))["status"] == "received"


def test_the_same_change_again_is_replayed(engine, ledger, ours, form, sent):
    changed = change_of(form, sent)
    amend(engine, ours.id, changed)
    replayed = {"status": "replayed", "id": sent["id"], "revision": 2}
    assert amend(engine, ours.id, changed) == replayed
    amend(engine, ours.id, change_of(form, sent, answers={"name": "Bea"}))
    assert amend(engine, ours.id, changed) == replayed
    assert ledger.value("select count(*) from submission_revisions") == 2


def test_a_used_key_with_other_answers_is_a_conflict(engine, ours, form, sent):
    changed = change_of(form, sent)
    amend(engine, ours.id, changed)
    other = change_of(form, sent, answers={"name": "Bea"}, key=UUID(changed["idempotency_key"]))
    assert amend(engine, ours.id, other)["status"] == "conflict"


def test_the_first_sending_is_still_replayed_after_a_change(engine, ledger, ours, form, sent):
    amend(engine, ours.id, change_of(form, sent))
    assert submit(engine, ours.id, {**sent, "id": str(uuid7())}) == {
        "status": "replayed",
        "id": sent["id"],
    }
    assert ledger.value("select count(*) from form_submissions") == 1


def test_a_change_of_answers_that_somebody_changed_meanwhile_is_told(
    engine, ledger, ours, form, sent
):
    amend(engine, ours.id, change_of(form, sent, revision=1))
    found = amend(engine, ours.id, change_of(form, sent, answers={"name": "Bea"}, revision=1))
    assert found == {"status": "changed", "id": sent["id"], "revision": 2}
    assert ledger.value("select submission_data from form_submissions") == {"name": "Ann"}


def test_an_approved_submission_has_to_be_approved_again(engine, ledger, ours, form, sent):
    ledger.change("update form_submissions set status = 'approved', approved_at = now()")
    amend(engine, ours.id, change_of(form, sent))
    (row,) = ledger.rows("select status, approved_at from form_submissions")
    assert row == {"status": "submitted", "approved_at": None}


def test_a_closed_form_takes_no_changes(engine, ledger, ours, form, sent):
    ledger.change("update forms set is_active = false")
    assert amend(engine, ours.id, change_of(form, sent)) == {"status": "closed"}


@pytest.mark.parametrize("gone", ["deleted_at = now()", "status = 'draft'"])
def test_what_is_not_there_cannot_be_changed(engine, ledger, ours, form, sent, gone):
    ledger.change(f"update form_submissions set {gone}")
    assert amend(engine, ours.id, change_of(form, sent)) == {"status": "closed"}


def test_the_submission_of_another_organization_cannot_be_changed(
    engine, ledger, theirs, their_form, form, sent
):
    assert amend(engine, theirs.id, change_of(their_form, sent)) == {"status": "closed"}
    assert ledger.value("select submission_data from form_submissions") == {"name": "Zoë"}


def test_inside_another_organization_the_change_is_refused(
    sessions, ours, theirs, form, sent, ledger
):
    with (
        pytest.raises(ProgrammingError) as raised,
        sessions() as session,
        tenant_transaction(session, theirs.id),
    ):
        call(session, "amend_submission", ours.id, change_of(form, sent))
    assert isinstance(raised.value.orig, InsufficientPrivilege)
