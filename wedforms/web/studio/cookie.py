"""The cookie of a signed-in browser: it holds a random secret and nothing else."""

from __future__ import annotations

from typing import Final

from flask import Response, request

from wedforms.accounts.signin import SESSION_LIFE
from wedforms.extensions import services

#: A browser keeps a __Host- cookie for this host alone, and takes it over https only.
_SAFE: Final = "__Host-wedforms"
_PLAIN: Final = "wedforms"


def session_secret() -> str:
    """The secret that the browser sent, or ''."""
    return request.cookies.get(_name(), "")


def keep_session(response: Response, secret: str) -> Response:
    """Let the browser keep the secret as long as its session lasts."""
    response.set_cookie(
        _name(),
        secret,
        max_age=int(SESSION_LIFE.total_seconds()),
        secure=_is_https(),
        httponly=True,
        samesite="Lax",
    )
    return response


def drop_session(response: Response) -> Response:
    """Let the browser forget the secret."""
    response.delete_cookie(_name(), secure=_is_https(), httponly=True, samesite="Lax")
    return response


def _name() -> str:
    return _SAFE if _is_https() else _PLAIN


def _is_https() -> bool:
    return services().settings.public_url.startswith("https:")
