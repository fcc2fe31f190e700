"""Where to reach whoever sent an answer."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.forms import FormLink
from wedforms.messaging.copies import addresses_in
from wedforms.submissions.reachable import email_of
from wedforms.submissions.sent import Sent


def writers_of(session: Session, sent: Sent) -> list[str]:
    """The e-mail addresses of whoever sent it, at best; an empty list when none is known.

    As they answered; else where their personal link was sent to; else as the couple is known.
    """
    answered = addresses_in(sent.form.compiled.definition, sent.answers)
    known = answered or [_address_of_link(session, sent) or _address_of_client(session, sent)]
    return [address for address in known if address]


def _address_of_link(session: Session, sent: Sent) -> str:
    found = session.scalar(select(FormLink.recipient).where(FormLink.id == sent.link_id))
    return found or ""


def _address_of_client(session: Session, sent: Sent) -> str:
    return email_of(session, sent.client_id) if sent.client_id else ""
