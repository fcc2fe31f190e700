"""Recording that a mail did not arrive: in words, and so that an address that is none rests."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wedforms.core.communications import Communication, CommunicationEvent, Suppression
from wedforms.core.tenancy import open_organization
from wedforms.lib.ids import uuid7
from wedforms.messaging.post import Delayed, Refused
from wedforms.messaging.reasons import is_for_good

_LONGEST_ANSWER = 500
#: The event of a hand-over whose end nobody knows: `sent`, with this among its details.
UNKNOWN_END: Final = {"answer": "unknown"}


def note_refusal(
    session: Session, message: Communication, refused: Refused, *, now: datetime
) -> None:
    """It failed for good; an address that does not exist is not written to again."""
    message.status, message.failure = "failed", refused.reason
    _note(session, message, "failed", {"status": refused.status, "said": refused.said}, now=now)
    if is_for_good(refused.status):
        suppress_address(session, message.recipient, note=refused.reason)


def note_delay(
    session: Session, message: Communication, delayed: Delayed, *, is_last: bool, now: datetime
) -> bool:
    """It is tried again, unless this was the last time; whether it is."""
    if delayed.is_unknown:
        note_unknown_end(session, message, now=now)
    if is_last:
        message.status, message.failure = "failed", delayed.reason
        _note(session, message, "failed", {"said": delayed.said}, now=now)
        return False
    message.status, message.failure = "queued", delayed.reason
    return True


def note_unknown_end(session: Session, message: Communication, *, now: datetime) -> None:
    """It was being handed over when worker or connection ended: it may have arrived, or not."""
    _note(session, message, "sent", UNKNOWN_END, now=now)


def suppress_address(session: Session, address: str, *, note: str) -> None:
    """Do not write to this address any more; one that was allowed again is stopped anew."""
    values = {
        "organization_id": open_organization(session),
        "id": uuid7(),
        "channel": "email",
        "address": address.lower(),
        "reason": "bounced",
        "note": note,
    }
    statement = insert(Suppression).values(values)
    again = {"reason": "bounced", "note": note, "lifted_at": None}
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["organization_id", "channel", "address"], set_=again
        )
    )


def _note(
    session: Session, message: Communication, event: str, details: dict[str, str], *, now: datetime
) -> None:
    said = {name: words[:_LONGEST_ANSWER] for name, words in details.items() if words}
    session.add(
        CommunicationEvent(
            communication_id=message.id, event_type=event, occurred_at=now, details=said
        )
    )
