"""What follows when a couple asks for a change, and when their supplier answers."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from procrastinate import JobContext, RetryStrategy

from wedforms.jobs.events import jobs
from wedforms.jobs.messages import ways_of
from wedforms.jobs.workshop import workshop_of
from wedforms.messaging.asked import tell_of_answer, tell_of_request

_AGAIN: Final = RetryStrategy(max_attempts=8, exponential_wait=4)


@jobs.task(name="change.asked", pass_context=True, retry=_AGAIN)
def change_asked(context: JobContext, *, organization_id: str, request_id: str) -> None:
    """The members hear of it."""
    workshop = workshop_of(context)
    with workshop.transaction(UUID(organization_id)) as session:
        tell_of_request(session, UUID(request_id), ways=ways_of(workshop))


@jobs.task(name="change.answered", pass_context=True, retry=_AGAIN)
def change_answered(context: JobContext, *, organization_id: str, request_id: str) -> None:
    """The couple hears of it."""
    workshop = workshop_of(context)
    with workshop.transaction(UUID(organization_id)) as session:
        tell_of_answer(session, UUID(request_id), ways=ways_of(workshop))
