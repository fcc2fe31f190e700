"""What is done by the clock: jobs of killed workers start again, old drafts and answers go."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from procrastinate import JobContext
from sqlalchemy import text

from wedforms.files.forget import forget_deleted_uploads
from wedforms.jobs.events import jobs
from wedforms.jobs.workshop import Workshop, workshop_of
from wedforms.lib import clock
from wedforms.submissions.erase import erase_due_answers

_PURGE: Final = text("SELECT purge_drafts()")
_ORGANIZATIONS: Final = text("SELECT lookup_organization_ids()")


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


@jobs.periodic(cron="47 3 * * *")
@jobs.task(name="erase_answers", queueing_lock="erase_answers", pass_context=True)
def erase_answers(context: JobContext, timestamp: int) -> None:
    """Answers go when the term that their form promised is over, with the files they name."""
    del timestamp
    erase_everywhere(workshop_of(context))


def erase_everywhere(workshop: Workshop) -> None:
    """Erase what is due in one organization after the other, each in transactions of its own."""
    with workshop.engine.begin() as connection:
        organizations = connection.execute(_ORGANIZATIONS).scalars().all()
    for organization_id in organizations:
        _erase(workshop, organization_id)


def _erase(workshop: Workshop, organization_id: UUID) -> None:
    is_more = True
    while is_more:
        with workshop.transaction(organization_id) as session:
            is_more = erase_due_answers(session)
    with workshop.transaction(organization_id) as session:
        forget_deleted_uploads(session, store=workshop.files, now=clock.now())
