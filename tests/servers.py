"""PostgreSQL for the tests: a few warm servers, each with one migrated template to clone from.

The data folders stay between runs, so that a test is ready to start in a fraction of a second.
Each run (and each xdist worker) takes folders that nobody else holds at the moment.
"""

from __future__ import annotations

import hashlib
import itertools
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from psycopg import sql

from wedforms.database.addresses import Addresses, addresses, connected
from wedforms.database.administer import bring_up
from wedforms.database.binaries import Binaries, find_binaries, system_binaries
from wedforms.database.errors import FolderInUse
from wedforms.database.migrate import FOLDER as MIGRATIONS
from wedforms.database.roles import APP, BACKUP, OWNER, WORKER, create_roles
from wedforms.database.server import Server, start

ROOT: Final = Path(__file__).resolve().parents[1]
WARM: Final = ROOT / "var" / f"tests-{os.geteuid()}"
NEWEST, OLDEST = 18, 15


@dataclass
class TestServer:
    """One server with its template; `clone` gives a database of its own to a test."""

    __test__ = False

    server: Server
    template: str
    _numbers: itertools.count = field(default_factory=itertools.count)

    def clone(self) -> Addresses:
        name = f"test_{next(self._numbers)}"
        with connected(self.server.url) as connection:
            connection.execute(_words("DROP DATABASE IF EXISTS {} WITH (FORCE)", name))
            connection.execute(
                _words("CREATE DATABASE {} OWNER {} TEMPLATE {}", name, OWNER, self.template)
            )
            _open_to_roles(connection, name)
        return addresses(self.server, name)

    def drop(self, database: Addresses) -> None:
        with connected(self.server.url) as connection:
            connection.execute(_words("DROP DATABASE {} WITH (FORCE)", database.owner.database))


def start_test_server(major: int) -> TestServer:
    """A warm server of this major version that no other run holds, its template up to date."""
    server = _start_first_free(_binaries(major))
    try:
        return TestServer(server, _template(server))
    except BaseException:
        server.stop()
        raise


def _binaries(major: int) -> Binaries:
    found = find_binaries() if major == NEWEST else system_binaries(major)
    assert found.major == major, f"PostgreSQL {major} is needed, {found.folder} is {found.major}"
    return found


def _start_first_free(binaries: Binaries) -> Server:
    for number in itertools.count():
        try:
            return start(
                WARM / f"postgres-{binaries.major}-{number}", binaries=binaries, durable=False
            )
        except FolderInUse:
            continue
    raise AssertionError("counting never ends")


def _template(server: Server) -> str:
    """The migrated database named for the sources that made it; all others are dropped."""
    name = f"template_{_fingerprint()}"
    with connected(server.url) as connection:
        # Roles belong to the whole server: a run that was cut off may have left them spoilt.
        create_roles(connection, passwords=_passwords(server))
        known = {row[0] for row in connection.execute("select datname from pg_database")}
        for other in sorted(known - {name, "postgres", "template0", "template1"}):
            connection.execute(_words("DROP DATABASE {} WITH (FORCE)", other))
        if name not in known:
            bring_up(server.url.set(database=f"{name}_unfinished"), passwords=_passwords(server))
            connection.execute(_words("ALTER DATABASE {} RENAME TO {}", f"{name}_unfinished", name))
    return name


def _passwords(server: Server) -> dict[str, str]:
    kept = server.passwords
    return {APP: kept.app, WORKER: kept.worker, BACKUP: kept.backup}


def _fingerprint() -> str:
    """Equal sources give an equal template."""
    makers = [ROOT / "wedforms" / "database" / name for name in ("roles.py", "administer.py")]
    sources = [*MIGRATIONS.rglob("*.py"), *MIGRATIONS.rglob("*.sql"), *makers]
    content = hashlib.sha256()
    for path in sorted(sources):
        content.update(path.read_bytes())
    return content.hexdigest()[:16]


def _open_to_roles(connection, name: str) -> None:
    """What a clone does not inherit from its template: who may connect."""
    connection.execute(_words("REVOKE ALL ON DATABASE {} FROM PUBLIC", name))
    for role in (APP, WORKER, BACKUP):
        connection.execute(_words("GRANT CONNECT ON DATABASE {} TO {}", name, role))


def _words(statement: str, *names: str | None) -> sql.Composed:
    return sql.SQL(statement).format(*(sql.Identifier(name or "") for name in names))
