"""What is done by the clock: jobs of killed workers start again, old drafts and answers go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import UUID

from procrastinate import JobContext
from sqlalchemy import text
from sqlalchemy.orm import Session

from wedforms.accounts.tokens import forget_ended
from wedforms.files.forget import forget_deleted_uploads
from wedforms.jobs.events import jobs
from wedforms.jobs.organizations import in_each
from wedforms.jobs.workshop import Workshop, workshop_of
from wedforms.lib import clock
from wedforms.messaging.forget import forget_mails
from wedforms.submissions.ask import forget_requests
from wedforms.submissions.carry_out import expire_exports
from wedforms.submissions.erase import erase_due_answers, erase_unnamed_files
from wedforms.submissions.search import index_missing

_PURGE: Final = text("SELECT purge_drafts()")


@jobs.periodic(cron="* * * * *")
@jobs.task(name="retry_stalled_jobs", queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """A killed worker leaves its jobs in hand for ever; they are given to another."""
    del timestamp
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)


@jobs.periodic(cron="17 3 * * *")
@jobs.task(name="purge_drafts", queueing_lock="purge_drafts", pass_context=True)
def purge_drafts(context: JobContext, timestamp: int) -> None:
    """Raw inputs go 30 days after sending, unsent drafts when their link has ended."""
    del timestamp
    with workshop_of(context).engine.begin() as connection:
        connection.execute(_PURGE)


@jobs.periodic(cron="*/10 * * * *")
@jobs.task(name="index_words", queueing_lock="index_words", pass_context=True)
def index_words(context: JobContext, timestamp: int) -> None:
    """What no search finds yet is found from now on: old answers, and what erasing left."""
    del timestamp
    in_each(workshop_of(context), _index)


def _index(workshop: Workshop, organization_id: UUID) -> None:
    _until_done(workshop, organization_id, index_missing)


def _until_done(workshop: Workshop, organization_id: UUID, act: Callable[[Session], bool]) -> None:
    """Go on as long as the act says that there is more, each time in a transaction of its own."""
    is_more = True
    while is_more:
        with workshop.transaction(organization_id) as session:
            is_more = act(session)


@jobs.periodic(cron="27 3 * * *")
@jobs.task(name="forget_links", queueing_lock="forget_links", pass_context=True)
def forget_links(context: JobContext, timestamp: int) -> None:
    """Links and challenges that ended more than a day ago are forgotten."""
    del timestamp
    with workshop_of(context).engine.begin() as connection:
        forget_ended(connection)


@jobs.periodic(cron="47 3 * * *")
@jobs.task(name="erase_answers", queueing_lock="erase_answers", pass_context=True)
def erase_answers(context: JobContext, timestamp: int) -> None:
    """Answers go when the term that their form promised is over, and files that none names."""
    del timestamp
    in_each(workshop_of(context), erase_due)


def erase_due(workshop: Workshop, organization_id: UUID) -> None:
    """Erase what is due in one organization."""
    _until_done(workshop, organization_id, erase_due_answers)
    with workshop.transaction(organization_id) as session:
        expire_exports(session, now=clock.now())
        forget_requests(session)
        forget_mails(session)
        erase_unnamed_files(session, now=clock.now())
        forget_deleted_uploads(session, store=workshop.files, now=clock.now())
