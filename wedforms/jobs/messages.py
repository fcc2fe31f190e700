"""What follows when a mail waits to be sent."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from procrastinate import JobContext, RetryStrategy

from wedforms.jobs.events import jobs
from wedforms.jobs.workshop import workshop_of
from wedforms.lib import clock
from wedforms.messaging.post import post_of
from wedforms.messaging.send import MOST_TRIES, send_mail

#: Minutes at first, hours at last; some tries more than a mail has, for those that met another.
_AGAIN: Final = RetryStrategy(max_attempts=MOST_TRIES + 8, exponential_wait=4)


@jobs.task(name="message.queued", pass_context=True, retry=_AGAIN)
def message_queued(context: JobContext, *, organization_id: str, message_id: str) -> None:
    """Hand the mail over, once."""
    workshop = workshop_of(context)
    send_mail(
        workshop.transaction,
        organization_id=UUID(organization_id),
        message_id=UUID(message_id),
        post=post_of(workshop.settings),
        secret_key=workshop.settings.secret_key,
        files=workshop.files,
        clock=clock.now,
    )
