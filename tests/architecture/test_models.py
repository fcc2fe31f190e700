"""Every tenant's table carries the organization in its keys, so that no row points across."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
)

import wedforms.messaging  # the highest floor with tables: it loads all the others
from tests.architecture.sources import PACKAGE
from wedforms.core.accounts import Organization
from wedforms.core.base import Base, TenantModel

assert wedforms.messaging

#: Tables whose rows belong to no organization, or are the organizations themselves.
GLOBAL = {"organizations", "users", "user_credentials", "user_sessions", "one_time_tokens"}
TENANTS = sorted(set(Base.metadata.tables) - GLOBAL)
ALONE = sorted(path.parent.name for path in PACKAGE.glob("*/models.py"))


def faults(table: Table, tenants: set[str]) -> Iterator[str]:
    """Every key of a table by which its rows could meet those of another organization."""
    if [one.name for one in table.primary_key][:1] != ["organization_id"]:
        yield "primary key"
    for constraint in table.constraints:
        columns = [column.name for column in constraint.columns]
        if isinstance(constraint, ForeignKeyConstraint):
            crosses = constraint.referred_table.name in tenants and columns[0] != "organization_id"
            if crosses:
                yield f"foreign key {columns}"
        elif isinstance(constraint, UniqueConstraint) and "organization_id" not in columns:
            yield f"unique {columns}"
    for index in table.indexes:
        if index.unique and "organization_id" not in [column.name for column in index.columns]:
            yield f"unique index {index.name}"


def test_every_table_of_the_design_has_a_model():
    assert len(Base.metadata.tables) >= 53
    assert set(Base.metadata.tables) > GLOBAL


@pytest.mark.parametrize("name", TENANTS)
def test_keys_keep_tenants_apart(name):
    assert list(faults(Base.metadata.tables[name], set(TENANTS))) == []


def test_every_tenants_model_is_a_tenant_model():
    mapped = {one.class_.__tablename__: one.class_ for one in Base.registry.mappers}
    assert {name for name, model in mapped.items() if issubclass(model, TenantModel)} == set(
        TENANTS
    )
    assert not issubclass(Organization, TenantModel)


def test_each_fault_would_be_noticed():
    metadata = MetaData()
    Table(
        "clients",
        metadata,
        Column("organization_id", Integer, primary_key=True),
        Column("id", Integer, primary_key=True),
    )
    planted = Table(
        "planted", metadata,
        Column("id", Integer, primary_key=True), Column("client_id", Integer), Column("slug", Integer), Column("code", Integer),
        ForeignKeyConstraint(["client_id"], ["clients.id"]),
        UniqueConstraint("slug"),
        Index("ix_code", "code", unique=True),
    )  # fmt: skip
    found = list(faults(planted, {"clients"}))
    assert len(found) == 4


@pytest.mark.parametrize("package", ALONE)
def test_the_tables_of_a_package_are_whole_when_it_is_loaded_alone(package):
    words = f"import wedforms.{package}; from wedforms.core.base import Base; Base.metadata.sorted_tables"
    done = subprocess.run(
        [sys.executable, "-c", words], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
