"""Connections to the database as the application makes them: bounded, durable, decimal."""

from __future__ import annotations

from time import monotonic
from typing import Any, Final

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from wedforms.core.jsonb import dumps, loads

_DURABLE: Final = frozenset({"on", "remote_apply"})
_TRUSTED_SECONDS: Final = 5.0


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
        json_serializer=dumps,
        json_deserializer=loads,
    )
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
    if setting not in _DURABLE:
        connection.close()
        raise NotDurable(setting)


def _note_return(_connection: Any, entry: ConnectionPoolEntry) -> None:
    entry.info["returned_at"] = monotonic()


def _check_if_idle(connection: Any, entry: ConnectionPoolEntry, _proxy: Any) -> None:
    """A connection that lay idle is asked first, a busy one is trusted: no round trip when hot."""
    if monotonic() - entry.info.get("returned_at", monotonic()) < _TRUSTED_SECONDS:
        return
    try:
        connection.execute("select 1")
        connection.rollback()
    except Exception as fault:
        raise DisconnectionError("the database went away") from fault
