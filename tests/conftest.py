"""Fixtures that every test may ask for: a database of its own, and two organizations in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest
from sqlalchemy import Engine, NullPool, create_engine

from tests.factories.organizations import TwoOrganizations, insert_two_organizations
from tests.servers import NEWEST, OLDEST, TestServer, start_test_server
from wedforms.database.addresses import Addresses


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test marked both_postgres runs on the newest PostgreSQL and on the oldest we promise."""
    marked = metafunc.definition.get_closest_marker("both_postgres") is not None
    if marked and "postgres_major" in metafunc.fixturenames:
        metafunc.parametrize(
            "postgres_major", [NEWEST, OLDEST], ids=["pg18", "pg15"], scope="session"
        )


@pytest.fixture(scope="session")
def postgres_major() -> int:
    """The major version of PostgreSQL that the test runs on."""
    return NEWEST


@pytest.fixture(scope="session")
def _servers() -> Iterator[Callable[[int], TestServer]]:
    with ExitStack() as running:

        @cache
        def server_of(major: int) -> TestServer:
            started = start_test_server(major)
            running.callback(started.server.stop)
            return started

        yield server_of


@pytest.fixture(scope="session")
def postgres(_servers: Callable[[int], TestServer], postgres_major: int) -> TestServer:
    """A running server with a migrated template; `clone()` makes a database, `drop()` ends it."""
    return _servers(postgres_major)


@pytest.fixture
def database(postgres: TestServer) -> Iterator[Addresses]:
    """An empty migrated database for this test alone: `.owner`, `.app`, `.worker`, `.backup` URLs."""
    cloned = postgres.clone()
    yield cloned
    postgres.drop(cloned)


@pytest.fixture(scope="module")
def module_database(postgres: TestServer) -> Iterator[Addresses]:
    """One migrated database for a module whose tests leave it as they found it."""
    cloned = postgres.clone()
    yield cloned
    postgres.drop(cloned)


def _engine(url) -> Iterator[Engine]:
    engine = create_engine(url, poolclass=NullPool)
    yield engine
    engine.dispose()


@pytest.fixture
def owner_engine(database: Addresses) -> Iterator[Engine]:
    """Connections of the administrator: sees every row, may `set role wedforms_owner`."""
    yield from _engine(database.owner)


@pytest.fixture
def app_engine(database: Addresses) -> Iterator[Engine]:
    """Connections of the web side."""
    yield from _engine(database.app)


@pytest.fixture
def worker_engine(database: Addresses) -> Iterator[Engine]:
    """Connections of the worker."""
    yield from _engine(database.worker)


@pytest.fixture
def two_organizations(database: Addresses) -> TwoOrganizations:
    """Ours (`.ours`) and another one (`.theirs`), each with `.id`, `.slug`, `.name`."""
    return insert_two_organizations(database.owner)
