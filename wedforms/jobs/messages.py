"""Mails: what is written when answers and papers arrive, once a day, and handed over."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from procrastinate import JobContext, RetryStrategy

from wedforms.jobs.events import jobs
from wedforms.jobs.organizations import in_each
from wedforms.jobs.workshop import Workshop, workshop_of
from wedforms.lib import clock
from wedforms.messaging.confirm import confirm_document, confirm_submission
from wedforms.messaging.digests import write_digests
from wedforms.messaging.notify import notify_members
from wedforms.messaging.post import post_of
from wedforms.messaging.send import MOST_TRIES, send_mail
from wedforms.messaging.ways import Ways

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
        earlier_keys=workshop.settings.earlier_keys,
        files=workshop.files,
        clock=clock.now,
    )


@jobs.task(name="document.issued", pass_context=True, retry=_AGAIN)
def document_issued(context: JobContext, *, organization_id: str, document_id: str) -> None:
    """The couple gets the sealed paper with the copy of their answers."""
    workshop = workshop_of(context)
    with workshop.transaction(UUID(organization_id)) as session:
        confirm_document(session, UUID(document_id), ways=ways_of(workshop), now=clock.now())


@jobs.periodic(cron="*/15 * * * *")
@jobs.task(name="write_digests", queueing_lock="write_digests", pass_context=True)
def write_all_digests(context: JobContext, timestamp: int) -> None:
    """After eight in the morning, where each organization is, the day's mails are written."""
    del timestamp
    in_each(workshop_of(context), digest)


def digest(workshop: Workshop, organization_id: UUID) -> None:
    """The day's mails of one organization are written."""
    with workshop.transaction(organization_id) as session:
        write_digests(session, ways=ways_of(workshop), now=clock.now())


def tell_of_submission(workshop: Workshop, organization_id: UUID, submission_id: UUID) -> None:
    """The couple gets a copy, and the members hear of it."""
    with workshop.transaction(organization_id) as session:
        confirm_submission(session, submission_id, ways=ways_of(workshop), now=clock.now())
        notify_members(session, submission_id, ways=ways_of(workshop))


def ways_of(workshop: Workshop) -> Ways:
    """The service's addresses, for mails."""
    return Ways(workshop.settings.public_url)
