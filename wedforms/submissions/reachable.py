"""Clients who can be sent a form, each with the name and the address they go by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.core.clients import Client, ClientContact

_MOST: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachable:
    """A couple as they are chosen from a list; without `email` a link can only be handed over."""

    id: UUID
    name: str
    email: str
    wedding_date: date | None


def reachable_clients(session: Session) -> Sequence[Reachable]:
    """Couples who are not archived, the nearest wedding first."""
    couples = session.scalars(
        select(Client)
        .where(Client.deleted_at.is_(None), Client.status != "archived")
        .order_by(Client.wedding_date.asc().nulls_last(), Client.id)
        .limit(_MOST)
    ).all()
    emails = _emails(session, [one.id for one in couples])
    return [
        Reachable(
            id=one.id,
            name=" & ".join(name for name in (one.partner_1_name, one.partner_2_name) if name),
            email=emails.get(one.id, ""),
            wedding_date=one.wedding_date,
        )
        for one in couples
    ]


def email_of(session: Session, client_id: UUID) -> str:
    """The address of one couple; empty where none is known."""
    return _emails(session, [client_id]).get(client_id, "")


def _emails(session: Session, client_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The address of each couple: the one marked as theirs, else the first that was noted."""
    contacts = select(ClientContact.client_id, ClientContact.contact_value).where(
        ClientContact.client_id.in_(client_ids),
        ClientContact.contact_type == "email",
        ClientContact.deleted_at.is_(None),
    )
    found: dict[UUID, str] = {}
    for client_id, email in session.execute(
        contacts.order_by(ClientContact.is_primary.desc(), ClientContact.id)
    ):
        found.setdefault(client_id, email)
    return found
