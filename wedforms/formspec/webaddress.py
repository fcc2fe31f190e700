"""Addresses on other people's sites that a form may lead to: https, and nothing that misleads."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

LONGEST_ADDRESS: Final = 2_000
#: What stands in an address as every browser reads it; no space, quote, backslash or control.
_PLAIN: Final = re.compile(r"[!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]{1,2000}", re.ASCII)
_HOST: Final = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}", re.ASCII
)


def safe_web_address(raw: str) -> str:
    """The address put together again from what one parser understood; empty where it is not safe.

    It is https, names a host of the open web by name, carries no name or password, and is made of
    characters that no two programs read differently.
    """
    if not _PLAIN.fullmatch(raw):
        return ""
    try:
        parts = urlsplit(raw)
        port = parts.port
    except ValueError:
        return ""
    host = (parts.hostname or "").lower()
    if parts.scheme != "https" or "@" in parts.netloc or not _HOST.fullmatch(host):
        return ""
    place = host if port is None else f"{host}:{port}"
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"https://{place}{parts.path or '/'}{query}{fragment}"


def host_of(address: str) -> str:
    """The host of a safe address, for people to see where they are led."""
    return (urlsplit(address).hostname or "").removeprefix("www.")
