"""Fixtures of the tests of the schema: one database a module, two new organizations a test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, NullPool, create_engine
from sqlalchemy.orm import Session, sessionmaker

from tests.factories.every_table import fill_every_table
from tests.factories.organizations import (
    Tenant,
    TwoOrganizations,
    insert_organization,
    insert_two_organizations,
)
from tests.factories.reading import Ledger
from tests.factories.submissions import PublishedForm, insert_form
from wedforms.core.engine import create_engine_for, session_factory
from wedforms.core.jsonb import dumps, loads
from wedforms.database.addresses import Addresses, connected


@pytest.fixture(scope="module")
def database(module_database: Addresses) -> Addresses:
    """Shared by a module's tests: each works in organizations of its own."""
    return module_database


@pytest.fixture(scope="module")
def owner_engine(database: Addresses) -> Iterator[Engine]:
    """Connections of the administrator."""
    made = create_engine(
        database.owner, poolclass=NullPool, json_serializer=dumps, json_deserializer=loads
    )
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def engine(database: Addresses) -> Iterator[Engine]:
    """The engine as the web side makes it, but patient: many tests share few processors."""
    made = create_engine_for(
        database.app,
        pool_size=20,
        statement_timeout="60s",
        lock_timeout="30s",
        connect_timeout=30,
    )
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions of the application."""
    return session_factory(engine)


@pytest.fixture
def two_organizations(database: Addresses) -> TwoOrganizations:
    """A photographer and a venue that no other test has touched."""
    with connected(database.owner) as connection:
        return TwoOrganizations(
            ours=insert_organization(connection, f"lens-{uuid4().hex[:12]}", "Rose & Lens"),
            theirs=insert_organization(connection, f"mill-{uuid4().hex[:12]}", "The Old Mill"),
        )


@dataclass(frozen=True)
class Filled:
    """Two organizations with a row in every table: by slug, then by table."""

    two: TwoOrganizations
    rows: dict[str, dict[str, dict[str, Any]]]


@pytest.fixture(scope="module")
def filled(database: Addresses, owner_engine: Engine) -> Filled:
    """Every table filled for two organizations; a test undoes what it changes."""
    two = insert_two_organizations(database.owner)
    rows = {}
    for tenant in (two.ours, two.theirs):
        with owner_engine.begin() as connection:
            rows[tenant.slug] = fill_every_table(connection, tenant)
    return Filled(two, rows)


@pytest.fixture
def ours(two_organizations: TwoOrganizations) -> Tenant:
    """The organization that the test works in."""
    return two_organizations.ours


@pytest.fixture
def theirs(two_organizations: TwoOrganizations) -> Tenant:
    """The organization whose rows must stay unseen and untouched."""
    return two_organizations.theirs


@pytest.fixture
def ledger(owner_engine: Engine, ours: Tenant) -> Ledger:
    """What really stands in the tables for ours."""
    return Ledger(owner_engine, ours.id)


@pytest.fixture
def their_ledger(owner_engine: Engine, theirs: Tenant) -> Ledger:
    """What really stands in the tables for the other organization."""
    return Ledger(owner_engine, theirs.id)


@pytest.fixture
def form(sessions: sessionmaker[Session], ours: Tenant) -> PublishedForm:
    """A published form of ours."""
    return insert_form(sessions, ours)


@pytest.fixture
def their_form(sessions: sessionmaker[Session], theirs: Tenant) -> PublishedForm:
    """A published form of the other organization."""
    return insert_form(sessions, theirs)
