"""The roles of the database: who owns, who works, and who may do one narrow thing for others.

Nobody who signs in owns anything. A definer owns the functions that do its one thing; it cannot
sign in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, LiteralString

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

OWNER: Final = "wedforms_owner"
APP: Final = "wedforms_app"
WORKER: Final = "wedforms_worker"
BACKUP: Final = "wedforms_backup"
LOOKUP: Final = "wedforms_lookup"
SEARCH: Final = "wedforms_search"
AUDIT: Final = "wedforms_audit"
OUTBOX: Final = "wedforms_outbox"
ERASER: Final = "wedforms_eraser"
ACCOUNTS: Final = "wedforms_accounts"
DEFINERS: Final = (LOOKUP, SEARCH, AUDIT, OUTBOX, ERASER, ACCOUNTS)

_ROLES_LOCK: Final = 7_303_001
_NEVER: Final = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"


@dataclass(frozen=True, slots=True)
class Role:
    """One role: its attributes as SQL, and the settings each of its sessions begins with."""

    name: str
    attributes: LiteralString
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def signs_in(self) -> bool:
        """Whether people or programs connect as this role."""
        return " LOGIN" in f" {self.attributes}"


ROLES: Final = (
    Role(OWNER, f"NOLOGIN NOINHERIT NOBYPASSRLS {_NEVER}"),
    Role(
        APP,
        f"LOGIN NOINHERIT NOBYPASSRLS {_NEVER}",
        {
            "statement_timeout": "5s",
            "lock_timeout": "2s",
            "idle_in_transaction_session_timeout": "30s",
            "synchronous_commit": "on",
            "search_path": "public",
        },
    ),
    Role(
        WORKER,
        f"LOGIN NOINHERIT NOBYPASSRLS {_NEVER}",
        {
            "statement_timeout": "60s",
            "lock_timeout": "5s",
            "idle_in_transaction_session_timeout": "5min",
            "synchronous_commit": "on",
            "search_path": "public",
        },
    ),
    # Dumps must see every tenant; it is given to nobody else and reads only.
    Role(BACKUP, f"LOGIN INHERIT BYPASSRLS {_NEVER}", {"default_transaction_read_only": "on"}),
    *(Role(name, f"NOLOGIN NOINHERIT NOBYPASSRLS {_NEVER}") for name in DEFINERS),
)


def create_roles(
    connection: psycopg.Connection[TupleRow], *, passwords: Mapping[str, str] | None = None
) -> None:
    """Create the roles that are missing and set the attributes of all; safe to repeat.

    A role without a password in `passwords` keeps the one it has (none at first: an operator
    sets it with `ALTER ROLE … PASSWORD`).
    """
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(%s)", [_ROLES_LOCK])
        for role in ROLES:
            _create(connection, role)
            _set_password(connection, role, (passwords or {}).get(role.name))
        # So that a migration, which runs as the owner, can hand a function to its definer.
        for name in DEFINERS:
            connection.execute(_words("GRANT {} TO {}", name, OWNER))
        connection.execute(_words("GRANT pg_read_all_data TO {}", BACKUP))


def prepare_database(connection: psycopg.Connection[TupleRow]) -> None:
    """Close the connected database to PUBLIC and give it to the owner; safe to repeat."""
    name = connection.info.dbname
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(%s)", [_ROLES_LOCK])
        connection.execute(_words("REVOKE ALL ON DATABASE {} FROM PUBLIC", name))
        connection.execute(_words("GRANT CREATE ON DATABASE {} TO {}", name, OWNER))
        for role in ROLES:
            if role.signs_in:
                connection.execute(_words("GRANT CONNECT ON DATABASE {} TO {}", name, role.name))
        connection.execute(_words("ALTER SCHEMA public OWNER TO {}", OWNER))
        connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        for one in (APP, WORKER, *DEFINERS):
            connection.execute(_words("GRANT USAGE ON SCHEMA public TO {}", one))
        # A function is executable by everybody unless told otherwise; here it is told.
        connection.execute(
            _words(
                "ALTER DEFAULT PRIVILEGES FOR ROLE {} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
                OWNER,
            )
        )


def _create(connection: psycopg.Connection[TupleRow], role: Role) -> None:
    known = connection.execute("select 1 from pg_roles where rolname = %s", [role.name]).fetchone()
    if known is None:
        connection.execute(_words("CREATE ROLE {}", role.name))
    connection.execute(_words("ALTER ROLE {} WITH ", role.name) + sql.SQL(role.attributes))
    for setting, value in role.settings.items():
        connection.execute(
            _words("ALTER ROLE {} SET {} = ", role.name, setting) + sql.Literal(value)
        )


def _set_password(
    connection: psycopg.Connection[TupleRow], role: Role, password: str | None
) -> None:
    if password is None or not role.signs_in:
        return
    # Hashed on this side, so that the password reaches neither the wire nor the server's log.
    secret = connection.pgconn.encrypt_password(
        password.encode(), role.name.encode(), b"scram-sha-256"
    )
    statement = _words("ALTER ROLE {} WITH PASSWORD ", role.name)
    connection.execute(statement + sql.Literal(secret.decode()))


def _words(statement: LiteralString, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*(sql.Identifier(name) for name in names))
