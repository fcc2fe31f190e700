"""The catalogue check of `wedforms db check`: every promise of the schema that does not hold."""

from __future__ import annotations

from typing import Final

import psycopg
from psycopg.rows import TupleRow
from sqlalchemy import URL

from wedforms.database.addresses import connected
from wedforms.database.catalogue import accounts, columns, functions, grants, isolation, keys
from wedforms.database.catalogue.promises import parameters
from wedforms.database.catalogue.rule import Fault, Rule
from wedforms.database.migrate import head_revision

RULES: Final[tuple[Rule, ...]] = (
    *isolation.RULES,
    *keys.RULES,
    *columns.RULES,
    *grants.RULES,
    *functions.RULES,
    *accounts.RULES,
)


def check_database(owner: URL) -> list[Fault]:
    """Every fault of the database at `owner`'s address; none for one that keeps its promises."""
    with connected(owner) as connection:
        return find_faults(connection)


def find_faults(connection: psycopg.Connection[TupleRow]) -> list[Fault]:
    """Every fault that the connection sees, in the order of the rules and then of the places."""
    if connection.execute("select to_regclass('public.alembic_version')").fetchone() == (None,):
        return [Fault("schema_missing", "schema", "has never been made", "wedforms db up")]
    promised = parameters(head_revision())
    faults: list[Fault] = []
    for rule in RULES:
        rows = connection.execute(rule.statement, promised).fetchall()
        faults += (Fault(rule.kind, str(r[0]), rule.words, str(r[1])) for r in sorted(rows))
    return faults
