"""How often something may be tried with one address, wherever the tries come from."""

from __future__ import annotations

from hashlib import sha256

from limits import RateLimitItem

from wedforms.extensions import limiter


def may_try(limit: RateLimitItem, act: str, *, email: str) -> bool:
    """Count one more try of the act at this address, whether or not there is such an account."""
    return bool(limiter.limiter.hit(limit, act, _digest(email)))


def forget_tries(limit: RateLimitItem, act: str, *, email: str) -> None:
    """Begin to count anew: somebody proved that the address is theirs."""
    limiter.limiter.clear(limit, act, _digest(email))


def _digest(email: str) -> str:
    return sha256(email.strip().lower().encode("utf-8", "replace")).hexdigest()
