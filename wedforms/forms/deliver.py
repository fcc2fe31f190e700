"""Having personal links sent by e-mail: asked for here, written and sent by the worker."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from wedforms.core.outbox import announce
from wedforms.forms.models import FormLink

#: A second press of the button within this time is the same press.
_ONE_PRESS: Final = timedelta(minutes=1)
_MOST: Final = 300


def deliver_link(session: Session, form_id: UUID, link_id: UUID, *, now: datetime) -> bool:
    """Have one link sent, again or for the first time; False when there is nothing to send.

    That is a link that leads nowhere, has no address, or was sent within the last minute.
    """
    pressed = FormLink.mailed_at.is_(None) | (FormLink.mailed_at < now - _ONE_PRESS)
    wanted = _deliverable(form_id, now=now).where(FormLink.id == link_id, pressed)
    return bool(_deliver(session, wanted, now=now))


def deliver_unsent(session: Session, form_id: UUID, *, now: datetime) -> int:
    """Have every link sent that never was and that nobody has answered; how many these are."""
    waiting = (FormLink.mailed_at.is_(None), FormLink.responses == 0)
    return _deliver(session, _deliverable(form_id, now=now).where(*waiting), now=now)


def unsent(session: Session, form_id: UUID, *, now: datetime) -> int:
    """How many links `deliver_unsent` would send."""
    waiting = (FormLink.mailed_at.is_(None), FormLink.responses == 0)
    found = _deliverable(form_id, now=now).where(*waiting).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def _deliverable(form_id: UUID, *, now: datetime) -> Select[Any]:
    usable: Sequence[ColumnElement[bool]] = (
        FormLink.form_id == form_id,
        FormLink.purpose == "personal",
        FormLink.recipient != "",
        FormLink.revoked_at.is_(None),
        FormLink.deleted_at.is_(None),
        FormLink.expires_at.is_(None) | (FormLink.expires_at > now),
    )
    return select(FormLink).where(*usable).order_by(FormLink.id).limit(_MOST)


def _deliver(session: Session, wanted: Select[Any], *, now: datetime) -> int:
    """Two presses at once take turns, and the second finds them sent."""
    held = wanted.with_for_update().execution_options(populate_existing=True)
    links = session.scalars(held).all()
    for link in links:
        link.mailed_at = now
        announce(session, "link.mailing", link_id=link.id)
    session.flush()
    return len(links)
