"""Mails that come back: which one it was, why, and what follows (RFC 3464)."""

from __future__ import annotations

import email
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, Message
from email.policy import default
from typing import Final

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wedforms.core.communications import Communication, CommunicationEvent
from wedforms.core.tenancy import open_organization
from wedforms.formspec.text import clean_line
from wedforms.lib.ids import uuid7
from wedforms.messaging.addresses import MailTag, tags_in
from wedforms.messaging.failures import suppress_address
from wedforms.messaging.reasons import is_for_good, reason_in_words, status_in

_LONGEST: Final = 500
_NAMING: Final = ("To", "Delivered-To", "X-Original-To", "In-Reply-To", "References")
_ORIGINAL: Final = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """One report that a mail could not be delivered."""

    tag: MailTag
    status: str
    said: str
    external_id: str


def read_bounce(content: bytes, *, envelope_to: str = "") -> Bounce | None:
    """What a mail that was handed in says came back; None when it is no such report.

    Delays and successes are none, nor what names no mail of ours.
    """
    message = email.message_from_bytes(content, policy=default)
    facts = list(_recipients(message))
    failed = [one for one in facts if str(one.get("Action", "")).strip().lower() == "failed"]
    tag = next(iter(_tags(message, envelope_to)), None)
    if tag is None or not failed:
        return None
    said = clean_line(str(failed[0].get("Diagnostic-Code", "")))[:_LONGEST]
    return Bounce(
        tag=tag,
        status=status_in(str(failed[0].get("Status", ""))) or status_in(said),
        said=said,
        external_id=hashlib.sha256(content).hexdigest(),
    )


def note_bounce(session: Session, bounce: Bounce, *, now: datetime) -> bool:
    """Record that the mail came back; whether it was news. The organization is the tag's.

    An address that will never take mail is not written to any more.
    """
    wanted = select(Communication).where(Communication.id == bounce.tag.mail_id).with_for_update()
    message = session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if message is None or not _is_new(session, bounce, now=now):
        return False
    reason = reason_in_words(bounce.status)
    message.status, message.failure = "failed", reason
    if is_for_good(bounce.status) and message.recipient:
        suppress_address(session, message.recipient, note=reason)
    return True


def _is_new(session: Session, bounce: Bounce, *, now: datetime) -> bool:
    values = {
        "organization_id": open_organization(session),
        "id": uuid7(),
        "communication_id": bounce.tag.mail_id,
        "event_type": "bounced",
        "occurred_at": now,
        "external_id": bounce.external_id,
        "details": {"status": bounce.status, "said": bounce.said},
    }
    statement = insert(CommunicationEvent).values(values).on_conflict_do_nothing()
    told = session.execute(statement.returning(CommunicationEvent.id))
    return told.scalar_one_or_none() is not None


def _recipients(message: EmailMessage) -> Iterator[Message]:
    """The blocks of a delivery report, one a recipient."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            yield from part.get_payload()  # type: ignore[misc] # of a multipart: messages


def _tags(message: EmailMessage, envelope_to: str) -> Iterator[MailTag]:
    """Where the report came to, and what it brings back of ours."""
    yield from tags_in(envelope_to)
    for name in _NAMING:
        for value in message.get_all(name, ()):
            yield from tags_in(str(value))
    for part in message.walk():
        if part.get_content_type() in _ORIGINAL:
            yield from tags_in(part.as_string()[:20_000])
