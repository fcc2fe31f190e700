"""Connections give up in time, commit durably, and come back after the server went away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from decimal import Decimal

import pytest
from psycopg.errors import LockNotAvailable, QueryCanceled
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from wedforms.core import engine as engine_module
from wedforms.core.engine import NotDurable, create_engine_for
from wedforms.core.lookup import readiness
from wedforms.database.migrate import head_revision

pytestmark = pytest.mark.both_postgres


@pytest.fixture
def engine_with(database) -> Iterator[Callable[..., Engine]]:
    """Make engines of the application that are closed at the end."""
    with ExitStack() as opened:

        def make(**settings: str) -> Engine:
            made = create_engine_for(database.app, **settings)
            opened.callback(made.dispose)
            return made

        yield make


@pytest.mark.parametrize("setting", ["off", "local", "remote_write"])
def test_a_database_that_may_lose_a_commit_is_refused(database, owner_engine, engine_with, setting):
    with owner_engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        name = database.app.database
        change = f'alter role wedforms_app in database "{name}" '
        connection.execute(text(f"{change} set synchronous_commit = {setting}"))
        try:
            with pytest.raises(NotDurable, match=setting):
                engine_with().connect()
        finally:
            connection.execute(text(f"{change} reset synchronous_commit"))
    with engine_with().connect() as allowed:
        assert allowed.execute(text("show synchronous_commit")).scalar_one() == "on"


def test_a_statement_that_takes_too_long_is_stopped(engine_with):
    engine = engine_with(statement_timeout="100ms")
    with engine.connect() as connection, pytest.raises(OperationalError) as raised:
        connection.execute(text("select pg_sleep(5)"))
    assert isinstance(raised.value.orig, QueryCanceled)


def test_a_lock_that_is_held_too_long_is_not_waited_for(engine_with, form):
    engine = engine_with(lock_timeout="100ms")
    tenant = text(f"set local app.organization_id = '{form.organization_id}'")
    lock = text("select 1 from forms for update")
    with engine.connect() as holder, engine.connect() as waiter:
        for connection in (holder, waiter):
            connection.execute(tenant)
        holder.execute(lock)
        with pytest.raises(OperationalError) as raised:
            waiter.execute(lock)
    assert isinstance(raised.value.orig, LockNotAvailable)


def test_a_database_that_takes_longer_than_a_second_is_not_ready(engine_with, owner_engine):
    engine = engine_with()
    with owner_engine.begin() as holder:
        holder.execute(text("lock table alembic_version in access exclusive mode"))
        with pytest.raises(OperationalError) as raised:
            readiness(engine)
    # Nobody waited for the server to give up, which it does after two seconds.
    assert not isinstance(raised.value.orig, LockNotAvailable)
    assert readiness(engine).revision == head_revision()


def test_the_limits_are_five_and_two_seconds_unless_told(engine_with):
    with engine_with().connect() as connection:
        assert connection.execute(text("show statement_timeout")).scalar_one() == "5s"
        assert connection.execute(text("show lock_timeout")).scalar_one() == "2s"


def test_numbers_in_json_are_decimals(engine):
    with engine.connect() as connection:
        found = connection.execute(text("""select '{"a": 1.10, "b": 2}'::jsonb""")).scalar_one()
    assert found == {"a": Decimal("1.10"), "b": 2}
    assert str(found["a"]) == "1.10"
    assert isinstance(found["b"], int)


def test_an_idle_connection_that_is_mute_is_replaced(engine, owner_engine, monkeypatch):
    monkeypatch.setattr(engine_module, "_TRUSTED_SECONDS", 0.0)
    monkeypatch.setattr(engine_module, "_was_ended", lambda _: False)
    engine.dispose()
    with engine.connect() as connection:
        process = process_of(connection)
    end_process(owner_engine, process)
    with engine.connect() as connection:
        assert process_of(connection) != process


def test_connections_that_were_ended_are_replaced_at_once(engine, owner_engine):
    engine.dispose()
    with engine.connect() as one, engine.connect() as other:
        ended = {process_of(one), process_of(other)}
    for process in ended:
        end_process(owner_engine, process)
    with engine.connect() as one, engine.connect() as other:
        assert not ended & {process_of(one), process_of(other)}


def test_a_connection_that_is_there_is_used_again(engine):
    engine.dispose()
    used = set()
    for _ in range(3):
        with engine.connect() as connection:
            used.add(process_of(connection))
    assert len(used) == 1


def test_what_ends_in_the_middle_of_work_fails_once(engine, owner_engine):
    with engine.connect() as connection:
        end_process(owner_engine, process_of(connection))
        with pytest.raises(OperationalError):
            connection.execute(text("select 1"))
    with engine.connect() as connection:
        assert connection.execute(text("select 1")).scalar_one() == 1


def process_of(connection: Connection) -> int:
    """The server's process behind the connection."""
    return connection.execute(text("select pg_backend_pid()")).scalar_one()


def end_process(owner_engine: Engine, process: int) -> None:
    """End it, and wait until it is gone."""
    with owner_engine.connect() as connection:
        ended = text("select pg_terminate_backend(:process, 5000)")
        assert connection.execute(ended, {"process": process}).scalar_one()
