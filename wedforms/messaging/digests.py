"""The day's mail: what arrived, told once a day to members who want it so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Any, Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wedforms.core.accounts import Organization
from wedforms.forms import Form
from wedforms.lib.walltime import moment_at
from wedforms.messaging.letters import About, Letter
from wedforms.messaging.models import Mail
from wedforms.messaging.preferences import Told, told_of
from wedforms.messaging.queue import queue_mail
from wedforms.messaging.ways import Ways
from wedforms.submissions import FormSubmission

#: When the day's mail is written, where the organization is.
MORNING: Final = time(8)
#: So many mornings are made up for after nobody was there to write.
MORNINGS: Final = 7
_DIGEST: Final = "digest"
_LONGEST_TOLD: Final = 100


class _Arrival(NamedTuple):
    """One submission as the day's mail tells it."""

    id: UUID
    form_id: UUID
    revision: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """What arrived or changed in the day before a morning, by form."""

    until: datetime
    is_late: bool
    arrived: Mapping[UUID, Sequence[_Arrival]]


def write_digests(session: Session, *, ways: Ways, now: datetime) -> list[UUID]:
    """The day's mail to each member who wants one, after eight in the morning; the new ones' ids.

    It tells what arrived, changed or was released in the day before that, while the member wanted a
    daily mail: what came at other times was told another way. Where nothing did, none is written.
    Mornings of the last week on which nobody was there to write are made up for.
    """
    organization = session.scalars(select(Organization)).one()
    letters = [
        letter
        for day in _days(session, ZoneInfo(organization.time_zone), now)
        for letter in _letters(session, day, organization=organization, ways=ways)
    ]
    written = _written(session, letters)
    return [queue_mail(session, one) for one in letters if one.once not in written]


def _days(session: Session, zone: ZoneInfo, now: datetime) -> Iterator[_Day]:
    """The days that are over, the oldest first, each with what happened on it, if anything."""
    here = now.astimezone(zone)
    last = here.date() if here.time() >= MORNING else here.date() - timedelta(days=1)
    mornings = [
        moment_at(last - timedelta(days=back), MORNING, zone) for back in range(MORNINGS, -1, -1)
    ]
    rows = _arrived(session, mornings[0], mornings[-1])
    for begun, until in pairwise(mornings):
        arrived: dict[UUID, list[_Arrival]] = defaultdict(list)
        for row in rows:
            if begun <= row.at < until:
                arrived[row.form_id].append(row)
        yield _Day(until=until, is_late=until.date() < here.date(), arrived=arrived)


def _arrived(session: Session, begun: datetime, until: datetime) -> Sequence[_Arrival]:
    """What arrived or changed; what a machine may have sent is left out until it is released."""
    changed = func.greatest(
        FormSubmission.amended_at, FormSubmission.submitted_at, FormSubmission.released_at
    )
    wanted = (
        select(FormSubmission.id, FormSubmission.form_id, FormSubmission.revision, changed)
        .where(
            FormSubmission.status != "draft",
            FormSubmission.deleted_at.is_(None),
            FormSubmission.quarantined_at.is_(None),
            changed >= begun,
            changed < until,
        )
        .order_by(FormSubmission.id)
    )
    return [_Arrival(*row) for row in session.execute(wanted)]


def _letters(
    session: Session, day: _Day, *, organization: Organization, ways: Ways
) -> Iterator[Letter]:
    told: dict[Told, list[dict[str, Any]]] = defaultdict(list)
    for form in _forms(session, list(day.arrived)):
        for one in told_of(session, form):
            if rows := _daily(one, day, day.arrived[form.id]):
                told[replace(one, when="daily")].append(_line(form, rows, ways))
    for one, lines in told.items():
        yield _letter(one, lines, day=day, organization=organization)


def _daily(told: Told, day: _Day, rows: Sequence[_Arrival]) -> Sequence[_Arrival]:
    """What came while the member wanted a daily mail.

    Of a choice whose moment is unknown the whole day.
    """
    if told.when == "daily" and not told.is_moment_known:
        return rows if told.since < day.until else ()
    return [row for row in rows if _is_daily(told, row.at)]


def _is_daily(told: Told, at: datetime) -> bool:
    begun, ended = told.was_daily or (at, at)
    return begun <= at < ended or (told.when == "daily" and at >= told.since)


def _forms(session: Session, ids: Sequence[UUID]) -> Sequence[Form]:
    kept = Form.deleted_at.is_(None)
    return session.scalars(select(Form).where(Form.id.in_(ids), kept).order_by(Form.name)).all()


def _line(form: Form, rows: Sequence[_Arrival], ways: Ways) -> dict[str, Any]:
    return {
        "form": form.name,
        "count": len(rows),
        "answers": [
            {"address": ways.answer(row.id), "at": row.at, "is_change": row.revision > 1}
            for row in rows[:_LONGEST_TOLD]
        ],
    }


def _letter(
    told: Told, forms: Sequence[Mapping[str, Any]], *, day: _Day, organization: Organization
) -> Letter:
    return Letter(
        template=_DIGEST,
        recipient=told.email,
        facts={
            "forms": forms,
            "count": sum(form["count"] for form in forms),
            "zone": organization.time_zone,
            "until": day.until,
            "is_late": day.is_late,
        },
        locale=organization.locale,
        once=f"{_DIGEST}:{told.profile_id}:{day.until.date().isoformat()}",
        about=About(user_profile_id=told.profile_id),
    )


def _written(session: Session, letters: Sequence[Letter]) -> frozenset[str | None]:
    names = [one.once for one in letters]
    return frozenset(session.scalars(select(Mail.once).where(Mail.once.in_(names))))
