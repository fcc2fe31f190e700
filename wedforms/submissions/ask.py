"""Asking for a change once the time for changes is over, and what the supplier answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from wedforms.core.outbox import announce
from wedforms.formspec.text import clean_lines
from wedforms.submissions.errors import (
    AskedAlready,
    AskedTooOften,
    ChangesLocked,
    NothingToAsk,
    RequestAnswered,
    SubmissionNotFound,
    WordsRefused,
)
from wedforms.submissions.models import ChangeRequest, FormSubmission
from wedforms.submissions.sent import Sent, require_changeable

LONGEST_WANTED: Final = 2_000
LONGEST_REPLY: Final = 500
#: Whoever holds a page of answers cannot fill their supplier's mailbox.
MOST_A_DAY: Final = 5


def may_ask(sent: Sent, *, now: datetime, today: date) -> bool:
    """Whether the sender, who may not change these answers any more, may ask for a change."""
    settings = sent.form.compiled.definition.settings
    if sent.makes_document or sent.is_looked_at_first or settings.get("allow_changes") is False:
        return False
    return sent.is_form_kept and not is_changeable(sent, now=now, today=today)


def is_changeable(sent: Sent, *, now: datetime, today: date) -> bool:
    """Whether the sender may still change these answers."""
    try:
        require_changeable(sent, now=now, today=today)
    except ChangesLocked:
        return False
    return True


def ask_for_change(
    session: Session, sent: Sent, *, wanted: str, language: str, now: datetime, today: date
) -> UUID:
    """Keep what the sender wants changed, and announce it; the same words once, the id.

    Raises NothingToAsk, WordsRefused, AskedAlready and AskedTooOften.
    """
    if not may_ask(sent, now=now, today=today):
        raise NothingToAsk
    wanted = _tidied(wanted, longest=LONGEST_WANTED)
    # Behind the lock of the submission: of two tabs the second sees what the first one asked.
    held = select(FormSubmission.id).where(FormSubmission.id == sent.id).with_for_update()
    session.execute(held).one()
    asked = requests_of(session, sent.id)
    if asked and asked[0].status == "open":
        if asked[0].wanted == wanted:
            return asked[0].id
        raise AskedAlready
    if sum(one.created_at > now - timedelta(days=1) for one in asked) >= MOST_A_DAY:
        raise AskedTooOften
    request = ChangeRequest(
        form_id=sent.form.form_id,
        submission_id=sent.id,
        language=language,
        wanted=wanted,
        created_at=now,
    )
    session.add(request)
    session.flush()
    announce(session, "change.asked", request_id=request.id)
    return request.id


def requests_of(session: Session, submission_id: UUID) -> Sequence[ChangeRequest]:
    """What was asked about one submission, the latest first."""
    asked = select(ChangeRequest).where(ChangeRequest.submission_id == submission_id)
    return session.scalars(
        asked.order_by(ChangeRequest.created_at.desc(), ChangeRequest.id.desc())
    ).all()


def waiting_requests(session: Session, form_id: UUID) -> Sequence[UUID]:
    """The submissions of a form whose senders wait for an answer, the longest waiting first."""
    waiting = (
        select(ChangeRequest.submission_id)
        .join(FormSubmission, FormSubmission.id == ChangeRequest.submission_id)
        .where(
            ChangeRequest.form_id == form_id,
            ChangeRequest.status == "open",
            FormSubmission.deleted_at.is_(None),
        )
    )
    return session.scalars(waiting.order_by(ChangeRequest.created_at)).all()


def accept_request(
    session: Session, submission_id: UUID, request_id: UUID, *, by: UUID, now: datetime
) -> None:
    """The answers were corrected as was asked; raises SubmissionNotFound and RequestAnswered."""
    request = _open(session, submission_id, request_id)
    request.status, request.answered_at, request.answered_by = "accepted", now, by
    session.flush()
    announce(session, "change.answered", request_id=request.id)


def decline_request(
    session: Session, submission_id: UUID, request_id: UUID, *, reply: str, by: UUID, now: datetime
) -> None:
    """Nothing is changed, and a word says why.

    Raises SubmissionNotFound, RequestAnswered and WordsRefused.
    """
    request = _open(session, submission_id, request_id)
    request.reply = _tidied(reply, longest=LONGEST_REPLY)
    request.status, request.answered_at, request.answered_by = "declined", now, by
    session.flush()
    announce(session, "change.answered", request_id=request.id)


def forget_requests(session: Session) -> None:
    """Empty what was asked about answers whose term is over; what waited has ended."""
    erased = (
        select(FormSubmission.id)
        .where(
            FormSubmission.id == ChangeRequest.submission_id,
            FormSubmission.erased_at >= ChangeRequest.created_at,
        )
        .exists()
    )
    words = (ChangeRequest.wanted != "") | (ChangeRequest.reply != "")
    over = {"synchronize_session": False}
    session.execute(
        update(ChangeRequest)
        .where(erased, ChangeRequest.status == "open")
        .values(status="ended", answered_at=func.now()),
        execution_options=over,
    )
    session.execute(
        update(ChangeRequest).where(erased, words).values(wanted="", reply=""),
        execution_options=over,
    )


def _open(session: Session, submission_id: UUID, request_id: UUID) -> ChangeRequest:
    """Behind its lock, so that of two who answer at once the second is told."""
    wanted = select(ChangeRequest).where(
        ChangeRequest.id == request_id, ChangeRequest.submission_id == submission_id
    )
    request = session.scalar(wanted.with_for_update().execution_options(populate_existing=True))
    if request is None:
        raise SubmissionNotFound
    if request.status != "open":
        raise RequestAnswered
    return request


def _tidied(words: str, *, longest: int) -> str:
    tidied = clean_lines(words)
    if not tidied:
        raise WordsRefused("empty")
    if len(tidied) > longest:
        raise WordsRefused("long")
    return tidied
