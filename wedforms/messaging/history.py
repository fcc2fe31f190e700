"""What was written to whom, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from wedforms.core.communications import Communication, CommunicationEvent
from wedforms.messaging.errors import MailNotFound
from wedforms.messaging.failures import UNKNOWN_END
from wedforms.messaging.models import Mail
from wedforms.messaging.opening import hide_secrets

PAGE: Final = 50
WAITING: Final = ("queued", "sending")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One mail in a list; `failure` says in words why it did not arrive, or is tried again.

    One that `is_double` was handed over when worker or connection ended: it may have arrived more
    than once, or although it is said to have failed.
    """

    id: UUID
    template: str
    recipient: str
    subject: str
    status: str
    failure: str
    at: datetime
    form_id: UUID | None
    submission_id: UUID | None
    is_to_member: bool
    may_send_again: bool
    is_double: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeMessage:
    """One mail with its words; secrets of links are not among them."""

    message: Message
    text: str
    reply_to: str
    attempts: int
    events: Sequence[Mapping[str, Any]]


def messages_of_form(
    session: Session, form_id: UUID, *, before: UUID | None = None
) -> Sequence[Message]:
    """Fifty mails about a form, the latest first."""
    wanted = _mails().where(Mail.form_id == form_id)
    if before is not None:
        wanted = wanted.where(Mail.id < before)
    return [_shown(row) for row in session.execute(wanted.limit(PAGE))]


def messages_of_submission(session: Session, submission_id: UUID) -> Sequence[Message]:
    """The latest mails about one submission."""
    wanted = _mails().where(Mail.submission_id == submission_id)
    return [_shown(row) for row in session.execute(wanted.limit(PAGE))]


def message_one(session: Session, message_id: UUID) -> WholeMessage:
    """One mail of the organization; raises MailNotFound."""
    row = session.execute(_mails().where(Mail.id == message_id)).first()
    if row is None:
        raise MailNotFound
    message, mail, _ = row
    told = select(CommunicationEvent).where(CommunicationEvent.communication_id == message_id)
    events = session.scalars(told.order_by(CommunicationEvent.occurred_at, CommunicationEvent.id))
    return WholeMessage(
        message=_shown(row),
        text=hide_secrets(message.content, mail),
        reply_to=mail.reply_to,
        attempts=message.attempts,
        events=[
            {
                "type": "unknown" if one.details == UNKNOWN_END else one.event_type,
                "at": one.occurred_at,
                "said": one.details.get("said", ""),
            }
            for one in events
        ],
    )


def _mails() -> Select[*tuple[Any, ...]]:
    """Mails in the organization's name; those about a person's own account are theirs alone."""
    unknown = select(CommunicationEvent.id).where(
        CommunicationEvent.communication_id == Communication.id,
        CommunicationEvent.event_type == "sent",
        CommunicationEvent.details.contains(UNKNOWN_END),
    )
    return (
        select(Communication, Mail, unknown.exists().label("is_double"))
        .join(Mail, Mail.id == Communication.id)
        .where(Communication.type == "email", Communication.deleted_at.is_(None))
        .order_by(Mail.id.desc())
    )


def _shown(row: Any) -> Message:
    message, mail, is_double = row
    return Message(
        id=message.id,
        template=mail.template,
        recipient=message.recipient,
        subject=message.subject,
        status=message.status,
        failure=message.failure or "",
        at=message.sent_at or message.created_at,
        form_id=mail.form_id,
        submission_id=mail.submission_id,
        is_to_member=mail.user_profile_id is not None,
        may_send_again=message.status not in WAITING
        and mail.secret_digest is None
        and bool(message.recipient),
        is_double=is_double,
    )
