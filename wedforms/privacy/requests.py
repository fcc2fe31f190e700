"""What a person asked for about their data, kept as a fact: a copy, or the erasure of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.core.outbox import announce
from wedforms.core.security import DataRequest
from wedforms.core.trail import record_act
from wedforms.privacy.holdings import models
from wedforms.privacy.subject import Subject, SubjectNotFound


def ask_erasure(session: Session, subject: Subject, *, by: UUID | None, now: datetime) -> UUID:
    """Ask for the erasure of somebody; the worker does it. Asked twice at once, it is asked once.

    Raises SubjectNotFound.
    """
    _hold(session, subject)
    for asked in requests_of(session, subject):
        if asked.kind == "erasure" and asked.status != "completed":
            return asked.id
    request = _request(subject, kind="erasure", by=by, now=now)
    session.add(request)
    session.flush()
    announce(session, "erasure.asked", request_id=request.id)
    return request.id


def note_copy(session: Session, subject: Subject, *, by: UUID | None, now: datetime) -> None:
    """Keep that a copy of somebody's data was handed out, and to whom."""
    request = _request(subject, kind="export", by=by, now=now)
    request.status, request.completed_at = "completed", now
    session.add(request)
    session.flush()
    record_act(session, "person.copied", table=subject.table, record_id=subject.id)


def requests_of(session: Session, subject: Subject) -> Sequence[DataRequest]:
    """What was asked for about somebody, the latest first."""
    asked = select(DataRequest).where(DataRequest.subject == subject.name)
    return session.scalars(asked.order_by(DataRequest.received_at.desc(), DataRequest.id)).all()


def _hold(session: Session, subject: Subject) -> None:
    """Behind the lock of their row: of two who ask at once the second sees the first one's."""
    model = models()[subject.table]
    wanted = select(model).where(model.id == subject.id)  # type: ignore[attr-defined]
    if session.scalar(wanted.with_for_update()) is None:
        raise SubjectNotFound


def _request(subject: Subject, *, kind: str, by: UUID | None, now: datetime) -> DataRequest:
    return DataRequest(
        kind=kind,
        client_id=subject.id if subject.kind == "couple" else None,
        handled_by=by,
        subject=subject.name,
        received_at=now,
    )
