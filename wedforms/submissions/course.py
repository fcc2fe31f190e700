"""How answers came in over time: all so far, and which share of those who were asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, cast, func, select
from sqlalchemy.orm import Session

from wedforms.forms import FormLink
from wedforms.submissions.models import FormSubmission


@dataclass(frozen=True, slots=True)
class Share:
    """How many personal links there were on a day, and how many of them were answered."""

    day: str
    asked: int
    answered: int

    @property
    def percent(self) -> int:
        """The share of those asked who have answered, rounded down: 100 only when all have."""
        return 100 * self.answered // self.asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """All answers day by day; and the response rate, where links tell who was asked."""

    days: Sequence[tuple[str, int]]
    shares: Sequence[Share]

    @property
    def total(self) -> int:
        """How many answers there are now."""
        return self.days[-1][1] if self.days else 0


def counting(form_id: UUID) -> tuple[ColumnElement[bool], ...]:
    """What of the answers to a form counts: neither repeats nor what a machine may have sent."""
    return (
        FormSubmission.form_id == form_id,
        FormSubmission.status != "draft",
        FormSubmission.deleted_at.is_(None),
        FormSubmission.quarantined_at.is_(None),
        FormSubmission.attached_to_id.is_(None),
    )


def course_of(session: Session, form_id: UUID, *, zone: str) -> Course:
    """How the answers of a form came in, by days where the organization is at home."""
    came = _by_day(session, _sent(form_id, zone))
    asked = _by_day(session, _asked(form_id, zone))
    answered = _by_day(session, _answered(form_id, zone))
    return Course(
        days=[(day.isoformat(), count) for day, count in _so_far(came)],
        shares=list(_shares(asked, answered)),
    )


def _by_day(session: Session, counted: Select[Any]) -> Counter[date]:
    return Counter({row.day: row.number for row in session.execute(counted)})


def _sent(form_id: UUID, zone: str) -> Select[Any]:
    day = _day(FormSubmission.submitted_at, zone)
    return select(day, func.count().label("number")).where(*counting(form_id)).group_by(day)


def _open_links(form_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (
        FormLink.form_id == form_id,
        FormLink.purpose == "personal",
        FormLink.deleted_at.is_(None),
        FormLink.revoked_at.is_(None),
    )


def _asked(form_id: UUID, zone: str) -> Select[Any]:
    day = _day(FormLink.created_at, zone)
    return select(day, func.count().label("number")).where(*_open_links(form_id)).group_by(day)


def _answered(form_id: UUID, zone: str) -> Select[Any]:
    """Links by the day of the first answer that came along each."""
    first = (
        select(func.min(FormSubmission.submitted_at).label("at"))
        .join(
            FormLink,
            (FormLink.organization_id == FormSubmission.organization_id)
            & (FormLink.id == FormSubmission.link_id),
        )
        .where(
            *_open_links(form_id),
            FormSubmission.form_id == form_id,
            FormSubmission.status != "draft",
            FormSubmission.deleted_at.is_(None),
            FormSubmission.quarantined_at.is_(None),
        )
        .group_by(FormSubmission.link_id)
        .subquery()
    )
    day = _day(first.c.at, zone)
    return select(day, func.count().label("number")).group_by(day)


def _day(moment: Any, zone: str) -> Any:
    return cast(func.timezone(zone, moment), Date).label("day")


def _so_far(counts: Mapping[date, int]) -> Iterator[tuple[date, int]]:
    so_far = 0
    for day in sorted(counts):
        so_far += counts[day]
        yield day, so_far


def _shares(asked: Counter[date], answered: Counter[date]) -> Iterator[Share]:
    """The share on each day on which it changed; nobody has answered before being asked."""
    links = replies = 0
    for day in sorted({*asked, *answered}):
        links += asked[day]
        replies += answered[day]
        if links:
            yield Share(day.isoformat(), links, min(replies, links))
