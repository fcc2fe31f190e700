"""What is done by the clock in every organization, one after the other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias
from uuid import UUID

from sqlalchemy import text

from wedforms.jobs.workshop import Workshop

Work: TypeAlias = Callable[[Workshop, UUID], None]

logger = logging.getLogger(__name__)
_ORGANIZATIONS: Final = text("SELECT lookup_organization_ids()")


class LeftUndone(Exception):
    """The work failed in these organizations and was done in all others; the log says why."""

    def __init__(self, organizations: Sequence[UUID]) -> None:
        self.organizations = tuple(organizations)
        super().__init__(f"Work could not be done in {len(organizations)} organizations.")


def in_each(workshop: Workshop, work: Work) -> None:
    """Do it in every organization that is not deleted; `work` opens its own transactions.

    Where it fails the others go on; raises LeftUndone at the end, so that the job is seen to fail.
    """
    failed = [one for one in _organizations(workshop) if not _is_done(workshop, one, work)]
    if failed:
        raise LeftUndone(failed)


def _organizations(workshop: Workshop) -> Sequence[UUID]:
    with workshop.engine.begin() as connection:
        return connection.execute(_ORGANIZATIONS).scalars().all()


def _is_done(workshop: Workshop, organization_id: UUID, work: Work) -> bool:
    try:
        work(workshop, organization_id)
    except Exception:
        logger.exception("%s failed in organization %s", work.__name__, organization_id)
        return False
    return True
