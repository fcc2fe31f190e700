"""What follows when answers have arrived."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from procrastinate import JobContext, RetryStrategy

from wedforms.jobs.events import jobs
from wedforms.jobs.messages import tell_of_submission
from wedforms.jobs.workshop import workshop_of
from wedforms.lib import clock
from wedforms.submissions.attach import attach_to_earlier
from wedforms.submissions.count import recount_answers
from wedforms.submissions.enquire import enrol_sender
from wedforms.submissions.issue import issue_for_submission
from wedforms.submissions.search import index_words

_AGAIN: Final = RetryStrategy(max_attempts=8, exponential_wait=4)


@jobs.task(name="submission.received", pass_context=True, retry=_AGAIN)
def submission_received(context: JobContext, *, organization_id: str, submission_id: str) -> None:
    """It is given to its couple, attached to what it repeats, counted, found, printed, told."""
    transaction = workshop_of(context).transaction
    with transaction(UUID(organization_id)) as session:
        enrol_sender(session, UUID(submission_id))
    with transaction(UUID(organization_id)) as session:
        attach_to_earlier(session, UUID(submission_id))
        issue_for_submission(session, submission_id=UUID(submission_id), now=clock.now())
    with transaction(UUID(organization_id)) as session:
        recount_answers(session, UUID(submission_id))
        index_words(session, UUID(submission_id))
    tell_of_submission(workshop_of(context), UUID(organization_id), UUID(submission_id))


@jobs.task(name="submission.corrected", pass_context=True, retry=_AGAIN)
def submission_corrected(context: JobContext, *, organization_id: str, submission_id: str) -> None:
    """What a supplier corrected is counted and found as it is now."""
    _look_again(context, organization_id, submission_id)


@jobs.task(name="submission.counted", pass_context=True, retry=_AGAIN)
def submission_counted(context: JobContext, *, organization_id: str, submission_id: str) -> None:
    """Of repeated answers others count than before."""
    _look_again(context, organization_id, submission_id)


@jobs.task(name="submission.deleted", pass_context=True, retry=_AGAIN)
def submission_deleted(context: JobContext, *, organization_id: str, submission_id: str) -> None:
    """What was deleted is counted no more."""
    _look_again(context, organization_id, submission_id)


@jobs.task(name="submission.restored", pass_context=True, retry=_AGAIN)
def submission_restored(context: JobContext, *, organization_id: str, submission_id: str) -> None:
    """What was brought back counts again."""
    _look_again(context, organization_id, submission_id)


def _look_again(context: JobContext, organization_id: str, submission_id: str) -> None:
    with workshop_of(context).transaction(UUID(organization_id)) as session:
        recount_answers(session, UUID(submission_id))
        index_words(session, UUID(submission_id))
