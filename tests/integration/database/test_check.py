"""The catalogue check finds nothing in a clean database and each planted fault in a spoilt one."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.integration.database.planted_faults import PLANTED, Planted
from wedforms.database.addresses import connected
from wedforms.database.check import RULES, check_database, find_faults
from wedforms.database.migrate import head_revision, migrate_down

pytestmark = pytest.mark.both_postgres
OF_A_WHOLE_DATABASE = {"database_open", "setting_overridden", "table_foreign"}


@pytest.fixture
def connection(module_database):
    with connected(module_database.owner) as opened, opened.transaction(force_rollback=True):
        yield opened


def test_clean_database_has_no_fault(connection):
    assert [str(fault) for fault in find_faults(connection)] == []


@pytest.mark.parametrize(
    "planted", PLANTED, ids=[f"{one.kind}-{number}" for number, one in enumerate(PLANTED)]
)
def test_planted_fault_is_caught(connection, planted: Planted):
    connection.execute(planted.sql)
    found = {(fault.kind, fault.place) for fault in find_faults(connection)}
    assert (planted.kind, planted.place) in found


def test_every_rule_has_a_fault_planted_against_it():
    assert {rule.kind for rule in RULES} == {one.kind for one in PLANTED} | OF_A_WHOLE_DATABASE


def test_foreign_table_is_caught(connection):
    connection.execute("create foreign data wrapper elsewhere")
    connection.execute("create server elsewhere foreign data wrapper elsewhere")
    connection.execute("create foreign table far (organization_id uuid) server elsewhere")
    assert ("table_foreign", "far") in {(one.kind, one.place) for one in find_faults(connection)}


@pytest.mark.parametrize(
    ("kind", "statement"),
    [
        ("database_open", "grant connect on database {} to public"),
        ("setting_overridden", "alter database {} set synchronous_commit = off"),
        ("setting_overridden", "alter role wedforms_app in database {} set statement_timeout = 0"),
    ],
)
def test_fault_of_the_whole_database_is_caught(connection, module_database, kind, statement):
    connection.execute(statement.format(module_database.owner.database))
    assert kind in {fault.kind for fault in find_faults(connection)}


def test_schema_without_migrations_is_one_fault(database):
    migrate_down(database.owner, "base")
    with connected(database.owner) as opened:
        opened.execute("drop table alembic_version")
    assert [fault.kind for fault in check_database(database.owner)] == ["schema_missing"]


def test_older_schema_is_told(database, owner_engine):
    with owner_engine.connect() as opened:
        assert (
            opened.execute(text("select version_num from alembic_version")).scalar()
            == head_revision()
        )
    migrate_down(database.owner, "-1")
    assert "revision_differs" in {fault.kind for fault in check_database(database.owner)}


def test_fault_reads_as_a_line_of_words(connection):
    connection.execute("alter table clients disable row level security")
    assert [str(fault) for fault in find_faults(connection)] == [
        "clients: has row level security off"
    ]
