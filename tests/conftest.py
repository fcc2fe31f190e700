"""Fixtures that every test may ask for: a database of its own, and two organizations in it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack
from functools import cache
from typing import Final

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine, NullPool, create_engine
from werkzeug.routing import Rule

from tests.factories.organizations import TwoOrganizations, insert_two_organizations
from tests.servers import NEWEST, OLDEST, TestServer, start_test_server
from wedforms.database.addresses import Addresses

_LONGEST_NAME: Final = 100


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test says which PostgreSQL it runs on; one marked both_postgres also on the oldest.

    Were only the marked ones to say it, the others would take the server of whatever test ran before.
    """
    if "postgres_major" not in metafunc.fixturenames:
        return
    if metafunc.definition.get_closest_marker("both_postgres"):
        majors, ids = [NEWEST, OLDEST], ["pg18", "pg15"]
    else:
        majors, ids = [NEWEST], [pytest.HIDDEN_PARAM]
    metafunc.parametrize("postgres_major", majors, ids=ids, scope="session")


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """A long value is called by its argument: processes that share tests must call them alike."""
    del config
    return argname if isinstance(val, str | bytes) and len(val) > _LONGEST_NAME else None


@pytest.fixture(scope="session", autouse=True)
def _templates_compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """All applications of a run share compiled templates; each by itself would spend a second."""
    compiled = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": compiled})
        yield


@pytest.fixture(scope="session", autouse=True)
def _addresses_compiled_once() -> Iterator[None]:
    """All applications of a run share the functions that build their addresses.

    To make them is more than half of the time that an application takes to begin.
    """
    compiled: dict[Hashable, Callable[..., tuple[str, str]]] = {}
    compile_builder = Rule._compile_builder

    def shared(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (rule.rule, repr(rule._trace), repr(rule.defaults), append_unknown)
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", shared)
        yield


@pytest.fixture(scope="session")
def postgres_major() -> int:
    """The major version of PostgreSQL, for a fixture that is asked for by name at run time."""
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


@pytest.fixture(autouse=True)
def _on_the_right_postgres(request: pytest.FixtureRequest) -> None:
    """No test may run on another version than its name says."""
    if "postgres" in request.fixturenames:
        promised = request.getfixturevalue("postgres_major")
        assert request.getfixturevalue("postgres").server.major == promised


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
