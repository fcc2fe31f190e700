"""What can go wrong with the database before the first query, each in one line of words."""

from __future__ import annotations

from pathlib import Path


class DatabaseError(Exception):
    """The database cannot be used."""


class BinariesMissing(DatabaseError):
    """No PostgreSQL 15 or newer was found."""

    def __init__(self, tried: str) -> None:
        super().__init__(
            f"No PostgreSQL 15 or newer was found ({tried}). Set WEDFORMS_DATABASE_URL to a "
            "database, or WEDFORMS_PG_BIN to the folder that holds the program postgres."
        )


class ServerAccountMissing(DatabaseError):
    """PostgreSQL refuses to run as root and there is no other account."""

    def __init__(self, account: str) -> None:
        super().__init__(
            f"PostgreSQL does not run as root and this machine has no account “{account}” to run "
            "it as. Start WedForms as an ordinary user."
        )


class FolderUnusable(DatabaseError):
    """The data folder cannot be used."""

    def __init__(self, folder: Path, reason: str) -> None:
        self.folder = folder
        super().__init__(f"The database folder {folder} cannot be used: {reason}.")


class FolderInUse(FolderUnusable):
    """Another process of this machine runs a server on the same folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "another WedForms on this machine is using it")


class ServerNotStarted(DatabaseError):
    """PostgreSQL did not start."""

    def __init__(self, reason: str, log: Path) -> None:
        self.log = log
        super().__init__(f"PostgreSQL did not start: {reason} (its log: {log})")


class MigrationRefused(DatabaseError):
    """The schema cannot be brought to the asked revision."""


class DatabaseUnreachable(DatabaseError):
    """Nobody answers at the configured address, or the password is wrong."""

    def __init__(self, host: str | None, port: int | None, database: str | None) -> None:
        super().__init__(
            f"The database “{database}” at {host}:{port or 5432} does not let us in. "
            "Is it running, and are the user and password right?"
        )
