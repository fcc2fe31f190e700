"""Asking DNS: the texts that a name holds."""

from __future__ import annotations

from typing import Final

from dns.exception import DNSException
from dns.resolver import Resolver

_SECONDS: Final = 5.0
_DNS: Final = 53


def texts_at(name: str, *, nameserver: str = "") -> list[str]:
    """The TXT records of a name; none when there are none, or nobody answers."""
    resolver = Resolver(configure=not nameserver)
    if nameserver:
        host, _, port = nameserver.partition(":")
        resolver.nameservers, resolver.port = [host], int(port or _DNS)
    try:
        found = resolver.resolve(name, "TXT", lifetime=_SECONDS)
    except DNSException:
        return []
    return [b"".join(record.strings).decode("utf-8", "replace") for record in found]
