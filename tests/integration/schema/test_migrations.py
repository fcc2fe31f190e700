"""Migrations: up, down and up again leave an equal schema, and the schema is that of the models."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, NullPool, create_engine, text

from tests.catalogue import catalogue
from tests.factories.every_table import TABLES, fill_every_table
from tests.factories.organizations import insert_two_organizations
from wedforms.core.base import Base
from wedforms.core.jsonb import dumps
from wedforms.database.migrate import FOLDER, head_revision, migrate_down, migrate_up

pytestmark = pytest.mark.both_postgres

VERSIONS = sorted((FOLDER / "versions").glob("*.py"))


@pytest.fixture
def database(postgres):
    """A database of this test's own, as it takes the schema away."""
    cloned = postgres.clone()
    yield cloned
    postgres.drop(cloned)


@pytest.fixture
def owner_engine(database):
    """Connections of the administrator."""
    made = create_engine(database.owner, poolclass=NullPool, json_serializer=dumps)
    yield made
    made.dispose()


def look(engine: Engine) -> dict[str, list[str]]:
    """The catalogue now."""
    with engine.connect() as connection:
        return catalogue(connection)


def fill(engine: Engine, database) -> None:
    """Rows of two organizations in every table."""
    two = insert_two_organizations(database.owner)
    for tenant in (two.ours, two.theirs):
        with engine.begin() as connection:
            fill_every_table(connection, tenant)


def test_each_step_down_and_up_again_leaves_an_equal_schema_on_filled_tables(
    owner_engine, database
):
    fill(owner_engine, database)
    before = {}
    for path in reversed(VERSIONS):
        before[path.stem] = look(owner_engine)
        assert migrate_down(database.owner, "-1") != path.stem
    assert len(before[head_revision()]["tables"]) > 53
    left = look(owner_engine)
    for kind in ("tables", "functions", "policies", "triggers", "types", "indexes"):
        assert [line for line in left[kind] if "alembic_version" not in line] == []
    for path in VERSIONS:
        assert migrate_up(database.owner, "+1") == path.stem
        assert look(owner_engine) == before[path.stem]
    fill(owner_engine, database)


def test_all_the_way_down_and_up_in_one_go(owner_engine, database):
    fill(owner_engine, database)
    before = look(owner_engine)
    assert migrate_down(database.owner, "base") is None
    assert migrate_up(database.owner) == head_revision()
    assert look(owner_engine) == before


def test_alembic_sees_no_difference_to_the_models(owner_engine):
    with owner_engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def shape(connection: Connection, schema: str) -> set[tuple[str, ...]]:
    """Columns, constraints and indexes of our tables in one schema; functions are in public."""
    connection.execute(text(f"set local search_path = {schema}, public"))
    lines = set()
    for question in SHAPE:
        for row in connection.execute(text(question), {"schema": schema}):
            table, *rest = (str(one).replace(f"{schema}.", "") for one in row)
            if table in TABLES:
                lines.add((table, *rest))
    return lines


SHAPE = (
    """
    select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
        a.attgenerated, pg_get_expr(d.adbin, d.adrelid)
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where c.relnamespace = cast(:schema as regnamespace) and a.attnum > 0
    """,
    """
    select c.relname, k.conname, pg_get_constraintdef(k.oid)
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where c.relnamespace = cast(:schema as regnamespace) and k.contype <> 'n'
    """,
    "select tablename, indexname, indexdef from pg_indexes where schemaname = :schema",
)


def test_the_models_make_exactly_these_tables(owner_engine):
    with owner_engine.connect() as connection:
        connection.execute(text("create schema from_models"))
        connection.execute(text("set local search_path = from_models, public"))
        Base.metadata.create_all(connection, checkfirst=False)
        made, migrated = shape(connection, "from_models"), shape(connection, "public")
    assert len(made) > 900
    assert sorted(made - migrated) == []
    assert sorted(migrated - made) == []


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_migration_is_named_for_its_revision_and_stands_alone(path: Path):
    source = path.read_text()
    assert re.fullmatch(r"\d{14}_[a-z_]{3,17}", path.stem)
    assert f'revision, down_revision = "{path.stem}", ' in source
    assert "wedforms." not in re.sub(r"wedforms/database/roles\.py", "", source)
    assert "import wedforms" not in source
