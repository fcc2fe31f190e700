"""What follows when a document was numbered and frozen."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from procrastinate import JobContext, RetryStrategy

from wedforms.documents.issue import produce_document
from wedforms.jobs.events import jobs
from wedforms.jobs.workshop import workshop_of
from wedforms.lib import clock

_AGAIN: Final = RetryStrategy(max_attempts=8, exponential_wait=4)


@jobs.task(name="document.issuing", pass_context=True, retry=_AGAIN)
def document_issuing(context: JobContext, *, organization_id: str, document_id: str) -> None:
    """Render, seal and store the document once."""
    workshop = workshop_of(context)
    produce_document(
        workshop.transaction,
        organization_id=UUID(organization_id),
        document_id=UUID(document_id),
        files=workshop.files,
        signer=workshop.signer,
        timestamps=workshop.timestamps,
        clock=clock.now,
    )
