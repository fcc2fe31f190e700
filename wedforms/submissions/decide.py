"""What a supplier decides about a submission: it is right, it comes from a person, it goes."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from wedforms.core.jsonb import dumps
from wedforms.core.outbox import announce
from wedforms.core.tenancy import open_organization
from wedforms.forms import FormLink
from wedforms.submissions.attach import lock_repeats
from wedforms.submissions.errors import (
    AnswersErased,
    ChangedMeanwhile,
    PlacesGone,
    SubmissionNotFound,
)
from wedforms.submissions.models import FormSubmission
from wedforms.submissions.settle import step_back, step_down

_TAKE: Final = text("""
    SELECT take_places(:organization_id, :form_id, :submission_id,
        cast(:wanted AS jsonb), cast(:held AS jsonb))
""")


def approve(
    session: Session, submission_id: UUID, *, revision: int, by: UUID, now: datetime
) -> None:
    """Approve the answers as they were seen; it says too that they come from a person.

    Raises ChangedMeanwhile when they are others by now, and SubmissionNotFound.
    """
    row = _kept(session, submission_id)
    if row.revision != revision:
        raise ChangedMeanwhile(submission_id)
    if row.quarantined_at is not None:
        _release(session, row)
    if row.status != "approved":
        row.status, row.approved_at, row.approved_by = "approved", now, by
        announce(session, "submission.approved", submission_id=row.id)


def take_approval_back(session: Session, submission_id: UUID) -> None:
    """The answers wait to be looked at again; done again it changes nothing."""
    row = _kept(session, submission_id)
    row.status, row.approved_at, row.approved_by = "submitted", None, None


def release(session: Session, submission_id: UUID) -> None:
    """It was a person: from now on the answers count, and what follows from them is made."""
    row = _kept(session, submission_id)
    if row.quarantined_at is not None:
        _release(session, row)


def delete(session: Session, submission_id: UUID, *, now: datetime) -> None:
    """Take the submission out of every list and count; its places are free again.

    The newest that repeats it counts in its place.
    """
    lock_repeats(session, submission_id)
    row = _locked(session, submission_id)
    if row.deleted_at is not None:
        return
    row.deleted_at = now
    _change_places(session, row, wanted=[], held=row.places_taken)
    step_down(session, row)
    _count_response(session, row, more=-1)
    announce(session, "submission.deleted", submission_id=row.id)


def restore(session: Session, submission_id: UUID) -> None:
    """Bring a deleted submission back with its places; raises PlacesGone and AnswersErased."""
    lock_repeats(session, submission_id)
    row = _locked(session, submission_id)
    if row.erased_at is not None and row.deleted_at is not None:
        raise AnswersErased
    if row.deleted_at is None:
        return
    row.deleted_at = None
    gone = _change_places(session, row, wanted=row.places_taken, held=[])
    if gone:
        raise PlacesGone([(one["field"], one["option"]) for one in gone])
    step_back(session, row)
    _count_response(session, row, more=1)
    announce(session, "submission.restored", submission_id=row.id)


def _release(session: Session, row: FormSubmission) -> None:
    row.quarantined_at, row.released_at = None, func.now()
    announce(session, "submission.received", submission_id=row.id)


def _kept(session: Session, submission_id: UUID) -> FormSubmission:
    row = _locked(session, submission_id)
    if row.deleted_at is not None:
        raise SubmissionNotFound
    return row


def _locked(session: Session, submission_id: UUID) -> FormSubmission:
    """Behind its lock, so that of two who decide at once the second sees what the first did."""
    wanted = select(FormSubmission).where(
        FormSubmission.id == submission_id, FormSubmission.status != "draft"
    )
    row = session.scalar(wanted.with_for_update().execution_options(populate_existing=True))
    if row is None:
        raise SubmissionNotFound
    return row


def _change_places(
    session: Session, row: FormSubmission, *, wanted: list[Any], held: list[Any]
) -> list[dict[str, str]]:
    session.flush()
    given = {
        "organization_id": open_organization(session),
        "form_id": row.form_id,
        "submission_id": row.id,
        "wanted": dumps(wanted),
        "held": dumps(held),
    }
    gone: list[dict[str, str]] = session.execute(_TAKE, given).scalar_one()
    return gone


def _count_response(session: Session, row: FormSubmission, *, more: int) -> None:
    """A personal link for one answer takes another when its answer was deleted."""
    if row.link_id is not None:
        counted = update(FormLink).where(FormLink.id == row.link_id, FormLink.responses + more >= 0)
        session.execute(counted.values(responses=FormLink.responses + more))
