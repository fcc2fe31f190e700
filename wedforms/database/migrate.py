"""Bringing the schema up and down: Alembic's migrations, run as the owner, one runner at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, Connection, NullPool, create_engine, text
from sqlalchemy.exc import OperationalError

from wedforms.database.errors import MigrationRefused
from wedforms.database.roles import OWNER
from wedforms.lib.places import migrations_folder

FOLDER: Final = migrations_folder()
BASE: Final = "base"
HEAD: Final = "head"
_MIGRATIONS_LOCK: Final = 7_303_002
_LOCK_PATIENCE: Final = "60s"


def migrate_up(url: URL, revision: str = HEAD) -> str | None:
    """Apply the migrations up to `revision`; return the revision reached."""
    with _owner_connection(url) as connection:
        _run(command.upgrade, connection, revision)
        return current_revision(connection)


def migrate_down(url: URL, revision: str) -> str | None:
    """Take the migrations after `revision` back ("base": all); return the revision reached."""
    with _owner_connection(url) as connection:
        _run(command.downgrade, connection, revision)
        return current_revision(connection)


def current_revision(connection: Connection) -> str | None:
    """The revision that the connected database is at; None before the first migration."""
    return MigrationContext.configure(connection).get_current_revision()


def head_revision() -> str:
    """The newest revision that this code brings."""
    head = ScriptDirectory(str(FOLDER)).get_current_head()
    assert head is not None, "there is at least one migration"
    return head


@contextmanager
def _owner_connection(url: URL) -> Iterator[Connection]:
    """A connection that is the owner and holds the lock of migrations until it closes."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        # Session-wide, hence committed: a rolled-back migration must not undo them.
        connection.execute(text(f"set lock_timeout = '{_LOCK_PATIENCE}'"))
        try:
            connection.execute(text(f"select pg_advisory_lock({_MIGRATIONS_LOCK})"))
        except OperationalError as fault:
            raise MigrationRefused("Another migration is running on this database.") from fault
        connection.execute(text(f"set role {OWNER}"))
        connection.execute(text("reset lock_timeout"))
        connection.commit()
        yield connection
    engine.dispose()


def _run(step: Callable[[Config, str], None], connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    try:
        step(config, revision)
    except (CommandError, AssertionError) as fault:
        reason = str(fault) or "there is no such revision"
        raise MigrationRefused(f"Cannot migrate to “{revision}”: {reason}.") from fault
    connection.commit()
