"""Every tenant table, filled for two organizations: what the application can see and do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from tests.factories.every_table import GLOBAL, TABLES, TENANT_TABLES

pytestmark = pytest.mark.both_postgres

DERIVED = {"submission_answers", "answer_counters", "submission_words"}
WRITTEN_ONCE = {
    "form_versions",
    "form_drafts",
    "caterer_lists",
    "submission_revisions",
    "communication_events",
    "payment_history",
    "document_signatures",
    "document_events",
}
OURS_TO_CHANGE = sorted(set(TENANT_TABLES) - WRITTEN_ONCE - {"audit_logs"})


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """A connection of the application; what it does is undone."""
    with engine.connect() as made:
        yield made


def open_tenant(connection: Connection, tenant) -> None:
    """What tenant_transaction tells the database."""
    connection.execute(text(f"set local app.organization_id = '{tenant.id}'"))


def key_of(table: str) -> str:
    """The column that says whose a row is."""
    return "id" if table == "organizations" else "organization_id"


def refusal(connection: Connection, statement: str) -> type[Exception]:
    """Why the statement is refused."""
    with pytest.raises(DBAPIError) as raised, connection.begin_nested():
        connection.execute(text(statement))
    return type(raised.value.orig)


def test_there_are_fifty_three_tables():
    assert len(TABLES) >= 53


@pytest.mark.parametrize("table", [*TENANT_TABLES, "organizations"])
def test_an_organization_sees_its_own_rows_only(connection, filled, table):
    open_tenant(connection, filled.two.ours)
    seen = connection.execute(text(f"select distinct {key_of(table)} from {table}")).scalars().all()
    assert seen == [filled.two.ours.id]


@pytest.mark.parametrize("table", [*TENANT_TABLES, "organizations"])
def test_without_an_organization_nothing_is_seen(connection, filled, table):
    assert connection.execute(text(f"select count(*) from {table}")).scalar_one() == 0
    connection.execute(text("set local app.organization_id = ''"))
    assert connection.execute(text(f"select count(*) from {table}")).scalar_one() == 0


@pytest.mark.parametrize("table", [*OURS_TO_CHANGE, "organizations"])
def test_the_rows_of_the_other_are_not_changed(connection, filled, table):
    open_tenant(connection, filled.two.ours)
    key = key_of(table)
    theirs = f"{key} = '{filled.two.theirs.id}'"
    assert (
        connection.execute(text(f"update {table} set {key} = {key} where {theirs}")).rowcount == 0
    )
    taken = connection.execute(text(f"update {table} set {key} = {key}")).rowcount
    assert taken == 1


@pytest.mark.parametrize("table", [*OURS_TO_CHANGE, "organizations"])
def test_a_row_is_not_given_to_the_other(connection, filled, table):
    open_tenant(connection, filled.two.ours)
    given = f"update {table} set {key_of(table)} = '{filled.two.theirs.id}'"
    assert refusal(connection, given) is InsufficientPrivilege


@pytest.mark.parametrize("table", [*TENANT_TABLES, "organizations"])
def test_no_row_is_made_for_the_other(connection, filled, table):
    open_tenant(connection, filled.two.ours)
    row = filled.rows[filled.two.theirs.slug][table]
    if table == "organizations":
        row = {"id": row["id"], "name": "x", "slug": "x"}
    made = TABLES[table].insert().values(row)
    with pytest.raises(ProgrammingError) as raised:
        connection.execute(made)
    assert isinstance(raised.value.orig, InsufficientPrivilege)


@pytest.mark.parametrize("table", sorted(TABLES))
@pytest.mark.parametrize("act", ["delete from {}", "truncate {}"])
def test_the_application_deletes_derived_rows_only(connection, filled, table, act):
    open_tenant(connection, filled.two.ours)
    if act.startswith("delete") and table in DERIVED:
        assert connection.execute(text(act.format(table))).rowcount == 1
    else:
        assert refusal(connection, act.format(table)) is InsufficientPrivilege


@pytest.mark.parametrize(
    "table", [name for name in OURS_TO_CHANGE if "deleted_at" in TABLES[name].columns]
)
def test_a_row_is_marked_as_deleted_and_restored(connection, filled, table):
    open_tenant(connection, filled.two.ours)
    for moment in ("now()", "null"):
        assert connection.execute(text(f"update {table} set deleted_at = {moment}")).rowcount == 1


@pytest.mark.parametrize("table", sorted(WRITTEN_ONCE | {"audit_logs"}))
def test_what_is_written_once_is_not_changed(connection, filled, table):
    open_tenant(connection, filled.two.ours)
    changed = f"update {table} set organization_id = organization_id"
    assert refusal(connection, changed) is InsufficientPrivilege


@pytest.mark.parametrize("table", sorted(GLOBAL))
@pytest.mark.parametrize("act", ["select 1 from {}", "insert into {} default values"])
def test_the_people_who_sign_in_are_out_of_reach(connection, filled, table, act):
    open_tenant(connection, filled.two.ours)
    assert refusal(connection, act.format(table)) is InsufficientPrivilege


def test_the_trail_is_not_written_by_hand(connection, filled):
    open_tenant(connection, filled.two.ours)
    made = "insert into audit_logs (organization_id, table_name, action) values (null, 'x', 'x.y')"
    assert refusal(connection, made) is InsufficientPrivilege


@pytest.mark.parametrize(
    "act",
    [
        "alter table clients disable row level security",
        "drop policy tenant on clients",
        "drop trigger audit on clients",
        "create table mine (x integer)",
        "create temporary table clients (x integer)",
        "set role wedforms_owner",
        "set session_replication_role = replica",
        "select * from jobs.procrastinate_jobs",
        "call protect_tenant_table('clients')",
        "select record_change()",
    ],
)
def test_the_application_does_not_take_its_own_chains_off(connection, filled, act):
    open_tenant(connection, filled.two.ours)
    assert refusal(connection, act) is InsufficientPrivilege
