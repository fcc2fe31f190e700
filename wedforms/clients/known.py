"""What is known of a couple, by the names that answers are written back under."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.clients.enrol import contacts_of
from wedforms.clients.facts import CONTACTS
from wedforms.core.clients import Client, ClientContact
from wedforms.formspec.targets import Written

_COLUMNS: Final = ("partner_1_name", "partner_2_name", "wedding_date", "venue", "town")
_THEIRS: Final = ("couple", "partner_1", "partner_2")


def known_of(session: Session, client_id: UUID) -> dict[str, Written]:
    """The facts by names such as `partner_1_name`; nothing of a couple that is off the list."""
    kept = select(Client).where(Client.id == client_id, Client.deleted_at.is_(None))
    if (client := session.scalar(kept)) is None:
        return {}
    facts = {name: getattr(client, name) for name in _COLUMNS} | _reached(
        contacts_of(session, client.id)
    )
    return {name: fact for name, fact in facts.items() if fact}


def _reached(contacts: Iterable[ClientContact]) -> dict[str, Written]:
    """The main contact of each kind and person; for both together else that of one of them.

    What belongs to somebody else, a mother or a planner, is told to nobody.
    """
    found: dict[str, Written] = {}
    names = {whose: name for name, whose in CONTACTS.items()}
    theirs = [one for one in contacts if one.person in _THEIRS]
    for one in theirs:
        found.setdefault(names[one.contact_type, one.person], one.contact_value)
    for one in theirs:
        found.setdefault(names[one.contact_type, "couple"], one.contact_value)
    return found
