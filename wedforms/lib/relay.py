"""A mail server's address as configurations write it: `smtps://user:password@host:port`."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

_PORTS: Final = {"smtps": 465, "smtp": 587, "smtp+plain": 25}
_WORDS: Final = "is not an smtp:// or smtps:// address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """The server that takes our mails, and how the way to it is kept private."""

    host: str
    port: int
    security: Literal["tls", "starttls", "none"]
    user: str = ""
    password: str = ""


def read_relay(raw: str) -> Relay:
    """The server at this address; raises ValueError in words.

    smtps: TLS from the first byte. smtp: STARTTLS, and nothing is said to a server without it,
    except on this very machine. smtp+plain: a relay in a network of one's own, without password.
    """
    parts = urlsplit(raw)
    if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError(_WORDS)
    if parts.scheme == "smtp+plain" and (parts.username or parts.password):
        raise ValueError("sends a password without TLS; use smtp:// or smtps://")
    if bool(parts.username) != bool(parts.password):
        raise ValueError("needs both a user and a password, or neither")
    return Relay(
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        security=_security(parts.scheme, parts.hostname),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def is_this_machine(host: str) -> bool:
    """Whether the name means this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _security(scheme: str, host: str) -> Literal["tls", "starttls", "none"]:
    if scheme == "smtps":
        return "tls"
    return "none" if scheme == "smtp+plain" or is_this_machine(host) else "starttls"
