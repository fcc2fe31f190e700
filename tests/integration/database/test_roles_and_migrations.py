"""Roles can be made again and again; migrations go up and down under one lock, as the owner."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from sqlalchemy import create_engine, text

from wedforms.database.addresses import connected
from wedforms.database.administer import bring_up, create_database
from wedforms.database.check import check_database
from wedforms.database.errors import DatabaseUnreachable, MigrationRefused
from wedforms.database.migrate import current_revision, head_revision, migrate_down, migrate_up
from wedforms.database.roles import APP, OWNER, ROLES, WORKER

pytestmark = pytest.mark.both_postgres


def _names(url, query: str) -> set[str]:
    with connected(url) as connection:
        return {row[0] for row in connection.execute(query)}


def test_bringing_up_twice_changes_nothing(database):
    assert bring_up(database.owner) == head_revision()
    assert bring_up(database.owner) == head_revision()
    assert check_database(database.owner) == []


def test_new_database_is_made_with_everything_in_it(database, postgres):
    fresh = database.owner.set(database="test_made_from_nothing")
    assert bring_up(fresh) == head_revision()
    assert check_database(fresh) == []
    with connected(database.owner) as connection:
        connection.execute("drop database test_made_from_nothing with (force)")


def test_spoilt_role_is_mended(database):
    with connected(database.owner) as connection:
        connection.execute(f"alter role {APP} inherit createdb")
    assert {fault.kind for fault in check_database(database.owner)} == {"role_attribute"}
    create_database(database.owner)
    assert check_database(database.owner) == []


def test_roles_made_by_many_at_once_do_not_quarrel(database):
    with ThreadPoolExecutor(4) as people:
        list(people.map(lambda _: create_database(database.owner), range(8)))
    assert check_database(database.owner) == []


@pytest.mark.parametrize("user", ["app", "worker", "backup"])
def test_those_who_sign_in_use_their_own_password(database, user):
    url = getattr(database, user)
    assert _names(url, "select current_user") == {url.username}
    with pytest.raises(DatabaseUnreachable), connected(url.set(password="guess")):
        pass


@pytest.mark.parametrize("user", ["app", "worker"])
@pytest.mark.parametrize(
    "statement",
    [
        f"set role {OWNER}",
        "create table mine (id int)",
        "create temporary table mine (id int)",
        "create schema mine",
        "select * from users",
        "select rolpassword from pg_authid",
        "delete from clients",
        "truncate submission_answers",
        "delete from audit_logs",
        "alter table clients disable row level security",
        "copy clients to '/tmp/clients.csv'",
        "copy clients to program 'cat'",
        "set session_replication_role = replica",
    ],
)
def test_those_who_work_cannot(database, user, statement):
    with (
        connected(getattr(database, user)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


@pytest.mark.parametrize(
    ("user", "statement_timeout", "lock_timeout"), [("app", "5s", "2s"), ("worker", "1min", "5s")]
)
def test_sessions_begin_with_limits(database, user, statement_timeout, lock_timeout):
    with connected(getattr(database, user)) as connection:
        settings = ["statement_timeout", "lock_timeout", "synchronous_commit"]
        found = [connection.execute(f"show {name}").fetchone()[0] for name in settings]
    assert found == [statement_timeout, lock_timeout, "on"]


def test_backup_reads_every_tenant_and_writes_nothing(database, two_organizations):
    assert _names(database.backup, "select slug from organizations") == {
        "rose-and-lens",
        "old-mill",
    }
    with (
        connected(database.backup) as connection,
        pytest.raises(psycopg.errors.ReadOnlySqlTransaction),
    ):
        connection.execute("update organizations set name = 'x'")


def test_stranger_cannot_enter_the_database(database):
    with connected(database.owner) as connection:
        connection.execute("drop role if exists stranger")
        connection.execute("create role stranger login password 'stranger'")
        stranger = database.owner.set(username="stranger", password="stranger")
        with pytest.raises(DatabaseUnreachable), connected(stranger):
            pass
        connection.execute("drop role stranger")


def test_everything_goes_down_and_up_again(database):
    assert migrate_down(database.owner, "base") is None
    left = _names(
        database.owner,
        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
    )
    assert left == {"alembic_version"}
    assert migrate_up(database.owner) == head_revision()
    assert check_database(database.owner) == []


def test_tables_made_by_migrations_belong_to_the_owner(database):
    owners = "select distinct tableowner from pg_tables where schemaname = 'public'"
    assert _names(database.owner, owners) == {OWNER}


def test_two_runners_take_turns(database):
    migrate_down(database.owner, "base")
    with ThreadPoolExecutor(2) as people:
        reached = list(people.map(lambda _: migrate_up(database.owner), range(2)))
    assert reached == [head_revision()] * 2


@pytest.mark.parametrize("revision", ["20200101000000_nowhere", "", "-400"])
def test_revision_that_does_not_exist_is_refused_in_words(database, revision):
    with pytest.raises(MigrationRefused, match="Cannot migrate"):
        migrate_down(database.owner, revision)


def test_current_revision_is_told(database):
    engine = create_engine(database.owner)
    with engine.connect() as connection:
        assert current_revision(connection) == head_revision()
        assert connection.execute(text("select 1")).scalar() == 1
    engine.dispose()


def test_roles_are_ten_and_three_of_them_sign_in():
    assert len({role.name for role in ROLES}) == 10
    assert {role.name for role in ROLES if role.signs_in} == {APP, WORKER, "wedforms_backup"}
