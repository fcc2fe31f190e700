"""What follows when a personal link shall be sent."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from procrastinate import JobContext, RetryStrategy

from wedforms.jobs.events import jobs
from wedforms.jobs.workshop import workshop_of
from wedforms.messaging.invite import mail_link
from wedforms.messaging.ways import Ways

_AGAIN: Final = RetryStrategy(max_attempts=8, exponential_wait=4)


@jobs.task(name="link.mailing", pass_context=True, retry=_AGAIN)
def link_mailing(context: JobContext, *, organization_id: str, link_id: str) -> None:
    """Write to whom it is for."""
    workshop = workshop_of(context)
    with workshop.transaction(UUID(organization_id)) as session:
        mail_link(session, UUID(link_id), ways=Ways(workshop.settings.public_url))
