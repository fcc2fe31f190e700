"""The days that are taken: by the supplier's own diary, and by the weddings of booked couples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from wedforms.clients.errors import ClientNotFound, FactsRefused, Fault
from wedforms.core.clients import BusyDays, Client
from wedforms.core.tenancy import open_organization
from wedforms.formspec.text import clean_line

LONGEST_NOTE: Final = 200
MOST_DAYS: Final = 366
_SATURDAY: Final = 5
_WEEKS_AROUND: Final = 8
_MOST_LISTED: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """What is ahead: days that were entered, and booked couples by their wedding."""

    entered: Sequence[BusyDays]
    weddings: Sequence[Client]


def diary_from(session: Session, today: date) -> Diary:
    """Everything that is taken from today on, in order."""
    entered = select(BusyDays).where(BusyDays.deleted_at.is_(None), BusyDays.last_day >= today)
    weddings = select(Client).where(*_booked(None), Client.wedding_date >= today)
    return Diary(
        entered=session.scalars(
            entered.order_by(BusyDays.first_day, BusyDays.id).limit(_MOST_LISTED)
        ).all(),
        weddings=session.scalars(
            weddings.order_by(Client.wedding_date, Client.id).limit(_MOST_LISTED)
        ).all(),
    )


def enter_busy_days(session: Session, *, first: date, last: date, note: str) -> None:
    """Take some days; raises FactsRefused."""
    faults = []
    if last < first:
        faults.append(Fault("last", "The last day comes before the first."))
    if (last - first).days >= MOST_DAYS:
        faults.append(Fault("last", "Enter at most a year at once."))
    note = clean_line(note)
    if len(note) > LONGEST_NOTE:
        faults.append(Fault("note", f"Use at most {LONGEST_NOTE} characters."))
    if faults:
        raise FactsRefused(faults)
    session.add(BusyDays(first_day=first, last_day=last, note=note))
    session.flush()


def free_busy_days(session: Session, entry_id: UUID, *, now: datetime) -> None:
    """Give entered days free again; raises ClientNotFound for an unknown entry."""
    entry = session.get(BusyDays, (open_organization(session), entry_id))
    if entry is None:
        raise ClientNotFound
    entry.deleted_at = entry.deleted_at or now
    session.flush()


def is_busy(session: Session, day: date, *, but_for: UUID | None = None) -> bool:
    """Whether the day is taken, not counting the wedding of the couple `but_for`."""
    return day in _taken(session, day, day, but_for=but_for)


def free_saturdays(
    session: Session, near: date, *, today: date, but_for: UUID | None = None, wanted: int = 2
) -> list[date]:
    """The free Saturdays that are nearest to a day, in order; none that is over."""
    first, last = near - timedelta(weeks=_WEEKS_AROUND), near + timedelta(weeks=_WEEKS_AROUND)
    taken = _taken(session, first, last, but_for=but_for)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    free = [one for one in days if one.weekday() == _SATURDAY and one > today and one not in taken]
    return sorted(sorted(free, key=lambda one: abs((one - near).days))[:wanted])


def _taken(session: Session, first: date, last: date, *, but_for: UUID | None) -> set[date]:
    entered = session.execute(
        select(BusyDays.first_day, BusyDays.last_day).where(
            BusyDays.deleted_at.is_(None), BusyDays.last_day >= first, BusyDays.first_day <= last
        )
    )
    days = {
        start + timedelta(days=number)
        for start, end in entered
        for number in range((end - start).days + 1)
    }
    weddings = select(Client.wedding_date).where(
        *_booked(but_for), Client.wedding_date >= first, Client.wedding_date <= last
    )
    return days | {one for one in session.scalars(weddings) if one is not None}


def _booked(but_for: UUID | None) -> list[ColumnElement[bool]]:
    booked = [Client.status == "booked", Client.deleted_at.is_(None)]
    return booked if but_for is None else [*booked, Client.id != but_for]
