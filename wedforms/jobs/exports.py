"""What follows when a member asked for a file of answers."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from procrastinate import JobContext, RetryStrategy

from wedforms.jobs.events import jobs
from wedforms.jobs.workshop import workshop_of
from wedforms.lib import clock
from wedforms.submissions.carry_out import Carrier

_AGAIN: Final = RetryStrategy(max_attempts=4, exponential_wait=4)


@jobs.task(name="export.requested", pass_context=True, retry=_AGAIN)
def export_requested(context: JobContext, *, organization_id: str, export_id: str) -> None:
    """Write the file once."""
    workshop = workshop_of(context)
    carrier = Carrier(
        transaction=workshop.transaction,
        organization_id=UUID(organization_id),
        files=workshop.files,
        clock=clock.now,
    )
    carrier.carry_out(UUID(export_id))
