"""Sending a mail again: the same words as another message, perhaps to a corrected address."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wedforms.core.communications import Communication, Suppression
from wedforms.core.outbox import announce
from wedforms.core.tenancy import open_organization
from wedforms.formspec.formats import is_email
from wedforms.lib.ids import uuid7
from wedforms.messaging.errors import AddressUnusable, MailNotFound, NotResendable
from wedforms.messaging.history import WAITING
from wedforms.messaging.models import Mail

_SAME: Final = (
    "template",
    "locale",
    "sender",
    "sender_name",
    "reply_to",
    "form_id",
    "submission_id",
    "link_id",
    "document_id",
    "logo_id",
    "user_profile_id",
)


def send_again(
    session: Session, message_id: UUID, *, recipient: str, attempt: UUID, now: datetime
) -> UUID:
    """Queue the mail anew; pressed twice (the same `attempt`) it is sent once more, not twice.

    Whoever sends to an address again says that it is right: it may be written to from now on.
    Raises AddressUnusable, MailNotFound or NotResendable.
    """
    if not is_email(recipient):
        raise AddressUnusable
    organization_id = open_organization(session)
    message = session.get(Communication, (organization_id, message_id))
    mail = session.get(Mail, (organization_id, message_id))
    if message is None or mail is None or message.type != "email":
        raise MailNotFound
    if message.status in WAITING or mail.secret_digest is not None or not message.recipient:
        raise NotResendable
    once = f"again:{attempt}"
    _allow(session, recipient, now=now)
    try:
        with session.begin_nested():
            return _copy(session, message, mail, recipient=recipient, once=once)
    except IntegrityError:
        return session.scalars(select(Mail.id).where(Mail.once == once)).one()


def _allow(session: Session, recipient: str, *, now: datetime) -> None:
    rested = update(Suppression).where(
        Suppression.channel == "email",
        Suppression.address == func.lower(recipient),
        Suppression.reason == "bounced",
        Suppression.lifted_at.is_(None),
    )
    session.execute(rested.values(lifted_at=now), execution_options={"synchronize_session": False})


def _copy(
    session: Session, message: Communication, mail: Mail, *, recipient: str, once: str
) -> UUID:
    again = Communication(
        id=uuid7(),
        type=message.type,
        client_id=message.client_id,
        recipient=recipient,
        subject=message.subject,
        content=message.content,
        content_html=message.content_html,
        status="queued",
    )
    session.add(again)
    session.flush()
    same = {name: getattr(mail, name) for name in _SAME}
    session.add(Mail(id=again.id, once=once, **same))
    session.flush()
    announce(session, "message.queued", message_id=again.id)
    return again.id
