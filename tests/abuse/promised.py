"""What every answer of the web side carries, and what it never does, whatever happened."""

from __future__ import annotations

from typing import Final

from werkzeug.test import TestResponse

HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}
_NOTHING: Final = ("default-src", "base-uri", "frame-ancestors", "trusted-types")
_OURS: Final = ("script-src", "style-src", "form-action", "connect-src", "font-src")


def assert_guarded(response: TestResponse) -> None:
    """The promised headers are there, and none that tells or keeps anything."""
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    policy = policy_of(response)
    assert [name for name in _NOTHING if policy.get(name) != "'none'"] == []
    assert [name for name in _OURS if policy.get(name) != "'self'"] == []
    assert policy["img-src"] == "'self' data:"
    assert policy["require-trusted-types-for"] == "'script'"
    assert "unsafe" not in str(policy)
    assert "Server" not in response.headers
    assert_cookieless(response)


def assert_cookieless(response: TestResponse) -> None:
    """Nothing is kept in the browser, but where suppliers sign in."""
    if not response.request.path.startswith("/studio/"):
        assert "Set-Cookie" not in response.headers


def policy_of(response: TestResponse) -> dict[str, str]:
    """The content security policy by directive."""
    directives = response.headers["Content-Security-Policy"].split(";")
    return dict(one.strip().split(" ", 1) for one in directives)
