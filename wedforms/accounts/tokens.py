"""What works once: a secret for a link, or the challenge of a passkey; only digests are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from wedforms.accounts.errors import LinkEnded
from wedforms.core.jsonb import dumps
from wedforms.lib.ids import new_token, token_digest, uuid7

Purpose = Literal[
    "verify_email", "reset_password", "change_email", "sign_up", "passkey_add", "passkey_sign_in"
]

_KEEP: Final = text(
    "SELECT keep_token(:id, :user_id, :purpose, :digest, cast(:details AS jsonb), :until)"
)
_SEE: Final = text("SELECT * FROM see_token(:purpose, :digest)")
_USE: Final = text("SELECT * FROM use_token(:purpose, :digest)")
_END: Final = text("SELECT end_tokens(:user_id, :purpose)")
_FORGET: Final = text("SELECT forget_tokens()")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a secret that works stands for."""

    user_id: UUID | None
    details: Mapping[str, Any]
    expires_at: datetime


def issue(
    session: Session | Connection,
    purpose: Purpose,
    *,
    user_id: UUID | None,
    until: datetime,
    details: Mapping[str, str] | None = None,
) -> str:
    """Make and keep a new secret of 256 bits; the caller owns the commit."""
    token = new_token()
    keep(session, purpose, user_id=user_id, digest=token.digest, until=until, details=details or {})
    return token.secret


def keep(
    session: Session | Connection,
    purpose: Purpose,
    *,
    user_id: UUID | None,
    digest: bytes,
    until: datetime,
    details: Mapping[str, str],
) -> None:
    """Let the secret with this digest work once for this purpose; the caller owns the commit.

    What the same person was given before for the same purpose stops working.
    """
    if user_id is not None and purpose != "passkey_add":
        session.execute(_END, {"user_id": user_id, "purpose": purpose})
    given = {"id": uuid7(), "user_id": user_id, "purpose": purpose, "digest": digest}
    session.execute(_KEEP, {**given, "details": dumps(dict(details)), "until": until})


def look_at(session: Session | Connection, purpose: Purpose, *, secret: str) -> Held:
    """What the secret stands for, without using it up; raises LinkEnded."""
    return _found(session, _SEE, purpose, secret)


def use_up(session: Session | Connection, purpose: Purpose, *, secret: str) -> Held:
    """What the secret stands for, this once; raises LinkEnded. Of two at once only one succeeds."""
    return _found(session, _USE, purpose, secret)


def forget_ended(connection: Connection) -> None:
    """Forget what ended more than a day ago."""
    connection.execute(_FORGET)


def _found(session: Session | Connection, statement: Any, purpose: Purpose, secret: str) -> Held:
    asked = {"purpose": purpose, "digest": token_digest(secret)}
    row = session.execute(statement, asked).mappings().first()
    if row is None:
        raise LinkEnded
    return Held(**row)
