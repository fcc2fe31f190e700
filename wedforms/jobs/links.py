"""What follows when a personal link shall be sent, or people are reminded of theirs."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from procrastinate import JobContext, RetryStrategy

from wedforms.jobs.events import jobs
from wedforms.jobs.workshop import workshop_of
from wedforms.lib import clock
from wedforms.messaging.invite import mail_link
from wedforms.messaging.remind import remind_next
from wedforms.messaging.ways import Ways

_AGAIN: Final = RetryStrategy(max_attempts=8, exponential_wait=4)


@jobs.task(name="link.mailing", pass_context=True, retry=_AGAIN)
def link_mailing(context: JobContext, *, organization_id: str, link_id: str) -> None:
    """Write to whom it is for."""
    workshop = workshop_of(context)
    with workshop.transaction(UUID(organization_id)) as session:
        mail_link(session, UUID(link_id), ways=Ways(workshop.settings.public_url))


@jobs.task(name="reminders.wanted", pass_context=True, retry=_AGAIN)
def reminders_wanted(context: JobContext, *, organization_id: str, form_id: str) -> None:
    """Write to the others who have not answered, some at a time."""
    workshop = workshop_of(context)
    ways, last, is_more = Ways(workshop.settings.public_url), None, True
    while is_more:
        with workshop.transaction(UUID(organization_id)) as session:
            _, last = remind_next(session, UUID(form_id), after=last, ways=ways, now=clock.now())
        is_more = last is not None
