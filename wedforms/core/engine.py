"""Connections to the database as the application makes them: bounded, durable, decimal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from select import POLLIN, poll
from time import monotonic
from typing import Any, Final, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from wedforms.core.jsonb import dumps, loads

#: Values of synchronous_commit with which an acknowledged commit survives a crash.
DURABLE: Final = frozenset({"on", "remote_apply"})
_TRUSTED_SECONDS: Final = 5.0
#: How long a connection that lay idle may take to say that it is still there.
_ALIVE_SECONDS: Final = 2.0
#: What the server may take beyond its own limit before nobody waits for it any more.
_LENIENCE_SECONDS: Final = 1.0
_LOOK_SECONDS: Final = 0.1
_UNITS: Final = {"ms": 0.001, "s": 1.0}

Result = TypeVar("Result")


class PatientConnection(psycopg.Connection[Any]):
    """A connection that gives up when the server does not answer within `patience` seconds.

    The server's own limits end nothing while it is stopped, or while the network swallows words.
    """

    patience: float = _ALIVE_SECONDS

    def wait(
        self, gen: PQGen[Result], interval: float = _LOOK_SECONDS, timeout: float | None = None
    ) -> Result:
        """Wait for an answer; raises OperationalError, and is closed then."""
        try:
            return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.close()
            raise


@contextmanager
def waiting_for(connection: Connection, seconds: float) -> Iterator[None]:
    """Give up sooner than usual on this connection; what is given up is closed."""
    driven: Any = connection.connection.driver_connection
    usual, driven.patience = driven.patience, seconds
    try:
        yield
    finally:
        driven.patience = usual


class NotDurable(RuntimeError):
    """The database acknowledges commits that a crash can lose (synchronous_commit is off)."""

    def __init__(self, setting: str) -> None:
        self.setting = setting
        super().__init__(f"synchronous_commit is {setting}: an acknowledged answer could be lost")


def create_engine_for(
    url: URL | str,
    *,
    statement_timeout: str = "5s",
    lock_timeout: str = "2s",
    connect_timeout: int = 2,
    pool_size: int = 5,
    application_name: str = "wedforms",
) -> Engine:
    """An engine whose connections give up in time, speak `Decimal`, and commit durably."""
    settings = {"statement_timeout": statement_timeout, "lock_timeout": lock_timeout}
    engine = create_engine(
        url,
        connect_args={
            "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
            "connect_timeout": connect_timeout,
            "application_name": application_name,
        },
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=2,
        hide_parameters=True,
        json_serializer=dumps,
        json_deserializer=loads,
    )
    patience = _seconds(statement_timeout) + _LENIENCE_SECONDS
    event.listen(engine, "do_connect", partial(_connect, patience=patience))
    event.listen(engine, "connect", _require_durable_commits)
    event.listen(engine, "checkin", _note_return)
    event.listen(engine, "checkout", _check_if_idle)
    return engine


def session_factory(engine: Engine) -> sessionmaker[Session]:
    """Sessions on the engine, for `tenant_transaction`; what was read stays readable after it."""
    return sessionmaker(engine, expire_on_commit=False)


def _require_durable_commits(connection: Any, _entry: ConnectionPoolEntry) -> None:
    setting = connection.execute("select current_setting('synchronous_commit')").fetchone()[0]
    connection.rollback()
    if setting not in DURABLE:
        connection.close()
        raise NotDurable(setting)


def _note_return(_connection: Any, entry: ConnectionPoolEntry) -> None:
    entry.info["returned_at"] = monotonic()


def _check_if_idle(connection: Any, entry: ConnectionPoolEntry, _proxy: Any) -> None:
    """One that was ended is dropped; one that lay idle is asked first: no round trip when hot."""
    if _was_ended(connection):
        raise DisconnectionError("the database ended the connection")
    if monotonic() - entry.info.get("returned_at", monotonic()) < _TRUSTED_SECONDS:
        return
    usual, connection.patience = connection.patience, _ALIVE_SECONDS
    try:
        connection.execute("select 1")
        connection.rollback()
    except Exception as fault:
        raise DisconnectionError("the database went away") from fault
    finally:
        connection.patience = usual


def _was_ended(connection: Any) -> bool:
    """Nobody asked it anything: what its socket has to say is that it ends, or has ended."""
    if connection.closed:
        return True
    sockets = poll()
    sockets.register(connection.fileno(), POLLIN)
    return bool(sockets.poll(0))


def _connect(
    _dialect: Any, _entry: Any, given: Any, named: Any, *, patience: float
) -> PatientConnection:
    connection = PatientConnection.connect(*given, **named)
    connection.patience = patience
    return connection


def _seconds(duration: str) -> float:
    """The seconds of `5s` or `100ms`."""
    unit = duration.lstrip("0123456789")
    return float(duration.removesuffix(unit)) * _UNITS[unit]
