"""Household codes: short ones for invitations on paper, each leading to one personal link.

A code is worked out from the service's key and the link, and kept nowhere; so is the link's secret
(docs/decisions/0021-codes-that-are-kept-nowhere.md).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from wedforms.core.tenancy import open_organization
from wedforms.forms.links import known_secret, maker_of
from wedforms.forms.models import FormLink

#: Crockford's 32 signs: no I, L, O or U, which people take for others.
SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 8
_BITS: Final = 5
_MISREAD: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_LONGEST_TYPED: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A household's link with the code that leads to it."""

    link_id: UUID
    label: str
    code: str
    responses: int


def codes_of(
    session: Session,
    form_id: UUID,
    *,
    signing_key: str,
    now: datetime,
    earlier_keys: Sequence[str] = (),
) -> Sequence[Coded]:
    """The codes of the form's personal links that can be used now, by household.

    A link that an earlier key made keeps the code that stands on paper.
    """
    usable = select(FormLink).where(*_usable(form_id, now))
    links = session.scalars(usable.order_by(func.reading_order(FormLink.label), FormLink.id))
    keys = (signing_key, *earlier_keys)
    made = {key: _key_of(session, form_id, key) for key in keys}
    return [
        Coded(
            link_id=one.id,
            label=one.label,
            code=_spoken(_code(one.id, made[maker_of(one, keys) or signing_key])),
            responses=one.responses,
        )
        for one in links
    ]


def secret_behind(
    session: Session,
    form_id: UUID,
    typed: str,
    *,
    signing_key: str,
    now: datetime,
    earlier_keys: Sequence[str] = (),
) -> str | None:
    """The secret of the personal link that a typed code leads to; None: it leads nowhere.

    Every code of the form is compared, whatever was typed: the time it takes tells nothing.
    """
    wanted = tidy_code(typed)
    keys = [_key_of(session, form_id, one) for one in (signing_key, *earlier_keys)]
    found = [
        link_id
        for link_id in session.scalars(select(FormLink.id).where(*_usable(form_id, now)))
        if sum(hmac.compare_digest(_code(link_id, key), wanted) for key in keys)
    ]
    if len(found) != 1:
        return None
    return known_secret(session, found[0], signing_key=signing_key, earlier_keys=earlier_keys)


def tidy_code(typed: str) -> str:
    """The code in what somebody typed: capitals, without hyphens, look-alikes read as meant."""
    if len(typed) > _LONGEST_TYPED:
        return ""
    code = typed.upper().translate(_MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(SIGNS) else ""


def _usable(form_id: UUID, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        FormLink.form_id == form_id,
        FormLink.purpose == "personal",
        FormLink.generation > 0,
        FormLink.deleted_at.is_(None),
        FormLink.revoked_at.is_(None),
        (FormLink.expires_at.is_(None)) | (FormLink.expires_at > now),
    )


def _key_of(session: Session, form_id: UUID, signing_key: str) -> bytes:
    about = b"household code\0" + open_organization(session).bytes + form_id.bytes
    return hmac.new(signing_key.encode(), about, hashlib.sha256).digest()


def _code(link_id: UUID, key: bytes) -> str:
    mac = hmac.new(key, link_id.bytes, hashlib.sha256).digest()
    number = int.from_bytes(mac[:LENGTH], "big")
    return "".join(SIGNS[number >> _BITS * place & len(SIGNS) - 1] for place in range(LENGTH))


def _spoken(code: str) -> str:
    """Two groups of four, as people read them out."""
    half = LENGTH // 2
    return f"{code[:half]}-{code[half:]}"
