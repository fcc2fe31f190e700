"""Whose house a request came to: the service's own, or the own domain of one organization.

On an own domain only the public pages of its organization answer; a host that is nobody's has none.
"""

from __future__ import annotations

from http import HTTPStatus
from ipaddress import ip_address
from threading import Lock
from time import monotonic
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, abort, g, request

from wedforms.core.lookup import slug_by_domain
from wedforms.extensions import services

_TRUSTED_SECONDS: Final = 30.0
_MOST_KEPT: Final = 10_000
#: What browsers load beside pages, and what probes ask by whatever name they reach us.
_EVERYWHERE: Final = ("assets", "health")


class KeptDomains:
    """The slugs of domains that this process met, each trusted for half a minute."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[float, str | None]] = {}
        self._lock = Lock()

    def slug_of(self, host: str) -> str | None:
        """The organization whose domain this is; None for nobody's."""
        with self._lock:
            until, slug = self._kept.get(host, (0.0, None))
        if until > monotonic():
            return slug
        slug = slug_by_domain(services().autocommit, host)
        with self._lock:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[host] = (monotonic() + _TRUSTED_SECONDS, slug)
        return slug


def register_hosts(app: Flask, *, public_url: str) -> None:
    """Look at the host of every request before anything else does."""
    own = urlsplit(public_url).hostname or ""
    kept = KeptDomains()
    app.extensions["wedforms_domains"] = kept

    @app.before_request
    def find_house() -> None:
        """A host that is not the service's shows the pages of its organization, or nothing."""
        host = _host()
        if host == own or _is_service(host) or request.blueprint in _EVERYWHERE:
            return
        slug = kept.slug_of(host)
        wanted = (request.view_args or {}).get("org", slug)
        if slug is None or request.blueprint != "public" or wanted != slug:
            abort(HTTPStatus.NOT_FOUND)
        g.own_origin = f"{request.scheme}://{request.host}"


def own_origin() -> str:
    """The own domain that this request came to, as the beginning of an address; '' for none."""
    found: str = g.get("own_origin", "")
    return found


def _host() -> str:
    try:
        return urlsplit(f"//{request.host}").hostname or ""
    except ValueError:
        abort(HTTPStatus.BAD_REQUEST)


def _is_service(host: str) -> bool:
    """This machine by its number or as itself: probes, and phones that try a local service."""
    if host == "localhost":
        return True
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
