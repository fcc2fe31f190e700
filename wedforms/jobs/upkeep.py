"""What is done by the clock: jobs of killed workers start again, old drafts go."""

from __future__ import annotations

from typing import Final

from procrastinate import JobContext
from sqlalchemy import text

from wedforms.jobs.events import jobs
from wedforms.jobs.workshop import workshop_of

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
