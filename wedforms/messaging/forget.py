"""Emptying mails when the answers that they told were erased, or whoever they were written to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from wedforms.core.communications import Communication
from wedforms.core.tenancy import open_organization
from wedforms.messaging.models import Mail
from wedforms.submissions import FormSubmission

_FORGOTTEN: Final = "erased"
_EMPTY_TRAIL: Final = text("SELECT empty_trail_of_mails(:organization_id, :ids)")
_EMPTY_EVENTS: Final = text("SELECT empty_events_of_mails(:organization_id, :ids)")


def forget_mails(session: Session) -> int:
    """Empty the mails about answers of which nothing was to be kept; how many there were.

    That a mail was sent, and when, stays. What is sensitive never stood in one, so answers of
    which only that was erased keep theirs.
    """
    wanted = (
        select(Communication.id)
        .join(Mail, Mail.id == Communication.id)
        .join(FormSubmission, FormSubmission.id == Mail.submission_id)
        .where(
            FormSubmission.erased_at.is_not(None),
            FormSubmission.deleted_at.is_not(None),
            Communication.content != _FORGOTTEN,
        )
    )
    found = session.scalars(wanted).all()
    empty_messages(session, found)
    return len(found)


def empty_messages(session: Session, ids: Sequence[UUID]) -> None:
    """Take the words and the addresses out of messages, and what servers said about them."""
    if not ids:
        return
    wanted = select(Communication, Mail).outerjoin(Mail, Mail.id == Communication.id)
    for message, mail in session.execute(wanted.where(Communication.id.in_(ids))):
        message.recipient = message.subject = ""
        message.content, message.content_html = _FORGOTTEN, None
        message.status = "failed" if message.status in ("queued", "sending") else message.status
        message.failure = None
        if mail is not None:
            mail.reply_to = ""
    session.flush()
    given = {"organization_id": open_organization(session), "ids": list(ids)}
    session.execute(_EMPTY_EVENTS, given)
    session.execute(_EMPTY_TRAIL, given)
