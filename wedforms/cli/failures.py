"""Failures that people can mend, in words; all others are faults of ours and keep their trace."""

from __future__ import annotations

from typing import Final

import psycopg
from procrastinate.exceptions import ConnectorException
from psycopg import errors as refused
from sqlalchemy.exc import ArgumentError, DBAPIError

from wedforms.accounts.errors import AccountError
from wedforms.core.engine import NotDurable
from wedforms.core.limits import LimitReached
from wedforms.database.errors import DatabaseError
from wedforms.demo.errors import DemoError
from wedforms.documents.errors import DocumentError
from wedforms.files.errors import FileError
from wedforms.forms.errors import FormError
from wedforms.lib.listening import CannotListen
from wedforms.settings import SettingsRejected

#: Failures whose message is written for the person who runs the command.
_SAYING: Final = (
    AccountError,
    CannotListen,
    DatabaseError,
    DemoError,
    DocumentError,
    FileError,
    FormError,
    LimitReached,
    NotDurable,
    SettingsRejected,
)
_NO_SCHEMA: Final = (
    refused.UndefinedTable,
    refused.UndefinedFunction,
    refused.UndefinedColumn,
    refused.InvalidSchemaName,
)


def words_of(failure: Exception) -> str:
    """What to tell the person who ran the command; empty when the fault is ours."""
    if isinstance(failure, _SAYING):
        return str(failure)
    if isinstance(failure, DBAPIError) and isinstance(failure.orig, psycopg.Error):
        return _of_database(failure.orig)
    if isinstance(failure, psycopg.Error):
        return _of_database(failure)
    if isinstance(failure, ConnectorException) and isinstance(failure.__cause__, psycopg.Error):
        return _of_database(failure.__cause__)
    if isinstance(failure, ArgumentError):
        return f"The database's address cannot be read: {failure}"
    if isinstance(failure, OSError):
        return f"{failure.filename or 'The output'}: {failure.strerror}."
    return ""


def _of_database(failure: psycopg.Error) -> str:
    reason = failure.diag.message_primary or next(iter(str(failure).splitlines()), "")
    if isinstance(failure, _NO_SCHEMA):
        return f"The database has no schema, or not this version's: {reason}. Run: wedforms db up"
    if isinstance(failure, refused.InsufficientPrivilege):
        return (
            f"The database does not allow it: {reason}. `wedforms db` needs "
            "WEDFORMS_OWNER_DATABASE_URL with a role that may become wedforms_owner."
        )
    if isinstance(failure, refused.QueryCanceled | refused.LockNotAvailable):
        return f"The database is too busy just now: {reason}."
    if failure.sqlstate is None:
        return f"The database does not answer: {reason.strip()}"
    return f"The database refuses: {reason}."
