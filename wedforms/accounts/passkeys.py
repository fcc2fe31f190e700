"""Passkeys: a key in somebody's device that proves who they are, beside their password.

Each ceremony begins with a challenge that is kept as a digest and works once (tokens.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import Connection, Engine, text
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from wedforms.accounts.errors import LinkEnded, PasskeyRefused
from wedforms.accounts.signin import start_session_at_home
from wedforms.accounts.tokens import Purpose, issue, use_up
from wedforms.formspec.text import clean_line
from wedforms.lib.ids import uuid7

CHALLENGE_LIFE: Final = timedelta(minutes=5)
_LONGEST_LABEL: Final = 60
_KEEP: Final = text(
    "SELECT keep_passkey(:id, :user_id, :label, :credential_id, :public_key, :sign_count)"
)
_LIST: Final = text("SELECT * FROM passkeys_of(:user_id)")
_FIND: Final = text("SELECT * FROM find_passkey(:credential_id)")
_USE: Final = text("SELECT use_passkey(:id, :sign_count)")
_REMOVE: Final = text("SELECT remove_passkey(:user_id, :id)")
_MALFORMED: Final = (WebAuthnException, LinkEnded, ValueError, KeyError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class Service:
    """Whom passkeys are for: this service at its public address, and nobody else."""

    public_url: str

    @property
    def host(self) -> str:
        """The name that browsers bind a passkey to."""
        return urlsplit(self.public_url).hostname or ""

    @property
    def origin(self) -> str:
        """Where the page of a ceremony must lie."""
        parts = urlsplit(self.public_url)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """A passkey as its owner sees it."""

    passkey_id: UUID
    label: str
    credential_id: bytes
    added_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePasskey:
    """What a browser made and proved."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def clean_label(raw: str) -> str:
    """A passkey's name as it is kept."""
    return clean_line(raw)[:_LONGEST_LABEL]


def begin_adding(
    engine: Engine, user_id: UUID, *, email: str, service: Service, now: datetime
) -> str:
    """What the browser is asked to make, as JSON; the challenge works once, for five minutes."""
    known = passkeys_of(engine, user_id)
    options = generate_registration_options(
        rp_id=service.host,
        rp_name="WedForms",
        user_id=user_id.bytes,
        user_name=email,
        challenge=_challenge(engine, "passkey_add", user_id=user_id, now=now),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one.credential_id) for one in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return options_to_json(options)


def made_passkey(
    engine: Engine, user_id: UUID, *, answer: Mapping[str, Any], service: Service
) -> MadePasskey:
    """The passkey that the browser made; raises PasskeyRefused. The challenge is used up."""
    try:
        challenge = _used_challenge(engine, "passkey_add", answer, user_id=user_id)
        made = verify_registration_response(
            credential=dict(answer),
            expected_challenge=challenge,
            expected_rp_id=service.host,
            expected_origin=service.origin,
            require_user_verification=True,
        )
    except _MALFORMED as fault:
        raise PasskeyRefused from fault
    return MadePasskey(
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
    )


def keep_passkey(connection: Connection, user_id: UUID, made: MadePasskey, *, label: str) -> None:
    """Let them sign in with it; raises PasskeyRefused for the 21st. The caller owns the commit."""
    given = {"id": uuid7(), "user_id": user_id, "label": clean_label(label), **asdict(made)}
    if not connection.scalar(_KEEP, given):
        raise PasskeyRefused


def begin_sign_in(engine: Engine, *, service: Service, now: datetime) -> str:
    """What the browser is asked to prove, as JSON; it names no account."""
    options = generate_authentication_options(
        rp_id=service.host,
        challenge=_challenge(engine, "passkey_sign_in", user_id=None, now=now),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def sign_in_with_passkey(
    engine: Engine,
    *,
    answer: Mapping[str, Any],
    service: Service,
    origin: Mapping[str, str],
    now: datetime,
) -> str:
    """Begin a session of whoever holds the passkey; return its secret. Raises PasskeyRefused."""
    try:
        challenge = _used_challenge(engine, "passkey_sign_in", answer, user_id=None)
        with engine.connect() as connection:
            asked = {"credential_id": base64url_to_bytes(answer["id"])}
            kept = connection.execute(_FIND, asked).one_or_none()
            if kept is None:
                raise PasskeyRefused
            proved = verify_authentication_response(
                credential=dict(answer),
                expected_challenge=challenge,
                expected_rp_id=service.host,
                expected_origin=service.origin,
                credential_public_key=kept.public_key,
                credential_current_sign_count=kept.sign_count,
                require_user_verification=True,
            )
            used = {"id": kept.passkey_id, "sign_count": proved.new_sign_count}
            if not connection.scalar(_USE, used):
                raise PasskeyRefused
    except _MALFORMED as fault:
        raise PasskeyRefused from fault
    return start_session_at_home(engine, kept.user_id, origin=origin, now=now)


def passkeys_of(engine: Engine, user_id: UUID) -> Sequence[Passkey]:
    """Somebody's passkeys, the oldest first."""
    with engine.connect() as connection:
        rows = connection.execute(_LIST, {"user_id": user_id}).mappings()
        return [Passkey(**row) for row in rows]


def remove_passkey(connection: Connection, user_id: UUID, *, passkey_id: UUID) -> None:
    """Let one of this person's passkeys work no more. The caller owns the commit."""
    connection.execute(_REMOVE, {"user_id": user_id, "id": passkey_id})


def _challenge(engine: Engine, purpose: Purpose, *, user_id: UUID | None, now: datetime) -> bytes:
    with engine.connect() as connection:
        secret = issue(connection, purpose, user_id=user_id, until=now + CHALLENGE_LIFE)
    return secret.encode()


def _used_challenge(
    engine: Engine, purpose: Purpose, answer: Mapping[str, Any], *, user_id: UUID | None
) -> bytes:
    """The challenge that the answer names, which is used up now; raises LinkEnded."""
    raw = base64url_to_bytes(answer["response"]["clientDataJSON"])
    challenge = parse_client_data_json(raw).challenge
    with engine.connect() as connection:
        held = use_up(connection, purpose, secret=challenge.decode())
    if held.user_id != user_id:
        raise LinkEnded
    return challenge
