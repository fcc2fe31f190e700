"""What commands stand in: the configuration, the database, an organization's open transaction."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlalchemy import URL, Engine
from sqlalchemy.orm import Session

from wedforms.cli.errors import CouldNotRun
from wedforms.core.engine import create_engine_for, session_factory
from wedforms.core.lookup import organization_by_slug
from wedforms.core.tenancy import tenant_transaction
from wedforms.database.addresses import read_url
from wedforms.database.administer import Database
from wedforms.database.join import addresses_if_running, open_or_join
from wedforms.demo.address import address_heard
from wedforms.settings import Settings, read_settings

Transactions = Callable[[], AbstractContextManager[Session]]


def settings_from_environment(*needed: str) -> Settings:
    """The configuration with what is `needed`; raises SettingsRejected with every mistake."""
    return read_settings(os.environ, needed=needed)


def public_url() -> str:
    """Where people find the service: as configured, or where the demo that runs here said."""
    settings = settings_from_environment()
    if settings.database_url or settings.public_url != Settings().public_url:
        return settings.public_url
    return address_heard(Path(settings.data_folder)) or settings.public_url


@contextmanager
def opened_database() -> Iterator[Database]:
    """The configured database, or the embedded one: joined when it runs, started when not."""
    settings = settings_from_environment()
    with open_or_join(
        _folder(settings),
        app_url=settings.database_url,
        worker_url=settings.worker_database_url,
        owner_url=settings.owner_database_url,
        programs=settings.pg_bin,
    ) as database:
        yield database


@contextmanager
def standing_database() -> Iterator[Engine | None]:
    """The configured database, or the embedded one if it runs; it is not started for this."""
    settings = settings_from_environment()
    if settings.database_url:
        address: URL | None = read_url(settings.database_url)
    else:
        running = addresses_if_running(_folder(settings), programs=settings.pg_bin)
        address = running.app if running else None
    if address is None:
        yield None
        return
    engine = create_engine_for(address)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def organization_transaction(slug: str) -> Iterator[Session]:
    """A transaction in which everything belongs to the organization with this slug."""
    with organization_transactions(slug) as transaction, transaction() as session:
        yield session


@contextmanager
def organization_transactions(slug: str) -> Iterator[Transactions]:
    """Several transactions, one after the other, of the organization with this slug."""
    with opened_database() as database:
        engine = create_engine_for(database.addresses.app)
        try:
            if (found := organization_by_slug(engine, slug)) is None:
                raise CouldNotRun(f"There is no organization “{slug}”.")
            yield partial(_transaction, engine, found.organization_id)
        finally:
            engine.dispose()


@contextmanager
def _transaction(engine: Engine, organization_id: UUID) -> Iterator[Session]:
    with session_factory(engine)() as session, tenant_transaction(session, organization_id):
        yield session


def _folder(settings: Settings) -> Path:
    return Path(settings.data_folder) / "postgres"
