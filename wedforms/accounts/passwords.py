"""Passwords: what a new one must be, and how it is kept and verified (argon2id)."""

from __future__ import annotations

from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from wedforms.accounts.errors import PasswordUnusable
from wedforms.formspec.text import storable

#: OWASP's Password Storage Cheat Sheet: argon2id, 19 MiB, two passes, one lane.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
#: Verified when an address is unknown, so that an answer takes as long as for a known one.
_NOBODY: Final = _HASHER.hash("nobody signs in with this")

SHORTEST: Final = 10
_FEWEST_DIFFERENT: Final = 3
_LONGEST: Final = 200


def hash_password(password: str, *, known: tuple[str, ...] = ()) -> str:
    """What is kept of a new password; raises PasswordUnusable, in words."""
    require_good(password, known=known)
    return _HASHER.hash(password)


def require_good(password: str, *, known: tuple[str, ...] = ()) -> None:
    """Raise PasswordUnusable, in words, for what cannot be a new password.

    `known` are texts that anybody may guess: the person's address and names.
    """
    if len(password) < SHORTEST:
        raise PasswordUnusable(f"Use at least {SHORTEST} characters: three words are a good start.")
    if len(password) > _LONGEST or not storable(password):
        raise PasswordUnusable(f"Use at most {_LONGEST} characters.")
    if len(set(password)) < _FEWEST_DIFFERENT or password.casefold() in _guesses(known):
        raise PasswordUnusable("This password is too easy to guess.")


def is_password(password: str, secret_hash: str | None) -> bool:
    """Whether the password is the one behind the hash; as slow without a hash as with one."""
    try:
        return _HASHER.verify(secret_hash or _NOBODY, password) and secret_hash is not None
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False


def _guesses(known: tuple[str, ...]) -> set[str]:
    """The known texts, and the two halves of an address."""
    lower = [one.casefold() for one in known]
    return {part for one in lower for part in (one, *one.split("@"))}
