"""Signing in and out: a browser's session, kept on the server and ended from anywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Engine, text

from wedforms.accounts.errors import EmailUnusable, SignInRefused
from wedforms.accounts.passwords import is_password
from wedforms.accounts.people import clean_email
from wedforms.core.jsonb import dumps
from wedforms.core.lookup import FoundSession, memberships_of, session_by_digest, sign_in_by_email
from wedforms.lib.ids import new_token, token_digest, uuid7

#: A browser stays signed in this long after signing in.
SESSION_LIFE: Final = timedelta(days=30)

_START: Final = text(
    "SELECT start_session(:id, :user_id, :organization_id, :digest, cast(:origin AS jsonb), :until)"
)
_SEE: Final = text("SELECT see_session(:digest)")
_CHOOSE: Final = text("SELECT choose_organization(:digest, :organization_id)")
_LIST: Final = text("SELECT * FROM sessions_of(:user_id)")
_END: Final = text("SELECT end_session(:user_id, :session_id)")
_END_ALL: Final = text("SELECT end_sessions(:user_id)")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """One browser that is signed in; `origin` holds its address and what it calls itself."""

    session_id: UUID
    origin: Mapping[str, Any]
    started_at: datetime
    last_seen_at: datetime | None


def sign_in(
    engine: Engine, *, email: str, password: str, origin: Mapping[str, str], now: datetime
) -> str:
    """Begin a session and return its secret, for a cookie; raises SignInRefused.

    The session works in the person's first organization by name, until another one is chosen.
    """
    try:
        found = sign_in_by_email(engine, clean_email(email))
    except EmailUnusable:
        found = None
    if not is_password(password, found.secret_hash if found else None) or found is None:
        raise SignInRefused
    return start_session_at_home(engine, found.user_id, origin=origin, now=now)


def start_session_at_home(
    engine: Engine, user_id: UUID, *, origin: Mapping[str, str], now: datetime
) -> str:
    """Begin a session in the person's first organization; return its secret."""
    belongs_to = [one.organization_id for one in memberships_of(engine, user_id)]
    return start_session(
        engine, user_id, organization_id=next(iter(belongs_to), None), origin=origin, now=now
    )


def start_session(
    engine: Engine,
    user_id: UUID,
    *,
    organization_id: UUID | None,
    origin: Mapping[str, str],
    now: datetime,
) -> str:
    """Begin a session of somebody who has just proved who they are; return its secret."""
    token = new_token()
    given = {
        "id": uuid7(),
        "user_id": user_id,
        "organization_id": organization_id,
        "digest": token.digest,
        "origin": dumps(dict(origin)),
        "until": now + SESSION_LIFE,
    }
    _run(engine, _START, given)
    return token.secret


def open_session(engine: Engine, secret: str) -> FoundSession | None:
    """Who is signed in by this secret, and where; None when it has ended."""
    digest = token_digest(secret)
    found = session_by_digest(engine, digest)
    if found is not None:
        _run(engine, _SEE, {"digest": digest})
    return found


def choose_organization(engine: Engine, secret: str, organization_id: UUID) -> None:
    """Let the session work in this organization; without membership it then works in none."""
    _run(engine, _CHOOSE, {"digest": token_digest(secret), "organization_id": organization_id})


def open_sessions(engine: Engine, user_id: UUID) -> Sequence[OpenSession]:
    """Where somebody is signed in, the latest seen first."""
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        rows = connection.execute(_LIST, {"user_id": user_id}).mappings()
        return [OpenSession(**row) for row in rows]


def end_session(engine: Engine, user_id: UUID, *, session_id: UUID) -> None:
    """Sign one browser of this person out."""
    _run(engine, _END, {"user_id": user_id, "session_id": session_id})


def end_sessions(engine: Engine, user_id: UUID) -> None:
    """Sign this person out everywhere."""
    _run(engine, _END_ALL, {"user_id": user_id})


def _run(engine: Engine, statement: Any, given: Mapping[str, Any]) -> None:
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(statement, given)
