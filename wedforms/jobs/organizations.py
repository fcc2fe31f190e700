"""Which organizations there are, for what is done in each of them by the clock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import text

from wedforms.jobs.workshop import Workshop

_ORGANIZATIONS: Final = text("SELECT lookup_organization_ids()")


def organization_ids(workshop: Workshop) -> Sequence[UUID]:
    """Every organization that is not deleted."""
    with workshop.engine.begin() as connection:
        return connection.execute(_ORGANIZATIONS).scalars().all()
