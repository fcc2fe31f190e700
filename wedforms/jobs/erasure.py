"""What follows when the erasure of a person was asked for."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from procrastinate import JobContext, RetryStrategy

from wedforms.files.forget import forget_deleted_uploads
from wedforms.jobs.events import jobs
from wedforms.jobs.workshop import workshop_of
from wedforms.lib import clock
from wedforms.privacy.erase import erase_person

_AGAIN: Final = RetryStrategy(max_attempts=8, exponential_wait=4)


@jobs.task(name="erasure.asked", pass_context=True, retry=_AGAIN)
def erasure_asked(context: JobContext, *, organization_id: str, request_id: str) -> None:
    """They are erased, then their files leave the store."""
    workshop = workshop_of(context)
    with workshop.transaction(UUID(organization_id)) as session:
        erase_person(session, UUID(request_id), now=clock.now())
    with workshop.transaction(UUID(organization_id)) as session:
        forget_deleted_uploads(session, store=workshop.files, now=clock.now())
