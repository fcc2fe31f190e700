"""Correcting: a member of the supplier's changes answers as a new revision, with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.submissions.errors import PaperStands, SubmissionNotFound
from wedforms.submissions.models import FormSubmission
from wedforms.submissions.receive import Attempt, Received, receive_submission
from wedforms.submissions.sent import Sent, sent_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One try to correct: `revision` is the one that was seen, `key` that of the attempt."""

    revision: int
    by: UUID
    note: str
    key: UUID
    at: datetime


def correctable(session: Session, submission_id: UUID) -> Sent:
    """The submission to be corrected; raises SubmissionNotFound, and PaperStands for a paper's."""
    row = session.scalar(select(FormSubmission).where(FormSubmission.id == submission_id))
    if row is None or row.status == "draft" or row.deleted_at is not None:
        raise SubmissionNotFound
    sent = sent_of(session, row)
    if sent.document is not None:
        raise PaperStands(sent.document.number)
    return sent


def day_of(sent: Sent) -> date:
    """The day by which a correction is judged: that of the answers, not that of the correction."""
    zone = ZoneInfo(sent.form.compiled.definition.facts.time_zone)
    return (sent.amended_at or sent.submitted_at).astimezone(zone).date()


def correct_submission(
    session: Session, sent: Sent, *, raw: Mapping[str, Any], correction: Correction
) -> Received:
    """Judge and store the corrected answers; the couple's own stay in the history.

    Raises AnswersRejected, PlacesGone, AlreadyReceived and ChangedMeanwhile.
    """
    return receive_submission(
        session,
        form=sent.form,
        raw=raw,
        attempt=Attempt(
            key=correction.key,
            at=correction.at,
            view_digest=b"",
            origin={"language": sent.answered_in} if sent.answered_in else {},
            earlier=sent.answers,
            amends_id=sent.id,
            amended_revision=correction.revision,
            corrected_by=correction.by,
            note=correction.note,
        ),
        today=day_of(sent),
    )
