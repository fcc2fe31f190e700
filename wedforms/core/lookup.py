"""What must be found before the tenant is known: one narrow question each, on its own connection.

The database answers through functions that belong to nobody who signs in. Each question is one
autocommitted statement, finished before `tenant_transaction` begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Engine, RowMapping, TextClause, text

from wedforms.core.engine import waiting_for

_READY_SECONDS: Final = 1.0
_SLUG: Final = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")

_READINESS: Final = text(
    "select version_num, extract(epoch from clock_timestamp() - worker_seen_at())::float8"
    " from alembic_version"
)
_QUEUE: Final = text("select * from queue_figures()")
_ORGANIZATION: Final = text("select * from lookup_organization(:key)")
_DOMAIN: Final = text("select * from lookup_domain(:key)")
_SESSION: Final = text("select * from lookup_session(:key)")
_SIGN_IN: Final = text("select * from lookup_sign_in(:key)")
_MEMBERSHIPS: Final = text("select * from lookup_memberships(:key)")
_FORMER: Final = text("select lookup_former_organization(:key) as organization_id")
_API_KEY: Final = text("select * from lookup_api_key(:key)")
_WEBHOOK_ACCOUNT: Final = text("select * from lookup_webhook_account(:key)")
_DOCUMENT: Final = text("select * from lookup_document(:key)")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOrganization:
    """An organization as its address names it."""

    organization_id: UUID
    slug: str
    name: str
    locale: str
    time_zone: str
    country: str
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSession:
    """A signed-in browser; without an organization the person has not chosen one, or left it."""

    session_id: UUID
    user_id: UUID
    organization_id: UUID | None
    profile_id: UUID | None
    role: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSignIn:
    """The password of a user, as a hash to verify."""

    user_id: UUID
    credential_id: UUID
    secret_hash: str
    is_verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMembership:
    """One organization that a user belongs to."""

    organization_id: UUID
    slug: str
    name: str
    profile_id: UUID
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundApiKey:
    """A key that is neither revoked nor expired."""

    organization_id: UUID
    api_key_id: UUID
    permissions: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDocument:
    """An issued document whose bytes have the digest."""

    organization_id: UUID
    organization_name: str
    document_id: UUID
    kind: str
    number: str
    issued_at: datetime
    voided_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """The schema's revision, and how long ago a worker was last heard of (None: never)."""

    revision: str
    worker_seconds: float | None


def readiness(engine: Engine) -> Readiness:
    """Whether the database can do its work: calls PL/pgSQL, reads the revision and a heartbeat.

    Raises OperationalError when that takes it longer than a second.
    """
    hasty = engine.execution_options(isolation_level="AUTOCOMMIT")
    with hasty.connect() as connection, waiting_for(connection, _READY_SECONDS):
        revision, seconds = connection.execute(_READINESS).one()
    return Readiness(revision=revision, worker_seconds=seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFigures:
    """How many jobs are `todo` and due, `doing` or `failed`, and the age of the oldest."""

    status: str
    jobs: int
    oldest_seconds: float | None


def queue_figures(engine: Engine) -> list[QueueFigures]:
    """The queue in figures; a status that no job has is left out."""
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        return [QueueFigures(**row) for row in connection.execute(_QUEUE).mappings()]


def organization_by_slug(engine: Engine, slug: str) -> FoundOrganization | None:
    """The organization at `/f/<slug>/…`."""
    if not _SLUG.fullmatch(slug):
        return None
    row = _first(engine, _ORGANIZATION, slug)
    return None if row is None else FoundOrganization(**row)


def slug_by_domain(engine: Engine, host: str) -> str | None:
    """The slug of the organization whose own domain this is."""
    if not _is_storable(host):
        return None
    row = _first(engine, _DOMAIN, host)
    return None if row is None else row["slug"]


def session_by_digest(engine: Engine, digest: bytes) -> FoundSession | None:
    """The session whose cookie's token has this SHA-256."""
    row = _first(engine, _SESSION, digest)
    return None if row is None else FoundSession(**row)


def sign_in_by_email(engine: Engine, email: str) -> FoundSignIn | None:
    """The password to verify for this address."""
    if not _is_storable(email):
        return None
    row = _first(engine, _SIGN_IN, email)
    return None if row is None else FoundSignIn(**row)


def memberships_of(engine: Engine, user_id: UUID) -> list[FoundMembership]:
    """The organizations that the user belongs to, by name."""
    return [FoundMembership(**row) for row in _all(engine, _MEMBERSHIPS, user_id)]


def former_organization_of(engine: Engine, user_id: UUID) -> UUID | None:
    """The organization that the user left last, or that was closed."""
    row = _first(engine, _FORMER, user_id)
    return None if row is None else row["organization_id"]


def api_key_by_digest(engine: Engine, digest: bytes) -> FoundApiKey | None:
    """The key of a program whose secret has this SHA-256."""
    row = _first(engine, _API_KEY, digest)
    return None if row is None else FoundApiKey(**row)


def organization_by_webhook_account(engine: Engine, stripe_account_id: str) -> UUID | None:
    """The organization whose connected payment account sent an event."""
    if not _is_storable(stripe_account_id):
        return None
    row = _first(engine, _WEBHOOK_ACCOUNT, stripe_account_id)
    return None if row is None else row["organization_id"]


def document_by_sha256(engine: Engine, sha256: str) -> FoundDocument | None:
    """The issued document whose file has this SHA-256 (64 hexadecimal digits)."""
    if not _SHA256.fullmatch(sha256):
        return None
    row = _first(engine, _DOCUMENT, sha256)
    return None if row is None else FoundDocument(**row)


def _first(engine: Engine, question: TextClause, key: str | bytes | UUID) -> RowMapping | None:
    return next(iter(_all(engine, question, key)), None)


def _all(engine: Engine, question: TextClause, key: str | bytes | UUID) -> list[RowMapping]:
    autocommitting = engine.execution_options(isolation_level="AUTOCOMMIT")
    with autocommitting.connect() as connection:
        return list(connection.execute(question, {"key": key}).mappings())


def _is_storable(value: str) -> bool:
    """PostgreSQL stores neither NUL nor half a surrogate pair, so neither can be found."""
    return "\0" not in value and not any("\ud800" <= character <= "\udfff" for character in value)
