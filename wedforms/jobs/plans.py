"""Plans: owners hear in time that answers run out or that a trial ends."""

from __future__ import annotations

from uuid import UUID

from procrastinate import JobContext

from wedforms.jobs.events import jobs
from wedforms.jobs.messages import ways_of
from wedforms.jobs.organizations import in_each
from wedforms.jobs.workshop import Workshop, workshop_of
from wedforms.lib import clock
from wedforms.messaging.plan import warn_of_plan


@jobs.periodic(cron="7,22,37,52 * * * *")
@jobs.task(name="warn_of_plans", queueing_lock="warn_of_plans", pass_context=True)
def warn_of_plans(context: JobContext, timestamp: int) -> None:
    """Each organization's owners are told what their plan is about to do."""
    del timestamp
    in_each(workshop_of(context), warn)


def warn(workshop: Workshop, organization_id: UUID) -> None:
    """The owners of one organization are told."""
    with workshop.transaction(organization_id) as session:
        warn_of_plan(session, ways=ways_of(workshop), now=clock.now())
