"""The worker waits for a database that went away, and stops in order when it is told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from psycopg import sql

from tests.cli.conftest import plain
from tests.published import database, engine, ours, published, two_organizations
from wedforms.database.addresses import Addresses, connected

__all__ = ["database", "engine", "ours", "published", "two_organizations"]

PATIENCE = 90.0


@pytest.fixture
def worker(database: Addresses, tmp_path) -> Iterator[subprocess.Popen[str]]:
    """A worker on the database of this test."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith("WEDFORMS_")
    }
    own = {
        "WEDFORMS_WORKER_DATABASE_URL": plain(database.worker),
        "WEDFORMS_DATA_FOLDER": str(tmp_path),
        "WEDFORMS_SECRET_KEY": "a secret of at least thirty-two characters",
    }
    program = subprocess.Popen(
        [sys.executable, "-m", "wedforms", "worker"],
        env=inherited | own,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield program
    if program.poll() is None:
        program.kill()
    program.communicate()


def waiting_jobs(database: Addresses) -> int:
    with connected(database.owner) as connection:
        query = "select count(*) from jobs.procrastinate_jobs where status in ('todo', 'doing') and scheduled_at is null"
        return connection.execute(query).fetchone()[0]


def wait_until_done(database: Addresses, worker: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while waiting_jobs(database):
        assert worker.poll() is None, worker.communicate()[1]
        assert time.monotonic() < deadline
        time.sleep(0.2)


def close_for_a_while(database: Addresses, *, seconds: float) -> None:
    """What a restart of the server is to those who use it: cut off, then let in again."""
    name = sql.Identifier(database.owner.database)
    allow = sql.SQL("alter database {} allow_connections {}")
    with connected(database.owner.set(database="postgres")) as connection:
        connection.execute(allow.format(name, sql.SQL("false")))
        connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s",
            [database.owner.database],
        )
        time.sleep(seconds)
        connection.execute(allow.format(name, sql.SQL("true")))


def test_a_job_announced_after_the_database_came_back_is_done(database, worker, ours):
    ours.send("photography-contract")
    assert waiting_jobs(database) > 0
    wait_until_done(database, worker)
    ours.engine.dispose()
    close_for_a_while(database, seconds=2)
    ours.send("photography-contract")
    wait_until_done(database, worker)
    worker.send_signal(signal.SIGTERM)
    words = worker.communicate(timeout=PATIENCE)[1]
    assert (worker.returncode, "The database went away" in words) == (0, True), words
