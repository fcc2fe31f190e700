"""Where a couple marries, as far as it is known: for the sun of the day."""

from __future__ import annotations

from datetime import time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.core.clients import Client
from wedforms.formspec.sun import Place, Wedding, sunset


def place_of(client: Client) -> Place | None:
    """The place of the wedding; None while nobody has entered where it is."""
    if client.latitude is None or client.longitude is None:
        return None
    return Place(float(client.latitude), float(client.longitude), client.time_zone)


def sunset_of(client: Client) -> time | None:
    """When the sun sets on the wedding, by the clock there; None where it is not known."""
    place = place_of(client)
    if client.wedding_date is None or place is None:
        return None
    return sunset(client.wedding_date, place)


def wedding_of(session: Session, client_id: UUID) -> Wedding:
    """The day and the place of a couple's wedding, for the forms that they fill in."""
    client = session.scalar(select(Client).where(Client.id == client_id))
    if client is None:
        return Wedding()
    return Wedding(day=client.wedding_date, place=place_of(client))
