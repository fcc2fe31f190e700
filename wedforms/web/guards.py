"""What every answer of the web side carries, and what no request may bring."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import IO, Any, Final

from flask import Flask, Request, Response, abort, g, request
from werkzeug.exceptions import BadRequest
from werkzeug.formparser import FormDataParser

from wedforms.formspec.extent import MOST_INPUTS
from wedforms.formspec.text import storable

#: The largest form or JSON body; uploads have their own, larger limit.
MOST_BYTES: Final = 1_000_000
MOST_UPLOAD_BYTES: Final = 27_000_000

#: A page may run our scripts and nothing else; it is framed only where its route says so.
_POLICY: Final[Mapping[str, str]] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}

_HEADERS: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}

_NO_FRAMES: Final = "'none'"
_OWN_FRAMES: Final = "'self'"
#: Pages of the studio draw with Lit and ProseMirror, which name policies of their own, as our
#: reader of rich text does; and they show a form in a frame.
_STUDIO_POLICY: Final[Mapping[str, str]] = {
    "trusted-types": "lit-html ProseMirrorClipboard wedforms-rich-text",
    "frame-src": _OWN_FRAMES,
}
_SHOWS_FRAMES: Final[Mapping[str, str]] = {"frame-src": _OWN_FRAMES}
_HTTPS_ONLY: Final = "max-age=63072000; includeSubDomains"


class StrictParser(FormDataParser):
    """Reads forms; one that is cut off or garbled is refused instead of taken for an empty one."""

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> Any:
        """The stream, the form and the files; raises BadRequest."""
        self.silent = False
        try:
            return super().parse(stream, mimetype, content_length, options)
        except ValueError as garbled:
            raise BadRequest from garbled


class PublicRequest(Request):
    """A request whose forms may have many small parts (three hundred guests), never large ones."""

    max_form_memory_size: int | None = MOST_BYTES
    max_form_parts: int | None = MOST_INPUTS
    form_data_parser_class = StrictParser


def register_guards(app: Flask, *, https: bool) -> None:
    """Send the headers with every answer and refuse bodies that are too large."""
    app.request_class = PublicRequest
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    # An address with a doubled slash is another one: no redirect, which would name the asked host.
    app.url_map.merge_slashes = False

    @app.before_request
    def refuse_unstorable_address() -> None:
        """What no database can hold is at no address."""
        if not all(storable(str(value)) for value in (request.view_args or {}).values()):
            abort(HTTPStatus.NOT_FOUND)

    @app.after_request
    def carry_headers(response: Response) -> Response:
        return with_headers(response, https=https)


def with_headers(response: Response, *, https: bool) -> Response:
    """The response with the headers of every page; what a route set itself stays."""
    frames = g.get("frame_ancestors", _NO_FRAMES)
    more: Mapping[str, str] = g.get("more_policy", {})
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", policy(frames, **more))
    response.headers.setdefault("Cache-Control", "no-store")
    if frames in (_NO_FRAMES, _OWN_FRAMES):
        alone = "DENY" if frames == _NO_FRAMES else "SAMEORIGIN"
        response.headers.setdefault("X-Frame-Options", alone)
    if https:
        response.headers.setdefault("Strict-Transport-Security", _HTTPS_ONLY)
    return response


def frame_at_home() -> None:
    """Let pages of ours put this one into a frame."""
    g.frame_ancestors = _OWN_FRAMES


def draw_with_scripts() -> None:
    """Let this page, one of the studio, draw with Lit and show a page of ours in a frame."""
    g.more_policy = _STUDIO_POLICY


def show_frames() -> None:
    """Let this page show a page of ours in a frame, and no more than that."""
    g.more_policy = _SHOWS_FRAMES


def policy(frame_ancestors: str = _NO_FRAMES, **more: str) -> str:
    """The content security policy of a page that these origins may frame."""
    directives = {**_POLICY, **more, "frame-ancestors": frame_ancestors}
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def allow_upload() -> None:
    """Let this request bring files; to be called before its body is read."""
    if request.mimetype == "multipart/form-data":
        request.max_content_length = MOST_UPLOAD_BYTES


def taking_files(view: Callable[..., Any]) -> Callable[..., Any]:
    """The view, with leave to bring files; whoever reads the body before it may do so too."""

    @wraps(view)
    def seen(**named: Any) -> Any:
        allow_upload()
        return view(**named)

    return seen


def address_of_visitor() -> IPv4Address | IPv6Address | None:
    """Where the request comes from; None where a proxy says nothing that is an address."""
    try:
        return ip_address(request.remote_addr or "")
    except ValueError:
        return None


def visitor() -> str:
    """Who asks, for the limits: the address (of IPv6 the network), and what is asked for."""
    address = address_of_visitor()
    if isinstance(address, IPv6Address):
        network = int(address) >> 64
        return f"{network:x}/64 {request.path}"
    return f"{address} {request.path}"


def wants_json() -> bool:
    """Whether the asker is a script rather than a person."""
    if g.get("wants_json", False):
        return True
    accepted = request.accept_mimetypes
    return request.is_json or (accepted.best == "application/json" and not accepted.accept_html)
