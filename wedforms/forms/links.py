"""Links made for one purpose: personal ones, and public ones that fill in answers beforehand.

The database keeps digests only. The secret of a link is worked out anew from the service's key
whenever it must be told again (docs/decisions/0012-links-that-can-be-told-again.md).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.core.tenancy import open_organization
from wedforms.forms.errors import FormNotFound, LinkNotUsable
from wedforms.forms.find import PublishedForm, fillable_version
from wedforms.forms.models import Form, FormLink
from wedforms.formspec.definition import Definition
from wedforms.formspec.translated import languages_of, spoken_in
from wedforms.lib.ids import Token, new_token, token_digest, uuid7

Purpose = Literal["personal", "public"]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefill:
    """What a public link fills in beforehand."""

    link_id: UUID
    answers: Mapping[str, Any]


def make_personal_link(
    session: Session,
    *,
    form_id: UUID,
    prefill: Mapping[str, Any],
    expires_at: datetime,
    signing_key: str = "",
    **facts: Any,
) -> str:
    """Make a personal link and return its secret; the database keeps the digest only.

    With the service's signing key the secret can be told again later, without it only now. `facts`
    are further columns: client_id, label, recipient, language, one_response, created_by.
    """
    return make_link(
        session,
        purpose="personal",
        form_id=form_id,
        prefill=prefill,
        expires_at=expires_at,
        signing_key=signing_key,
        **facts,
    )


def make_link(
    session: Session,
    *,
    purpose: Purpose,
    form_id: UUID,
    prefill: Mapping[str, Any],
    signing_key: str,
    **facts: Any,
) -> str:
    """Make a link for one purpose and return its secret; `id` may be among the facts."""
    link = FormLink(
        **{"id": uuid7(), **facts},
        organization_id=open_organization(session),
        form_id=form_id,
        purpose=purpose,
        prefill=dict(prefill),
        generation=1 if signing_key else 0,
    )
    token = _token(link, signing_key) if signing_key else new_token()
    link.digest = token.digest
    session.add(link)
    session.flush()
    return token.secret


def as_read_by(link: FormLink, definition: Definition) -> Definition:
    """The form in the language that the link was made in, as long as it speaks it, else its own."""
    offered = languages_of(definition)
    return spoken_in(definition, link.language if link.language in offered else definition.locale)


def known_secret(
    session: Session, link_id: UUID, *, signing_key: str, earlier_keys: Sequence[str] = ()
) -> str | None:
    """The secret of a link as far as it can be worked out; None: only `renew_link` helps.

    `earlier_keys` are those by which links were made before. Raises LinkNotUsable for an unknown
    link.
    """
    kept = select(FormLink).where(FormLink.id == link_id, FormLink.deleted_at.is_(None))
    if (link := session.scalar(kept)) is None:
        raise LinkNotUsable("it is not known here")
    key = maker_of(link, (signing_key, *earlier_keys))
    return None if key is None else _token(link, key).secret


def maker_of(link: FormLink, keys: Sequence[str]) -> str | None:
    """The key by which the secret of a link was made; None: by none of these."""
    if not link.generation:
        return None
    return next((key for key in keys if _token(link, key).digest == link.digest), None)


def link_secret(
    session: Session, link_id: UUID, *, signing_key: str, earlier_keys: Sequence[str] = ()
) -> str:
    """The secret of a link, to be mailed again: the address that is out stays good.

    Where it cannot be worked out (its key is none of these) a new one takes its place. Raises
    LinkNotUsable for a link that is unknown or was withdrawn.
    """
    link = _held(session, link_id)
    if link.revoked_at is not None:
        raise LinkNotUsable("it was withdrawn by the sender")
    key = maker_of(link, (signing_key, *earlier_keys))
    return _renewed(session, link, signing_key) if key is None else _token(link, key).secret


def renew_link(session: Session, link_id: UUID, *, signing_key: str) -> str:
    """Another secret for a link: the address that is out leads nowhere from now on.

    A withdrawn link can be used again. Raises LinkNotUsable for an unknown one.
    """
    link = _held(session, link_id)
    link.revoked_at = None
    return _renewed(session, link, signing_key)


def revoke_link(session: Session, link_id: UUID, *, now: datetime) -> None:
    """Let a link lead nowhere; what was sent through it stays. Raises LinkNotUsable."""
    link = _held(session, link_id)
    link.revoked_at = link.revoked_at or now
    session.flush()


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


def open_prefill(session: Session, form_id: UUID, secret: str, *, now: datetime) -> Prefill | None:
    """What the link with this secret fills in; None for one that is not of this form, or ended."""
    link = session.scalar(select(FormLink).where(FormLink.digest == token_digest(secret)))
    if link is None or link.form_id != form_id or link.purpose != "public":
        return None
    is_over = link.expires_at is not None and link.expires_at <= now
    if is_over or link.revoked_at is not None or link.deleted_at is not None:
        return None
    return Prefill(link_id=link.id, answers=link.prefill)


def _token(link: FormLink, signing_key: str) -> Token:
    """256 bits by HMAC-SHA-256 under the service's key: of this link, in this generation."""
    where = link.organization_id.bytes + link.id.bytes
    message = b"link\0" + where + link.generation.to_bytes(4, "big")
    mac = hmac.new(signing_key.encode(), message, hashlib.sha256).digest()
    secret = base64.urlsafe_b64encode(mac).rstrip(b"=").decode()
    return Token(secret, token_digest(secret))


def _renewed(session: Session, link: FormLink, signing_key: str) -> str:
    link.generation += 1
    token = _token(link, signing_key)
    link.digest = token.digest
    session.flush()
    return token.secret


def _held(session: Session, link_id: UUID) -> FormLink:
    """The link, held until the transaction ends: two people may change it at once."""
    wanted = select(FormLink).where(FormLink.id == link_id, FormLink.deleted_at.is_(None))
    held = wanted.with_for_update().execution_options(populate_existing=True)
    if (link := session.scalar(held)) is None:
        raise LinkNotUsable("it is not known here")
    return link


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
