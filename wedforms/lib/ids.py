"""Identifiers: time-ordered row keys and secret tokens."""

from __future__ import annotations

import hashlib
import secrets
import time
from typing import Final, NamedTuple
from uuid import UUID

_RANDOM_BITS: Final = 74
_VERSION_AND_VARIANT: Final = (0x7 << 76) | (0x2 << 62)


def uuid7() -> UUID:
    """A new time-ordered UUID (RFC 9562, version 7): milliseconds first, 74 random bits after."""
    milliseconds = time.time_ns() // 1_000_000
    randomness = secrets.randbits(_RANDOM_BITS)
    high, low = randomness >> 62, randomness & ((1 << 62) - 1)
    return UUID(int=(milliseconds << 80) | _VERSION_AND_VARIANT | (high << 64) | low)


class Token(NamedTuple):
    """A secret for a link (`secret`, shown once) and what the database keeps of it (`digest`)."""

    secret: str
    digest: bytes

    def __repr__(self) -> str:
        """Without the secret, which would otherwise stand in a log when something fails."""
        return f"Token(digest={self.digest.hex()})"


def new_token() -> Token:
    """A new 256-bit link secret with its SHA-256 digest."""
    secret = secrets.token_urlsafe(32)
    return Token(secret, token_digest(secret))


def token_digest(secret: str) -> bytes:
    """The SHA-256 digest (32 bytes) under which a link secret is stored."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
