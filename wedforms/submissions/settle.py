"""Which of repeated answers counts: as a supplier says, or the newest when that one goes."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from wedforms.core.outbox import announce
from wedforms.submissions.attach import attach_to_counted, lock_repeats
from wedforms.submissions.errors import SubmissionNotFound
from wedforms.submissions.models import FormSubmission


def repeated(form_id: UUID) -> tuple[ColumnElement[bool], ...]:
    """What of the answers to a form counts nowhere because it repeats another."""
    return (
        FormSubmission.form_id == form_id,
        FormSubmission.status != "draft",
        FormSubmission.deleted_at.is_(None),
        FormSubmission.quarantined_at.is_(None),
        FormSubmission.attached_to_id.is_not(None),
    )


def count_repeated(session: Session, form_id: UUID) -> int:
    """How many answers to a form are not counted because they repeat another."""
    counted = select(func.count()).select_from(FormSubmission)
    return session.scalar(counted.where(*repeated(form_id))) or 0


def count_instead(session: Session, submission_id: UUID) -> None:
    """Count a repeat in place of what it repeats; done again it changes nothing."""
    row = _kept(session, submission_id)
    if row.attached_to_id is not None:
        _take_the_place(session, row)
        announce(session, "submission.counted", submission_id=row.id)


def count_as_well(session: Session, submission_id: UUID) -> None:
    """It is from somebody else, so both count; done again it changes nothing."""
    row = _kept(session, submission_id)
    if row.attached_to_id is not None:
        row.attached_to_id, row.attached_by_hand = None, True
        announce(session, "submission.counted", submission_id=row.id)


def step_down(session: Session, row: FormSubmission) -> None:
    """Let the newest that repeats a deleted one count in its place; behind `lock_repeats`."""
    is_live = FormSubmission.deleted_at.is_(None) & FormSubmission.quarantined_at.is_(None)
    repeats = select(FormSubmission).where(FormSubmission.attached_to_id == row.id, is_live)
    newest = repeats.order_by(FormSubmission.submitted_at.desc(), FormSubmission.id.desc())
    successor = session.scalars(newest.limit(1)).one_or_none()
    if successor is not None:
        _take_the_place(session, successor)


def step_back(session: Session, row: FormSubmission) -> None:
    """What was brought back repeats what counts by now, or counts; behind `lock_repeats`."""
    if row.attached_to_id is None:
        attach_to_counted(session, row)
        return
    is_gone = FormSubmission.deleted_at.is_not(None)
    gone = select(FormSubmission.id).where(FormSubmission.id == row.attached_to_id, is_gone)
    if session.scalar(gone) is not None:
        _take_the_place(session, row)


def _take_the_place(session: Session, row: FormSubmission) -> None:
    """Whatever it repeated, and all that repeats the same, repeats it."""
    for one in _family(session, row):
        one.attached_to_id = row.id
    row.attached_to_id, row.attached_by_hand = None, True
    session.flush()


def _family(session: Session, row: FormSubmission) -> Sequence[FormSubmission]:
    """The others, deleted ones too, behind their locks and in one order."""
    first = row.attached_to_id
    alike = or_(FormSubmission.id == first, FormSubmission.attached_to_id == first)
    others = select(FormSubmission).where(alike, FormSubmission.id != row.id)
    ordered = others.order_by(FormSubmission.id).with_for_update()
    return session.scalars(ordered.execution_options(populate_existing=True)).all()


def _kept(session: Session, submission_id: UUID) -> FormSubmission:
    lock_repeats(session, submission_id)
    wanted = select(FormSubmission).where(
        FormSubmission.id == submission_id,
        FormSubmission.status != "draft",
        FormSubmission.deleted_at.is_(None),
    )
    row = session.scalar(wanted.with_for_update())
    if row is None:
        raise SubmissionNotFound
    return row
