"""The trail: who changed what and when, without secrets and large contents, for good."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.factories.every_table import TENANT_TABLES
from tests.factories.submissions import submission_to, submit
from wedforms.core.accounts import Organization
from wedforms.core.clients import Client
from wedforms.core.tenancy import tenant_transaction
from wedforms.forms import FormLink
from wedforms.lib.ids import new_token, uuid7

pytestmark = pytest.mark.both_postgres

UNTRAILED = {"audit_logs", "submission_answers", "answer_counters", "submission_words"}


def trail(ledger, table: str) -> list[dict[str, Any]]:
    """What is written about a table, oldest first."""
    return ledger.rows(
        "select * from audit_logs where table_name = :table order by created_at", table=table
    )


@pytest.fixture
def user_id(owner_engine):
    """A person who can sign in."""
    made = uuid7()
    with owner_engine.begin() as connection:
        connection.execute(
            text("insert into users (id, email) values (:id, :email)"),
            {"id": made, "email": f"{made}@example.com"},
        )
    return made


def test_the_trail_says_who_did_what_in_which_request(sessions, ledger, ours, user_id):
    request_id = uuid7()
    with (
        sessions() as session,
        tenant_transaction(session, ours.id, actor_id=user_id, request_id=request_id),
    ):
        client = Client(partner_1_name="Zoë", metadata_={"source": "fair"})
        session.add(client)
    (found,) = trail(ledger, "clients")
    assert (found["user_id"], found["request_id"]) == (user_id, request_id)
    assert (found["action"], found["record_id"]) == ("INSERT", client.id)
    assert found["old_values"] is None
    assert found["new_values"]["partner_1_name"] == "Zoë"
    assert found["new_values"]["metadata"] == {"source": "fair"}


def test_a_change_shows_what_changed_and_nothing_else(sessions, ledger, ours):
    with sessions() as session:
        with tenant_transaction(session, ours.id):
            client = Client(partner_1_name="Zoë", venue="Barn")
            session.add(client)
        with tenant_transaction(session, ours.id):
            client.venue = "Mill"
    _, changed = trail(ledger, "clients")
    assert changed["action"] == "UPDATE"
    old, new = changed["old_values"], changed["new_values"]
    assert (old.pop("venue"), new.pop("venue")) == ("Barn", "Mill")
    assert set(old) == set(new) == {"updated_at"}
    assert (changed["user_id"], changed["request_id"]) == (None, None)


def test_deleting_for_good_leaves_the_old_values(ledger, sessions, ours):
    with sessions() as session, tenant_transaction(session, ours.id):
        session.add(Client(partner_1_name="Zoë"))
    ledger.change("delete from clients")
    _, gone = trail(ledger, "clients")
    assert (gone["action"], gone["new_values"]) == ("DELETE", None)
    assert gone["old_values"]["partner_1_name"] == "Zoë"


def test_marking_as_deleted_and_restoring_are_changes(ledger, sessions, ours):
    with sessions() as session, tenant_transaction(session, ours.id):
        session.add(Client(partner_1_name="Zoë"))
    ledger.change("update clients set deleted_at = now()")
    ledger.change("update clients set deleted_at = null")
    _, deleted, restored = trail(ledger, "clients")
    assert deleted["new_values"]["deleted_at"] == restored["old_values"]["deleted_at"] is not None
    assert restored["new_values"]["deleted_at"] is None


def test_secrets_are_left_out(sessions, ledger, ours, form):
    token = new_token()
    with sessions() as session, tenant_transaction(session, ours.id):
        session.add(FormLink(form_id=form.id, digest=token.digest))
    ledger.change("update form_links set digest = :digest", digest=new_token().digest)
    made, changed = trail(ledger, "form_links")
    assert made["new_values"]["digest"] == "left out"
    assert changed["old_values"]["digest"] == changed["new_values"]["digest"] == "left out"
    written = ledger.value("select string_agg(a::text, '') from audit_logs a")
    assert token.digest.hex() not in written


def test_of_large_contents_stands_the_digest(engine, ledger, ours, form):
    submit(engine, ours.id, submission_to(form, answers={"story": "long " * 9_000}))
    (found,) = trail(ledger, "form_submissions")
    stored = ledger.value("select submission_data::text from form_submissions")
    digest = hashlib.sha256(stored.encode()).hexdigest()
    assert found["new_values"]["submission_data"] == f"sha256:{digest}"
    assert found["new_values"]["origin"] == {"address": "192.0.2.7"}


def test_counting_leaves_no_trail(engine, ledger, ours, form):
    ledger.change("update organizations set max_submissions = 9")
    for _ in range(3):
        submit(engine, ours.id, submission_to(form))
    assert [one["action"] for one in trail(ledger, "organization_usage")] == ["INSERT"]


def test_an_update_that_changes_nothing_leaves_no_trail(ledger, sessions, ours):
    with sessions() as session, tenant_transaction(session, ours.id):
        session.add(Client(partner_1_name="Zoë"))
    ledger.change("update clients set venue = venue, updated_at = clock_timestamp()")
    assert len(trail(ledger, "clients")) == 1


def test_the_tenant_itself_has_a_trail(sessions, ledger, ours):
    with sessions() as session, tenant_transaction(session, ours.id):
        session.get_one(Organization, ours.id).name = "Rose"
    *_, changed = trail(ledger, "organizations")
    assert changed["record_id"] == changed["organization_id"] == ours.id
    assert changed["new_values"]["name"] == "Rose"


def test_what_is_rolled_back_leaves_no_trail(sessions, ledger, ours):
    with sessions() as session, tenant_transaction(session, ours.id):
        session.add(Client(partner_1_name="Zoë"))
        session.flush()
        session.rollback()
    assert trail(ledger, "clients") == []


def test_an_act_that_changes_no_row_can_be_recorded(sessions, ledger, ours, user_id):
    with sessions() as session, tenant_transaction(session, ours.id, actor_id=user_id):
        record = text("select record_act(:organization, 'answers.exported', 'forms', null, '{}')")
        session.execute(record, {"organization": ours.id})
    (found,) = trail(ledger, "forms")
    assert (found["action"], found["user_id"]) == ("answers.exported", user_id)


@pytest.mark.parametrize("act", ["INSERT", "DELETE", "nonsense", ""])
def test_an_act_cannot_pass_for_a_change(engine, ours, act):
    record = text("select record_act(:organization, :act, 'forms', null, '{}')")
    with engine.connect() as connection:
        connection.execute(text(f"set local app.organization_id = '{ours.id}'"))
        with pytest.raises(IntegrityError):
            connection.execute(record, {"organization": ours.id, "act": act})


@pytest.mark.parametrize("foreign", [True, False], ids=["another's", "nobody's"])
def test_nothing_is_recorded_for_an_organization_that_is_not_open(engine, ours, theirs, foreign):
    record = text("select record_act(:organization, 'a.b', 'forms', null, '{}')")
    with engine.connect() as connection:
        if foreign:
            connection.execute(text(f"set local app.organization_id = '{ours.id}'"))
        with pytest.raises(DBAPIError) as raised:
            connection.execute(record, {"organization": theirs.id})
    assert isinstance(raised.value.orig, InsufficientPrivilege)


def test_every_table_has_its_trail(ledger):
    found = ledger.rows(
        """
        select c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where t.tgname = 'audit' and t.tgenabled = 'O' and t.tgtype = 29
        """
    )
    assert {one["relname"] for one in found} == {*TENANT_TABLES, "organizations"} - UNTRAILED
