"""Sending a mail: `sending` is recorded before the hand-over and `sent` after it.

A worker that is killed between the two leaves `sending`. The job's next try notes that the end
of the earlier one is unknown and sends the mail again with the same Message-ID: one extra at most,
and pages say so. While it is handed over the row is locked, so
of two workers with the same mail one sends it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Final, TypeAlias
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wedforms.core.communications import Communication, Suppression
from wedforms.core.tenancy import open_organization
from wedforms.documents import Document
from wedforms.documents.issue import name_of_file
from wedforms.files import StoredFile
from wedforms.files.store import FileStore
from wedforms.messaging.addresses import MailTag
from wedforms.messaging.envelope import Enclosure, message_of, tagged
from wedforms.messaging.errors import MailDelayed, MailInHand
from wedforms.messaging.failures import note_delay, note_refusal, note_unknown_end
from wedforms.messaging.letterhead import LOGO
from wedforms.messaging.models import Mail
from wedforms.messaging.opening import secrets_for
from wedforms.messaging.post import Delayed, Post, Refused

Transaction: TypeAlias = Callable[[UUID], AbstractContextManager[Session]]

#: Tries of one mail, over about a day.
MOST_TRIES: Final = 8
SUPPRESSED: Final = "this address is not written to any more"
_UNDONE: Final = ("queued", "sending")


def send_mail(
    transaction: Transaction,
    *,
    organization_id: UUID,
    message_id: UUID,
    post: Post,
    secret_key: str,
    files: FileStore,
    clock: Callable[[], datetime],
    earlier_keys: Sequence[str] = (),
) -> None:
    """Hand one queued mail over, once; one that was sent or has failed is left alone.

    Secrets are those of the key by which they were made, if it is one of these.
    Raises MailDelayed when it must be tried again, MailInHand when another worker is at it.
    """
    with transaction(organization_id) as session:
        if not _begin(session, message_id, post=post, now=clock()):
            return
    with transaction(organization_id) as session:
        message = _locked(session, message_id)
        if message.status != "sending":
            return
        is_delayed = _hand_over(
            session,
            message,
            post=post,
            keys=(secret_key, *earlier_keys),
            files=files,
            clock=clock,
        )
    if is_delayed:
        raise MailDelayed


def _begin(session: Session, message_id: UUID, *, post: Post, now: datetime) -> bool:
    """Record that the mail is being sent; whether it is to be."""
    message = _locked(session, message_id)
    if message.status not in _UNDONE:
        return False
    if is_suppressed(session, message.recipient):
        note_refusal(session, message, Refused(SUPPRESSED), now=now)
        return False
    if message.status == "sending":
        note_unknown_end(session, message, now=now)
    message.status = "sending"
    message.attempts += 1
    message.message_id = message.message_id or tagged(message, mail_from=post.mail_from)
    return True


def _hand_over(
    session: Session,
    message: Communication,
    *,
    post: Post,
    keys: Sequence[str],
    files: FileStore,
    clock: Callable[[], datetime],
) -> bool:
    """Hand the mail over and record what came of it; whether it must be tried again."""
    organization_id = open_organization(session)
    mail = session.get_one(Mail, (organization_id, message.id))
    tag = MailTag(organization_id, message.id)
    try:
        made = message_of(
            message,
            mail,
            mail_from=post.mail_from,
            secrets=secrets_for(session, mail, secret_key=keys[0], earlier_keys=keys[1:]),
            enclosures=tuple(_enclosures(session, mail, files)),
        )
        post.hand_over(made, recipient=message.recipient, tag=tag)
    except Refused as refused:
        note_refusal(session, message, refused, now=clock())
        return False
    except Delayed as delayed:
        is_last = message.attempts >= MOST_TRIES
        return note_delay(session, message, delayed, is_last=is_last, now=clock())
    message.status, message.failure, message.sent_at = "sent", None, clock()
    return False


def is_suppressed(session: Session, address: str) -> bool:
    """Whether this address must not be written to."""
    wanted = select(Suppression.id).where(
        Suppression.channel == "email",
        Suppression.address == func.lower(address),
        Suppression.lifted_at.is_(None),
    )
    return session.scalar(wanted) is not None


def _locked(session: Session, message_id: UUID) -> Communication:
    wanted = select(Communication).where(Communication.id == message_id)
    wanted = wanted.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    if (found := session.scalars(wanted).one_or_none()) is None:
        raise MailInHand
    return found


def _enclosures(session: Session, mail: Mail, files: FileStore) -> list[Enclosure]:
    organization_id = mail.organization_id
    found = []
    logo = session.get(StoredFile, (organization_id, mail.logo_id)) if mail.logo_id else None
    if logo and files.exists(logo.sha256, organization_id=organization_id):
        content = files.get(logo.sha256, organization_id=organization_id)
        found.append(Enclosure(LOGO, logo.media_type, content))
    paper = session.get(Document, (organization_id, mail.document_id)) if mail.document_id else None
    if paper and paper.sha256:
        content = files.get(paper.sha256, organization_id=organization_id)
        found.append(Enclosure(name_of_file(paper), "application/pdf", content))
    return found
