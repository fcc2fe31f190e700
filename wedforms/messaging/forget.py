"""Emptying mails when the answers that they told were erased."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from wedforms.core.communications import Communication
from wedforms.core.tenancy import open_organization
from wedforms.messaging.models import Mail
from wedforms.submissions import FormSubmission

_FORGOTTEN: Final = "erased"
_EMPTY_TRAIL: Final = text("SELECT empty_trail_of_mails(:organization_id, :ids)")


def forget_mails(session: Session) -> int:
    """Empty the mails about answers of which nothing was to be kept; how many there were.

    That a mail was sent, and when, stays. What is sensitive never stood in one, so answers of
    which only that was erased keep theirs.
    """
    wanted = (
        select(Communication, Mail)
        .join(Mail, Mail.id == Communication.id)
        .join(FormSubmission, FormSubmission.id == Mail.submission_id)
        .where(
            FormSubmission.erased_at.is_not(None),
            FormSubmission.deleted_at.is_not(None),
            Communication.content != _FORGOTTEN,
        )
    )
    found = session.execute(wanted).all()
    for message, mail in found:
        message.recipient = message.subject = ""
        message.content, message.content_html = _FORGOTTEN, None
        message.status = "failed" if message.status in ("queued", "sending") else message.status
        mail.reply_to = ""
    session.flush()
    if found:
        ids = [message.id for message, _ in found]
        session.execute(_EMPTY_TRAIL, {"organization_id": open_organization(session), "ids": ids})
    return len(found)
