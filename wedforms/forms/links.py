"""Personal links: made for one person or household, with what is already known of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.forms.errors import FormNotFound, LinkNotUsable
from wedforms.forms.find import PublishedForm, fillable_version
from wedforms.forms.models import Form, FormLink
from wedforms.lib.ids import new_token, token_digest


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalLink:
    """An opened personal link: the form it leads to and what it brings along."""

    id: UUID
    form: PublishedForm
    client_id: UUID | None
    prefill: Mapping[str, Any]
    label: str
    one_response: bool
    responses: int


def make_personal_link(
    session: Session,
    *,
    form_id: UUID,
    prefill: Mapping[str, Any],
    expires_at: datetime,
    client_id: UUID | None = None,
    label: str = "",
    one_response: bool = False,
) -> str:
    """Make a personal link; its secret is returned once, the database keeps the digest only."""
    token = new_token()
    session.add(
        FormLink(
            form_id=form_id,
            client_id=client_id,
            purpose="personal",
            digest=token.digest,
            label=label,
            prefill=dict(prefill),
            one_response=one_response,
            expires_at=expires_at,
        )
    )
    session.flush()
    return token.secret


def open_personal_link(session: Session, secret: str, *, now: datetime) -> PersonalLink:
    """The link with this secret; opening neither writes nor uses it up.

    Raises LinkNotUsable, FormNotFound, FormNotPublished or FormDeleted.
    """
    link = session.scalar(select(FormLink).where(FormLink.digest == token_digest(secret)))
    if link is None or link.deleted_at is not None or link.purpose != "personal":
        raise LinkNotUsable("it is not known here")
    if link.revoked_at is not None:
        raise LinkNotUsable("it was withdrawn by the sender")
    if link.expires_at is not None and link.expires_at <= now:
        raise LinkNotUsable("its time has ended")
    return _opened(session, link)


def _opened(session: Session, link: FormLink) -> PersonalLink:
    current = select(Form.published_version_id).where(Form.id == link.form_id)
    if (version_id := session.scalar(current)) is None:
        raise FormNotFound
    return PersonalLink(
        id=link.id,
        form=fillable_version(session, version_id),
        client_id=link.client_id,
        prefill=link.prefill,
        label=link.label,
        one_response=link.one_response,
        responses=link.responses,
    )
