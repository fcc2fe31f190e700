"""What `wedforms db` does: make the database, bring it up to date, take it back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from psycopg import sql
from sqlalchemy import URL

from wedforms.database.addresses import Addresses, addresses, connected, read_url
from wedforms.database.binaries import find_binaries
from wedforms.database.migrate import migrate_up
from wedforms.database.roles import APP, BACKUP, OWNER, WORKER, create_roles, prepare_database
from wedforms.database.server import Server, start


@dataclass(frozen=True, slots=True)
class Database:
    """A database that answers: a configured one, or one on a server that we started."""

    addresses: Addresses
    server: Server | None = None

    def up(self) -> str | None:
        """Make roles, database and schema as this code needs them; return the revision."""
        return bring_up(self.addresses.owner, passwords=self._passwords())

    def stop(self) -> None:
        """Stop the server if it is ours."""
        if self.server is not None:
            self.server.stop()

    def _passwords(self) -> dict[str, str]:
        if self.server is None:
            return {}
        kept = self.server.passwords
        return {APP: kept.app, WORKER: kept.worker, BACKUP: kept.backup}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_ended: object) -> None:
        self.stop()


def open_database(
    folder: Path,
    *,
    app_url: str = "",
    worker_url: str = "",
    owner_url: str = "",
    programs: str = "",
) -> Database:
    """The configured database when one of the addresses is given, else our own in `folder`.

    `programs` is the folder of PostgreSQL's programs for our own (WEDFORMS_PG_BIN).
    """
    given = app_url or worker_url or owner_url
    if given:
        app, worker, owner = (read_url(one or given) for one in (app_url, worker_url, owner_url))
        return Database(Addresses(owner=owner, app=app, worker=worker, backup=owner))
    server = start(folder, binaries=find_binaries(configured=Path(programs) if programs else None))
    return Database(addresses(server), server)


def bring_up(owner: URL, *, passwords: dict[str, str] | None = None) -> str | None:
    """Create what is missing of roles and database, then apply every migration."""
    create_database(owner, passwords=passwords)
    return migrate_up(owner)


def create_database(owner: URL, *, passwords: dict[str, str] | None = None) -> None:
    """Create roles and an empty, closed database at `owner`'s address; safe to repeat."""
    name = owner.database or ""
    with connected(owner.set(database="postgres")) as connection:
        create_roles(connection, passwords=passwords)
        known = connection.execute("select 1 from pg_database where datname = %s", [name])
        if known.fetchone() is None:
            statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0")
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(OWNER)))
    with connected(owner) as connection:
        prepare_database(connection)
