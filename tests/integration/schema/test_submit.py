"""The one writer: a submission with all that belongs to it, once, or nothing at all."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from tests.factories.reading import Ledger
from tests.factories.submissions import PublishedForm, call, place, submission_to, submit
from wedforms.core.tenancy import tenant_transaction
from wedforms.lib.ids import new_token, uuid7
from wedforms.submissions import FormSubmission

pytestmark = pytest.mark.both_postgres

COUNTS = """
    select (select count(*) from form_submissions) as submissions,
        (select count(*) from submission_answers) as answers,
        (select coalesce(sum(taken), 0) from option_places) as taken,
        (select coalesce(sum(used), 0) from organization_usage) as used
"""


def test_a_submission_is_stored_with_all_that_belongs_to_it(engine, ledger, ours, form):
    promoted = [
        {"key": "name", "text": "Zoë", "number": None, "date": None},
        {"key": "price", "text": None, "number": Decimal("12.50"), "date": None},
        {"key": "day", "text": None, "number": None, "date": "2027-06-05"},
    ]
    given = submission_to(form, promoted=promoted, places=[place("yes", places=52)])
    assert submit(engine, ours.id, given) == {"status": "received", "id": given["id"]}
    (stored,) = ledger.rows("select * from form_submissions")
    assert stored["id"] == UUID(given["id"])
    assert stored["organization_id"] == ours.id
    assert stored["form_version_id"] == form.version_id
    assert (stored["status"], stored["revision"]) == ("submitted", 1)
    assert stored["submission_data"] == {"name": "Zoë"}
    assert stored["submitted_at"] is not None
    found = ledger.rows("select * from submission_answers order by position")
    assert [(one["key"], one["value_text"]) for one in found] == [
        ("name", "Zoë"), ("price", None), ("day", None),
    ]  # fmt: skip
    assert found[1]["value_number"] == Decimal("12.50")
    assert str(found[2]["value_date"]) == "2027-06-05"
    (job,) = ledger.jobs()
    assert job["task_name"] == "submission.received"
    assert job["args"] == {"organization_id": str(ours.id), "submission_id": given["id"]}
    assert ledger.value("select taken from option_places") == 1


def test_the_same_attempt_again_is_replayed(engine, ledger, ours, form):
    given = submission_to(form, places=[place("yes", places=52)])
    submit(engine, ours.id, given)
    again = {**given, "id": str(uuid7())}
    assert submit(engine, ours.id, again) == {"status": "replayed", "id": given["id"]}
    (found,) = ledger.rows(COUNTS)
    assert (found["submissions"], found["taken"], len(ledger.jobs())) == (1, 1, 1)


def test_a_used_key_with_other_answers_is_a_conflict(engine, ledger, ours, form):
    given = submission_to(form)
    submit(engine, ours.id, given)
    other = submission_to(form, answers={"name": "Ann"}, key=UUID(given["idempotency_key"]))
    assert submit(engine, ours.id, other) == {"status": "conflict", "id": given["id"]}
    stored = ledger.value("select submission_data from form_submissions")
    assert stored == {"name": "Zoë"}


def test_the_key_of_another_organization_does_not_matter(
    engine, ledger, ours, theirs, form, their_form
):
    key = uuid7()
    submit(engine, theirs.id, submission_to(their_form, key=key))
    assert submit(engine, ours.id, submission_to(form, key=key))["status"] == "received"


def test_decimals_come_back_as_they_went_in(engine, sessions, ours, form):
    answers = {"quantity": Decimal("0.100000"), "price": 1250, "deep": [{"x": Decimal("1E+2")}]}
    given = submission_to(form, answers=answers)
    submit(engine, ours.id, given)
    with sessions() as session, tenant_transaction(session, ours.id):
        stored = session.get_one(FormSubmission, (ours.id, UUID(given["id"])))
        data = stored.submission_data
    assert str(data["quantity"]) == "0.100000"
    assert isinstance(data["quantity"], Decimal)
    assert isinstance(data["price"], int)
    assert data["deep"] == [{"x": 100}]


def test_the_tenant_set_by_the_writer_ends_with_the_statement(engine, ours, form):
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        call(connection, "submit_submission", ours.id, submission_to(form))
        seen = connection.execute(text("select count(*) from form_submissions")).scalar_one()
    assert seen == 0


def test_inside_the_same_organization_the_writer_goes_on(sessions, ledger, ours, form):
    with sessions() as session, tenant_transaction(session, ours.id):
        found = call(session, "submit_submission", ours.id, submission_to(form))
        assert found["status"] == "received"
        session.rollback()
    assert ledger.value("select count(*) from form_submissions") == 0


def test_inside_another_organization_the_writer_raises(sessions, ledger, ours, theirs, form):
    with sessions() as session, pytest.raises(ProgrammingError) as raised:  # noqa: SIM117
        with tenant_transaction(session, theirs.id):
            call(session, "submit_submission", ours.id, submission_to(form))
    assert isinstance(raised.value.orig, InsufficientPrivilege)
    assert ledger.value("select count(*) from form_submissions") == 0


def test_the_form_of_another_organization_cannot_be_submitted_to(engine, ledger, ours, their_form):
    with pytest.raises(IntegrityError):
        submit(engine, ours.id, submission_to(their_form))
    assert ledger.value("select count(*) from form_submissions") == 0


@pytest.mark.parametrize(
    "fault", ["is_active = false", "deleted_at = now()"], ids=["switched off", "deleted"]
)
def test_a_closed_form_takes_nothing(engine, ledger, ours, form, fault):
    ledger.change(f"update forms set {fault}")
    assert submit(engine, ours.id, submission_to(form)) == {"status": "closed"}
    assert ledger.value("select count(*) from form_submissions") == 0


def test_what_arrived_before_the_form_closed_is_still_replayed(engine, ledger, ours, form):
    given = submission_to(form)
    submit(engine, ours.id, given)
    ledger.change("update forms set is_active = false")
    assert submit(engine, ours.id, given)["status"] == "replayed"


def test_a_full_form_takes_nothing(engine, ledger, ours, form):
    for _ in range(2):
        submit(engine, ours.id, submission_to(form, capacity=2))
    assert submit(engine, ours.id, submission_to(form, capacity=2)) == {"status": "full"}
    assert ledger.value("select count(*) from form_submissions") == 2


def test_a_capacity_given_later_counts_what_was_sent_before(engine, ours, form):
    submit(engine, ours.id, submission_to(form))
    assert submit(engine, ours.id, submission_to(form, capacity=2))["status"] == "received"
    assert submit(engine, ours.id, submission_to(form, capacity=2))["status"] == "full"


def test_the_month_of_a_tier_takes_so_many(engine, ledger, ours, form):
    ledger.change("update organizations set max_submissions = 1")
    assert submit(engine, ours.id, submission_to(form))["status"] == "received"
    refused = submission_to(
        form, places=[place("yes", places=5)], promoted=[{"key": "name", "text": "Zoë"}]
    )
    assert submit(engine, ours.id, refused) == {"status": "limit"}
    (found,) = ledger.rows(COUNTS)
    assert found == {"submissions": 1, "answers": 0, "taken": 0, "used": 1}
    assert len(ledger.jobs()) == 1


def test_last_month_does_not_count(engine, ledger, ours, form):
    ledger.change("update organizations set max_submissions = 1")
    submit(engine, ours.id, submission_to(form))
    ledger.change("update organization_usage set period = period - interval '1 month'")
    assert submit(engine, ours.id, submission_to(form))["status"] == "received"


def test_a_link_for_one_response_is_answered_once(engine, ledger, sessions, ours, form):
    link = _link(ledger, form, one_response=True)
    given = submission_to(form, link_id=link)
    assert submit(engine, ours.id, given)["status"] == "received"
    assert submit(engine, ours.id, given)["status"] == "replayed"
    second = submit(engine, ours.id, submission_to(form, link_id=link))
    assert second == {"status": "conflict", "id": given["id"]}
    assert ledger.value("select responses from form_links") == 1


@pytest.mark.parametrize("fault", ["revoked_at", "expires_at", "deleted_at"])
def test_an_ended_link_takes_nothing(engine, ledger, ours, form, fault):
    link = _link(ledger, form)
    ledger.change(f"update form_links set {fault} = now() - interval '1 minute'")
    assert submit(engine, ours.id, submission_to(form, link_id=link)) == {"status": "closed"}
    assert ledger.value("select count(*) from form_submissions") == 0


def test_a_long_promoted_answer_is_cut_to_fit_its_index(engine, ledger, ours, form):
    promoted = [{"key": "story", "text": "字" * 5000}]
    assert submit(engine, ours.id, submission_to(form, promoted=promoted))["status"] == "received"
    assert ledger.value("select length(value_text) from submission_answers") == 300


def _link(ledger: Ledger, form: PublishedForm, *, one_response: bool = False) -> str:
    link_id = uuid7()
    ledger.change(
        """
        insert into form_links (organization_id, id, form_id, digest, one_response)
        values (:organization_id, :id, :form_id, :digest, :one_response)
        """,
        organization_id=form.organization_id,
        id=link_id,
        form_id=form.id,
        digest=new_token().digest,
        one_response=one_response,
    )
    return str(link_id)
