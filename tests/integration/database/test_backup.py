"""A backup is one command, and so is its restore; the copy keeps every promise and every row."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from psycopg import sql
from psycopg.errors import InsufficientPrivilege, ReadOnlySqlTransaction
from sqlalchemy import text

from tests.factories.every_table import fill_every_table
from wedforms.database.addresses import Addresses, connected
from wedforms.database.administer import create_database
from wedforms.database.binaries import find_binaries, system_binaries
from wedforms.database.check import check_database

pytestmark = pytest.mark.both_postgres


def plain(url) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def checksums(database: Addresses) -> dict[str, str]:
    """Of every table with organizations: its rows by organization, as one digest."""
    with connected(database.owner) as connection:
        tables = connection.execute(
            "select table_name from information_schema.columns"
            " where table_schema = 'public' and column_name = 'organization_id'"
        ).fetchall()
        return {
            f"{table} {organization}": digest
            for (table,) in tables
            for organization, digest in connection.execute(
                sql.SQL(
                    "select organization_id, md5(string_agg(one::text, '|' order by one::text))"
                    " from {} one group by 1"
                ).format(sql.Identifier(table))
            )
        }


def sequences(database: Addresses) -> dict[str, int]:
    """Where every sequence stands."""
    with connected(database.owner) as connection:
        rows = connection.execute(
            "select schemaname || '.' || sequencename, coalesce(last_value, 0) from pg_sequences"
        )
        return dict(rows.fetchall())


@contextmanager
def copied(postgres, database: Addresses, folder: Path) -> Iterator[Addresses]:
    """The database again, from a dump that the backup role made."""
    with connected(database.owner) as connection:
        major = connection.info.server_version // 10_000
    programs = find_binaries() if major == 18 else system_binaries(major)
    dump = folder / "wedforms.dump"
    dumping = [programs.program("pg_dump"), "--format=custom", f"--file={dump}"]
    subprocess.run([*dumping, plain(database.backup)], check=True)
    name = f"{database.owner.database}_copy"
    made = Addresses(
        *(url.set(database=name) for url in (database.owner, database.app, database.worker, database.backup))
    )  # fmt: skip
    create_database(made.owner)
    restoring = [programs.program("pg_restore"), "--clean", "--if-exists", "--exit-on-error"]
    subprocess.run([*restoring, f"--dbname={plain(made.owner)}", dump], check=True)
    yield made
    postgres.drop(made)


@pytest.fixture
def copy(postgres, database: Addresses, two_organizations, owner_engine, tmp_path):
    """A copy of rows in every table."""
    with owner_engine.begin() as connection:
        for tenant in (two_organizations.ours, two_organizations.theirs):
            fill_every_table(connection, tenant)
            announced = "select announce_event('form.published', :mine, '{}', null)"
            connection.execute(text(announced), {"mine": tenant.id})
    with copied(postgres, database, tmp_path) as made:
        yield made


def test_the_copy_keeps_every_promise_and_every_row(database: Addresses, copy: Addresses):
    before = checksums(database)
    assert len(before) > 50
    assert checksums(copy) == before
    assert check_database(copy.owner) == []


def test_what_counts_goes_on_where_it_stood(database: Addresses, copy: Addresses):
    stands = sequences(database)
    assert stands["jobs.procrastinate_jobs_id_seq"] >= 2
    assert sequences(copy) == stands


def test_an_organization_sees_its_own_rows_only_in_the_copy(copy: Addresses, two_organizations):
    ours = str(two_organizations.ours.id)
    with connected(copy.app) as connection:
        assert connection.execute("select count(*) from clients").fetchone() == (0,)
        connection.execute("select set_config('app.organization_id', %s, false)", [ours])
        assert connection.execute(
            "select distinct organization_id::text from clients"
        ).fetchall() == [(ours,)]
        with pytest.raises(InsufficientPrivilege):
            connection.execute("delete from clients")


def test_the_backup_role_reads_everything_and_writes_nothing(database: Addresses):
    with connected(database.backup) as connection:
        connection.execute("set default_transaction_read_only = off")
        with pytest.raises((InsufficientPrivilege, ReadOnlySqlTransaction)):
            connection.execute("set transaction read write; update clients set notes = ''")
