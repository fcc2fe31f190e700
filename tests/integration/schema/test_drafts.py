"""Drafts: saved input by input, sent once, gone when their time has come."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from tests.factories.submissions import amend, submission_to, submit
from wedforms.core.jsonb import dumps
from wedforms.core.tenancy import tenant_transaction
from wedforms.lib.ids import new_token, uuid7
from wedforms.submissions import FormSubmission

pytestmark = pytest.mark.both_postgres

SAVE = text(
    "select save_draft_inputs(:organization_id, :id, cast(:inputs as jsonb), :removed, :who)"
)


@pytest.fixture
def draft_id(sessions, ours, form) -> UUID:
    """An empty draft of ours."""
    return start_draft(sessions, ours, form)


def start_draft(sessions, tenant, form, **more: Any) -> UUID:
    """A new draft of a form."""
    with sessions() as session, tenant_transaction(session, tenant.id):
        draft = FormSubmission(
            form_id=form.id,
            form_version_id=form.version_id,
            draft_data={},
            draft_digest=new_token().digest,
            **more,
        )
        session.add(draft)
        session.flush()
        return draft.id


def save(engine: Engine, organization_id, draft_id, inputs=None, removed=(), who="Ann") -> Any:
    """Save inputs of a draft as autosave does."""
    given = {
        "organization_id": organization_id,
        "id": draft_id,
        "inputs": dumps(inputs or {}),
        "removed": list(removed),
        "who": who,
    }
    with engine.begin() as connection:
        return connection.execute(SAVE, given).scalar_one()


def values(ledger) -> dict[str, Any]:
    """What the draft holds, without who and when."""
    held = ledger.value("select draft_data from form_submissions")
    return {name: one["v"] for name, one in held.items()}


def test_inputs_are_kept_with_who_typed_them_and_when(engine, ledger, ours, draft_id):
    found = save(engine, ours.id, draft_id, {"email": ["a@b.de"]})
    assert found["status"] == "saved"
    held = ledger.value("select draft_data from form_submissions")
    assert held == {"email": {"v": ["a@b.de"], "by": "Ann", "at": found["at"]}}


def test_two_people_do_not_overwrite_each_other(engine, ledger, ours, draft_id):
    with ThreadPoolExecutor(16) as threads:
        saved = [
            threads.submit(
                save, engine, ours.id, draft_id, {f"field-{number}": [str(number)]}, (), "Ann"
            )
            for number in range(16)
        ]
        assert {one.result()["status"] for one in saved} == {"saved"}
    assert values(ledger) == {f"field-{number}": [str(number)] for number in range(16)}


def test_what_did_not_change_keeps_its_author(engine, ledger, ours, draft_id):
    save(engine, ours.id, draft_id, {"name": ["Zoë"], "email": ["a@b.de"]}, who="Ann")
    save(engine, ours.id, draft_id, {"name": ["Zoë"], "email": ["z@b.de"]}, who="Bea")
    held = ledger.value("select draft_data from form_submissions")
    assert {name: one["by"] for name, one in held.items()} == {"name": "Ann", "email": "Bea"}


def test_removed_inputs_go(engine, ledger, ours, draft_id):
    save(engine, ours.id, draft_id, {"guests-a1-meal": ["beef"], "name": ["Zoë"]})
    save(engine, ours.id, draft_id, {"name": ["Zoë B"]}, removed=["guests-a1-meal"])
    assert values(ledger) == {"name": ["Zoë B"]}


def test_an_input_removed_and_typed_again_in_one_save_stays(engine, ledger, ours, draft_id):
    save(engine, ours.id, draft_id, {"name": ["Zoë"]})
    save(engine, ours.id, draft_id, {"name": ["Zoë"]}, removed=["name"])
    assert values(ledger) == {"name": ["Zoë"]}


def test_saving_leaves_no_trail_of_raw_inputs(engine, ledger, ours, draft_id):
    save(engine, ours.id, draft_id, {"name": ["Zoë"]})
    trail = "select action from audit_logs where table_name = 'form_submissions'"
    assert [one["action"] for one in ledger.rows(trail)] == ["INSERT"]


def test_a_draft_becomes_the_submission(engine, ledger, ours, form, draft_id):
    save(engine, ours.id, draft_id, {"name": ["Zoë"], "hidden": ["kept"]})
    found = submit(engine, ours.id, submission_to(form, draft_id=str(draft_id)))
    assert found == {"status": "received", "id": str(draft_id)}
    (row,) = ledger.rows("select * from form_submissions")
    assert (row["status"], row["submission_data"]) == ("submitted", {"name": "Zoë"})
    assert values(ledger) == {"name": ["Zoë"], "hidden": ["kept"]}


def test_a_draft_sent_from_two_tabs_is_sent_once(engine, ledger, ours, form, draft_id):
    first = submission_to(form, draft_id=str(draft_id))
    submit(engine, ours.id, first)
    same = submission_to(form, draft_id=str(draft_id))
    other = submission_to(form, answers={"name": "Ann"}, draft_id=str(draft_id))
    assert submit(engine, ours.id, same) == {"status": "replayed", "id": str(draft_id)}
    assert submit(engine, ours.id, other) == {"status": "conflict", "id": str(draft_id)}
    assert ledger.value("select count(*) from form_submissions") == 1


def test_a_draft_sent_under_a_used_key_is_a_conflict(engine, ledger, ours, form, draft_id):
    first = submission_to(form)
    submit(engine, ours.id, first)
    second = submission_to(
        form,
        answers={"name": "Ann"},
        key=UUID(first["idempotency_key"]),
        draft_id=str(draft_id),
    )
    assert submit(engine, ours.id, second) == {"status": "conflict", "id": first["id"]}
    assert (
        ledger.value("select status from form_submissions where id = :id", id=draft_id) == "draft"
    )


def test_answers_whose_draft_is_gone_are_stored_all_the_same(engine, ledger, ours, form):
    given = submission_to(form, draft_id=str(uuid7()))
    assert submit(engine, ours.id, given) == {"status": "received", "id": given["id"]}


def test_a_sent_draft_is_not_saved_to(engine, ledger, ours, form, draft_id):
    submit(engine, ours.id, submission_to(form, draft_id=str(draft_id)))
    assert save(engine, ours.id, draft_id, {"name": ["late"]}) == {"status": "sent"}
    assert values(ledger) == {}


@pytest.mark.parametrize(
    "fault", ["deleted_at = now()", "draft_expires_at = now() - interval '1 minute'"]
)
def test_a_draft_that_has_ended_is_gone(engine, ledger, ours, draft_id, fault):
    ledger.change(f"update form_submissions set {fault}")
    assert save(engine, ours.id, draft_id, {"name": ["late"]}) == {"status": "gone"}


def test_the_draft_of_another_organization_is_gone(engine, ledger, theirs, draft_id):
    assert save(engine, theirs.id, draft_id, {"name": ["theirs"]}) == {"status": "gone"}
    assert values(ledger) == {}


def test_a_draft_of_a_change_ends_with_the_change(engine, sessions, ledger, ours, form):
    sent = submission_to(form)
    submit(engine, ours.id, sent)
    draft = start_draft(sessions, ours, form, amends_id=UUID(sent["id"]))
    changed = {**submission_to(form, answers={"name": "Ann"}), "id": sent["id"]}
    assert amend(engine, ours.id, {**changed, "draft_id": str(draft)})["status"] == "received"
    assert save(engine, ours.id, draft, {"name": ["late"]}) == {"status": "gone"}


def test_raw_inputs_go_thirty_days_after_sending(worker_engine, engine, ledger, ours, form):
    old, fresh = (submission_to(form) for _ in range(2))
    for one in (old, fresh):
        submit(engine, ours.id, one)
    ledger.change('update form_submissions set draft_data = \'{"name": {"v": ["Zoë"]}}\'')
    ledger.change(
        "update form_submissions set submitted_at = now() - interval '31 days' where id = :id",
        id=old["id"],
    )
    _purge(worker_engine)
    left = ledger.rows("select id, draft_data, deleted_at from form_submissions")
    assert {str(one["id"]): one["draft_data"] is None for one in left} == {
        old["id"]: True,
        fresh["id"]: False,
    }
    assert [one["deleted_at"] for one in left] == [None, None]
    assert _in_the_trail(ledger, "Zoë") == 0


def test_an_unsent_draft_goes_when_its_link_has_ended(
    worker_engine, engine, ledger, ours, draft_id
):
    save(engine, ours.id, draft_id, {"name": ["Zoë"]})
    ledger.change("update form_submissions set draft_expires_at = now() - interval '1 day'")
    _purge(worker_engine)
    (row,) = ledger.rows("select draft_data, draft_digest, deleted_at from form_submissions")
    assert (row["draft_data"], row["draft_digest"]) == (None, None)
    assert row["deleted_at"] is not None
    assert _in_the_trail(ledger, "Zoë") == 0


def test_only_the_worker_purges(engine):
    with pytest.raises(ProgrammingError) as raised, engine.begin() as connection:
        connection.execute(text("select purge_drafts()"))
    assert isinstance(raised.value.orig, InsufficientPrivilege)


def _in_the_trail(ledger, word: str) -> int:
    trail = "select count(*) from audit_logs where concat(old_values, new_values) like :word"
    return ledger.value(trail, word=f"%{word}%")


def _purge(worker_engine: Engine) -> None:
    with worker_engine.begin() as connection:
        assert connection.execute(text("select purge_drafts()")).scalar_one() >= 1
