"""Looking at an organization's rows as the owner of the tables, and changing them so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, text

from wedforms.database.roles import OWNER


@dataclass(frozen=True)
class Ledger:
    """What really stands in the tables for one organization; forced RLS keeps out the others."""

    engine: Engine
    organization_id: UUID

    def rows(self, statement: str, **given: Any) -> list[dict[str, Any]]:
        """All rows of a query."""
        with self._open() as connection:
            return [dict(row) for row in connection.execute(text(statement), given).mappings()]

    def value(self, statement: str, **given: Any) -> Any:
        """The one value of a query."""
        with self._open() as connection:
            return connection.execute(text(statement), given).scalar_one()

    def change(self, statement: str, **given: Any) -> None:
        """Change rows past what the application may."""
        with self._open() as connection:
            connection.execute(text(statement), given)

    def jobs(self) -> list[dict[str, Any]]:
        """The organization's jobs, oldest first."""
        mine = "args ->> 'organization_id' = :mine"
        return self.rows(
            f"select task_name, args, scheduled_at from jobs.procrastinate_jobs where {mine} order by id",
            mine=str(self.organization_id),
        )

    @contextmanager
    def _open(self) -> Iterator[Connection]:
        with self.engine.begin() as connection:
            connection.execute(text(f"set local role {OWNER}"))
            connection.execute(text(f"set local app.organization_id = '{self.organization_id}'"))
            yield connection
