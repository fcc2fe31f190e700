"""Whom an enquiry comes from: the couple that can be reached there already, or nobody yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import and_, or_, select, text
from sqlalchemy.orm import Session

from wedforms.clients.facts import ContactFacts
from wedforms.core.clients import Client, ClientContact
from wedforms.core.tenancy import open_organization

_ONE_BY_ONE: Final = text(
    "select pg_advisory_xact_lock(hashtextextended('enrol ' || cast(:organization_id as text), 0))"
)
#: A name on social media is typed in too many ways to find anybody by it.
_CERTAIN: Final = ("email", "phone")
#: Their wedding is over: who asks for another date is a new couple, at the old address.
_OVER: Final = ("married", "archived")


def wait_for_others(session: Session) -> None:
    """Until the caller's transaction ends, no other one of the organization enrols by itself."""
    session.execute(_ONE_BY_ONE, {"organization_id": open_organization(session)})


def recognise(
    session: Session, contacts: Sequence[ContactFacts], *, day: date | None
) -> Client | None:
    """The couple with one of these addresses or numbers, the one with this wedding date first.

    A couple whose wedding is over is recognised by the date as well.
    """
    reached = _reached(session, contacts)
    same_day = [one for one in reached if day is not None and one.wedding_date == day]
    ahead = [one for one in reached if one.status not in _OVER]
    fitting = [one for one in ahead if day is None or one.wedding_date is None]
    return next(iter([*same_day, *fitting, *ahead]), None)


def _reached(session: Session, contacts: Sequence[ContactFacts]) -> Sequence[Client]:
    same = [
        and_(
            ClientContact.contact_type == one.kind,
            ClientContact.contact_value == one.value,
            ClientContact.deleted_at.is_(None),
        )
        for one in contacts
        if one.kind in _CERTAIN
    ]
    if not same:
        return []
    reached = select(ClientContact.client_id).where(or_(*same))
    kept = select(Client).where(Client.id.in_(reached), Client.deleted_at.is_(None))
    return session.scalars(kept.order_by(Client.created_at.desc(), Client.id.desc())).all()
