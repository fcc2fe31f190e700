"""Where the database is and who signs in there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import psycopg
from psycopg.rows import TupleRow
from sqlalchemy import URL, make_url

from wedforms.database.cluster import Passwords
from wedforms.database.errors import DatabaseUnreachable
from wedforms.database.roles import APP, BACKUP, WORKER
from wedforms.database.server import Server

DATABASE: Final = "wedforms"
_DRIVER: Final = "postgresql+psycopg"


@dataclass(frozen=True, slots=True)
class Addresses:
    """One database as its several users reach it.

    `owner` may become wedforms_owner and administers; `app` is the web side's, `worker` the jobs'.
    """

    owner: URL
    app: URL
    worker: URL
    backup: URL


def addresses(server: Server, database: str = DATABASE) -> Addresses:
    """The addresses of `database` on an embedded server."""
    return addresses_at(server.url.set(database=database), server.passwords)


def addresses_at(place: URL, passwords: Passwords) -> Addresses:
    """The addresses of the database at `place`, where its administrator signs in."""
    return Addresses(
        owner=place,
        app=place.set(username=APP, password=passwords.app),
        worker=place.set(username=WORKER, password=passwords.worker),
        backup=place.set(username=BACKUP, password=passwords.backup),
    )


def read_url(raw: str | URL) -> URL:
    """A configured address, with the driver that WedForms uses."""
    return make_url(raw).set(drivername=_DRIVER)


@contextmanager
def connected(url: URL) -> Iterator[psycopg.Connection[TupleRow]]:
    """One connection for administration; each statement commits by itself."""
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        connection = psycopg.connect(plain, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as fault:
        raise DatabaseUnreachable(url.host, url.port, url.database) from fault
    with connection:
        yield connection
