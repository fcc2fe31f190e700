"""Announcing events: a job that commits with the act, or not at all."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from wedforms.core.jsonb import dumps
from wedforms.core.tenancy import open_organization

EVENTS: Final = frozenset(
    {
        "form.published",
        "submission.received",
        "submission.approved",
        "submission.corrected",
        "submission.counted",
        "submission.deleted",
        "submission.restored",
        "export.requested",
        "client.created",
        "wedding.booked",
        "wedding.moved",
        "document.issuing",
        "document.issued",
        "document.accepted",
        "document.completed",
        "document.declined",
        "invoice.issued",
        "payment.received",
        "payment.refunded",
        "message.queued",
        "link.mailing",
        "change.asked",
        "change.answered",
        "reminders.wanted",
        "erasure.asked",
    }
)

_ANNOUNCE: Final = text("select announce_event(:event, :organization_id, cast(:ids as jsonb), :at)")


class UnknownEvent(ValueError):
    """No event has this name; the names stand in `EVENTS`."""


def announce(
    session: Session, event: str, *, at: datetime | None = None, **ids: UUID | int
) -> None:
    """Make a job of the event's name that gets `organization_id` and these ids; not before `at`.

    The job is seen by a worker only after the caller's commit.
    """
    if event not in EVENTS:
        raise UnknownEvent(event)
    carried = {name: one if isinstance(one, int) else str(one) for name, one in ids.items()}
    session.execute(
        _ANNOUNCE,
        {
            "event": event,
            "organization_id": open_organization(session),
            "ids": dumps(carried),
            "at": at,
        },
    )
