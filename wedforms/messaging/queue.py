"""Queueing a mail: composed and kept in the transaction of what it tells, sent by the worker."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wedforms.core.accounts import Organization
from wedforms.core.communications import Communication
from wedforms.core.outbox import announce
from wedforms.formspec.formats import is_email
from wedforms.lib.ids import uuid7
from wedforms.messaging.compose import Composed, compose_letter
from wedforms.messaging.errors import AddressUnusable
from wedforms.messaging.letterhead import Letterhead, letterhead_of
from wedforms.messaging.letters import Letter
from wedforms.messaging.models import Mail


def queue_mail(session: Session, letter: Letter) -> UUID:
    """Compose the letter, keep it, and have it sent after the caller's commit; its id.

    A letter whose `once` was there before is not written again: the id is the earlier one's.
    Raises AddressUnusable.
    """
    if not is_email(letter.recipient) or (letter.reply_to and not is_email(letter.reply_to)):
        raise AddressUnusable
    if letter.once and (earlier := _earlier(session, letter.once)):
        return earlier
    organization = session.scalars(select(Organization)).one()
    letterhead = letterhead_of(session, organization, sender=letter.sender)
    composed = compose_letter(letter, letterhead)
    try:
        with session.begin_nested():
            return _keep(session, letter, letterhead, composed)
    except IntegrityError:
        # Another transaction told the same at the same moment, and was first.
        if letter.once and (earlier := _earlier(session, letter.once)):
            return earlier
        raise


def _earlier(session: Session, once: str) -> UUID | None:
    return session.scalar(select(Mail.id).where(Mail.once == once))


def _keep(session: Session, letter: Letter, letterhead: Letterhead, composed: Composed) -> UUID:
    message = Communication(
        id=letter.secret.mail_id if letter.secret else uuid7(),
        type="email" if letter.sender == "organization" else "system",
        client_id=letter.about.client_id,
        recipient=letter.recipient,
        subject=composed.subject,
        content=composed.text,
        content_html=composed.html,
        status="queued",
    )
    session.add(message)
    session.flush()
    session.add(_other_half(message.id, letter, letterhead))
    session.flush()
    announce(session, "message.queued", message_id=message.id)
    return message.id


def _other_half(message_id: UUID, letter: Letter, letterhead: Letterhead) -> Mail:
    about = letter.about
    return Mail(
        id=message_id,
        template=letter.template,
        locale=letter.locale,
        sender=letter.sender,
        sender_name=letterhead.name,
        reply_to=letter.reply_to,
        form_id=about.form_id,
        submission_id=about.submission_id,
        link_id=about.link_id,
        document_id=about.document_id,
        user_profile_id=about.user_profile_id,
        logo_id=letterhead.logo_id,
        once=letter.once or None,
        secret_digest=letter.secret.digest if letter.secret else None,
    )
