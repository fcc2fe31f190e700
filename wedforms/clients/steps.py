"""Where the relationship stands: lead, booked, married, archived, and back with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from wedforms.clients.enrol import claim_client, find_client
from wedforms.clients.errors import ClientChanged, FactsRefused, Fault, ReasonNeeded, StepRefused
from wedforms.core.clients import Client
from wedforms.core.outbox import announce
from wedforms.core.trail import record_act
from wedforms.formspec.text import clean_line

#: What may follow from each status, the usual step first.
STEPS: Final[Mapping[str, tuple[str, ...]]] = {
    "lead": ("booked", "archived"),
    "booked": ("married", "archived", "lead"),
    "married": ("archived", "booked"),
    "archived": ("lead", "booked", "married"),
}
#: From earlier to later; whoever goes back says why.
ORDER: Final = ("lead", "booked", "married", "archived")
LONGEST_REASON: Final = 300


def take_step(session: Session, client_id: UUID, *, to: str, reason: str, revision: int) -> Client:
    """Move a couple to another status, note it in the trail, and announce a booking.

    Pressed twice it is taken once. Raises ClientNotFound, ClientChanged, StepRefused,
    ReasonNeeded and FactsRefused.
    """
    try:
        client = claim_client(session, client_id, revision=revision)
    except ClientChanged as changed:
        client = find_client(session, client_id)
        # From this page the step was open; the one change since then can only have been the step.
        if client.status == to and changed.revision == revision + 1:
            return client
        raise
    if to not in STEPS[client.status]:
        raise StepRefused(client.status, to)
    reason = clean_line(reason)
    if is_back(client.status, to) and not reason:
        raise ReasonNeeded
    if len(reason) > LONGEST_REASON:
        raise FactsRefused([Fault("reason", f"Use at most {LONGEST_REASON} characters.")])
    record_act(
        session, "client.step", table="clients", record_id=client.id,
        was=client.status, now=to, reason=reason,
    )  # fmt: skip
    client.status = to
    client.revision += 1
    if to == "booked":
        announce(session, "wedding.booked", client_id=client.id)
    return client


def is_back(status: str, to: str) -> bool:
    """Whether the step goes back, and needs a reason."""
    return ORDER.index(to) < ORDER.index(status)
