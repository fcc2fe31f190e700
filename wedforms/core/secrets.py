"""Sealing what must be read again: AES-256-GCM under a key of its own, and that under another.

A sealed value names the platform key that it needs, so keys can be changed one after the other:
a new key seals, the old ones go on opening, `reseal` carries a value over.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16
_VERSION: Final = b"\x01"
_WRAPPED_BYTES: Final = _NONCE_BYTES + _KEY_BYTES + _TAG_BYTES


class SealBroken(Exception):
    """The sealed value was changed, belongs elsewhere, or needs a key that is not here."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed value as the database keeps it, and the platform key that opens it."""

    value: bytes
    key_id: str


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals with the key named `current`, opens with any of `keys` (32 bytes each)."""

    keys: Mapping[str, bytes]
    current: str

    def __post_init__(self) -> None:
        if self.current not in self.keys:
            raise ValueError(f"there is no key {self.current!r}")
        if any(len(key) != _KEY_BYTES for key in self.keys.values()):
            raise ValueError(f"a key has {_KEY_BYTES} bytes")

    def seal(self, plain: bytes, *, purpose: str) -> Sealed:
        """Seal `plain` for one purpose (whose it is and what for); it opens for no other."""
        own_key = secrets.token_bytes(_KEY_BYTES)
        bound = purpose.encode()
        wrapped = _encrypt(self.keys[self.current], own_key, bound)
        return Sealed(_VERSION + wrapped + _encrypt(own_key, plain, bound), self.current)

    def open(self, sealed: Sealed, *, purpose: str) -> bytes:
        """The plain value; raises SealBroken."""
        if sealed.key_id not in self.keys or sealed.value[:1] != _VERSION:
            raise SealBroken
        bound = purpose.encode()
        wrapped, content = sealed.value[1 : _WRAPPED_BYTES + 1], sealed.value[_WRAPPED_BYTES + 1 :]
        own_key = _decrypt(self.keys[sealed.key_id], wrapped, bound)
        return _decrypt(own_key, content, bound)

    def reseal(self, sealed: Sealed, *, purpose: str) -> Sealed:
        """The same value under the current key."""
        return self.seal(self.open(sealed, purpose=purpose), purpose=purpose)


def _encrypt(key: bytes, plain: bytes, bound: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound)


def _decrypt(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound)
    except (InvalidTag, ValueError) as fault:
        raise SealBroken from fault
