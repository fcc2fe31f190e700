"""What a link in a mail lets somebody do: a new password, a confirmed address, another address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from wedforms.accounts.errors import EmailTaken, LinkEnded
from wedforms.accounts.passwords import hash_password
from wedforms.accounts.tokens import Purpose, keep, look_at, use_up

LIVES: Final[Mapping[Purpose, timedelta]] = {
    "reset_password": timedelta(hours=1),
    "verify_email": timedelta(days=7),
    "change_email": timedelta(days=1),
}
_PASSWORD: Final = text("SELECT change_password(:id, :secret_hash)")
_END_SESSIONS: Final = text("SELECT end_sessions(:id)")
_VERIFY: Final = text("SELECT verify_email(:id, :email)")
_CHANGE: Final = text("SELECT change_email(:id, :email)")


def keep_link(
    session: Session | Connection,
    purpose: Purpose,
    *,
    user_id: UUID,
    email: str,
    digest: bytes,
    now: datetime,
) -> None:
    """Let the link with this digest do its one thing for this person and address."""
    keep(
        session,
        purpose,
        user_id=user_id,
        digest=digest,
        until=now + LIVES[purpose],
        details={"email": email},
    )


def reset_password(connection: Connection, *, secret: str, password: str) -> UUID:
    """Sign in with `password` from now on; every browser is signed out. Return the user.

    The address is confirmed with it: the link came by mail. Raises LinkEnded or PasswordUnusable;
    an unusable password leaves the link as it was. The caller owns the commit.
    """
    email = look_at(connection, "reset_password", secret=secret).details["email"]
    secret_hash = hash_password(password, known=(email,))
    user_id = _used_by(connection, "reset_password", secret)
    connection.execute(_PASSWORD, {"id": user_id, "secret_hash": secret_hash})
    connection.execute(_END_SESSIONS, {"id": user_id})
    connection.execute(_VERIFY, {"id": user_id, "email": email})
    return user_id


def confirm_email(connection: Connection, *, secret: str) -> None:
    """Take an address for confirmed, if it is still the person's; raises LinkEnded."""
    held = use_up(connection, "verify_email", secret=secret)
    if not connection.scalar(_VERIFY, {"id": held.user_id, "email": held.details["email"]}):
        raise LinkEnded


def take_new_email(connection: Connection, *, secret: str) -> UUID:
    """Sign in with the new address from now on; return the user. Raises LinkEnded or EmailTaken."""
    held = use_up(connection, "change_email", secret=secret)
    email = held.details["email"]
    if held.user_id is None:
        raise LinkEnded
    if not connection.scalar(_CHANGE, {"id": held.user_id, "email": email}):
        raise EmailTaken(email)
    return held.user_id


def _used_by(connection: Connection, purpose: Purpose, secret: str) -> UUID:
    user_id = use_up(connection, purpose, secret=secret).user_id
    if user_id is None:
        raise LinkEnded
    return user_id
