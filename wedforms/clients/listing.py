"""The list of couples: searched, narrowed down, in the order of their weddings, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select, tuple_
from sqlalchemy.orm import Session

from wedforms.clients.errors import ClientNotFound
from wedforms.core.clients import Client, ClientContact

PAGE: Final = 50
#: What the list may show: those with work ahead, one status, everybody, or those taken off it.
SHOWN: Final = ("open", "lead", "booked", "married", "archived", "all", "removed")
ORDERS: Final = ("soonest", "latest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which couples, in which order."""

    words: str = ""
    shown: str = "open"
    since: date | None = None
    until: date | None = None
    order: str = "soonest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some couples, and the last of them where more follow."""

    clients: Sequence[Client]
    after: UUID | None


def clients_shown(session: Session, wanted: Wanted, *, after: UUID | None = None) -> Page:
    """The couples that are wanted; those without a date come last. Raises ClientNotFound."""
    found = select(Client).where(*_asked(wanted))
    if after is not None:
        found = found.where(_follows(session, after, order=wanted.order))
    rows = session.scalars(found.order_by(*_order(wanted.order)).limit(PAGE + 1)).all()
    return Page(clients=rows[:PAGE], after=rows[PAGE - 1].id if len(rows) > PAGE else None)


def name_of(client: Client) -> str:
    """The couple's name: both names, or the one that is known."""
    return " & ".join(filter(None, (client.partner_1_name, client.partner_2_name)))


def _asked(wanted: Wanted) -> list[ColumnElement[bool]]:
    asked = [_is_shown(wanted.shown), *_matches(wanted.words)]
    if wanted.since is not None:
        asked.append(Client.wedding_date >= wanted.since)
    if wanted.until is not None:
        asked.append(Client.wedding_date <= wanted.until)
    return asked


def _is_shown(shown: str) -> ColumnElement[bool]:
    if shown == "removed":
        return Client.deleted_at.is_not(None)
    kept = Client.deleted_at.is_(None)
    if shown == "all":
        return kept
    statuses = ("lead", "booked") if shown == "open" else (shown,)
    return and_(kept, Client.status.in_(statuses))


def _matches(words: str) -> list[ColumnElement[bool]]:
    """Every word is in a name, the venue or a contact of the couple."""
    return [
        or_(
            Client.partner_1_name.icontains(word, autoescape=True),
            Client.partner_2_name.icontains(word, autoescape=True),
            Client.venue.icontains(word, autoescape=True),
            exists().where(
                ClientContact.organization_id == Client.organization_id,
                ClientContact.client_id == Client.id,
                ClientContact.deleted_at.is_(None),
                ClientContact.contact_value.icontains(word, autoescape=True),
            ),
        )
        for word in words.split()
    ]


def _order(order: str) -> tuple[ColumnElement[Any], ...]:
    if order == "latest":
        return Client.wedding_date.desc().nulls_last(), Client.id.desc()
    return Client.wedding_date.asc().nulls_last(), Client.id.asc()


def _follows(session: Session, after: UUID, *, order: str) -> ColumnElement[bool]:
    """What stands behind this couple in the order."""
    row = session.execute(select(Client.wedding_date, Client.id).where(Client.id == after)).first()
    if row is None:
        raise ClientNotFound
    is_behind = Client.id < row.id if order == "latest" else Client.id > row.id
    if row.wedding_date is None:
        return and_(Client.wedding_date.is_(None), is_behind)
    place, mark = tuple_(Client.wedding_date, Client.id), tuple_(row.wedding_date, row.id)
    return or_(place < mark if order == "latest" else place > mark, Client.wedding_date.is_(None))
