"""What the tests of erasing share: the worker, our tables as they are, and where words still stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pytest
from sqlalchemy import create_engine

from tests.factories.every_table import TENANT_TABLES
from tests.factories.organizations import TwoOrganizations
from tests.factories.reading import Ledger
from tests.published import Office
from wedforms.core.engine import create_engine_for
from wedforms.database.addresses import Addresses
from wedforms.files.store import FileStore, open_memory


@pytest.fixture
def worker(database: Addresses, two_organizations: TwoOrganizations) -> Iterator[Office]:
    """The supplier's worker."""
    engine = create_engine_for(database.worker)
    yield Office(engine, two_organizations.ours)
    engine.dispose()


@pytest.fixture
def ledger(database: Addresses, two_organizations: TwoOrganizations) -> Iterator[Ledger]:
    """What really stands in our tables."""
    engine = create_engine(database.owner)
    yield Ledger(engine, two_organizations.ours.id)
    engine.dispose()


@pytest.fixture
def store() -> FileStore:
    return open_memory()


def traces(ledger: Ledger, words: Collection[str]) -> set[tuple[str, str]]:
    """Every table of ours in which a word still stands."""
    return {
        (table, word)
        for table in TENANT_TABLES
        for word in words
        if ledger.value(
            f"select count(*) from {table} as row where row::text ilike :word", word=f"%{word}%"
        )
    }
