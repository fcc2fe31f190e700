"""A supplier's own web site, for the demo: plain pages on another origin that show its forms.

It sends a strict content policy and no cookie, as a careful site would; the one foreign thing on
it is the script tag of `wed-form.js`.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any, Final
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from jinja2 import Environment, FileSystemLoader

_FOLDER: Final = Path(__file__).parent / "assets" / "site"
_PAGES: Final = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True)
#: What is shown where; each with the words that lead there.
MODES: Final[Mapping[str, str]] = {
    "": "In the page",
    "popup": "In a pop-up",
    "page": "As the whole page",
    "five": "Five at once",
}
_FILES: Final = frozenset({"site.css", "site.js"})
_AROUND: Final = {"localhost": "127.0.0.1", "127.0.0.1": "localhost"}
_ANY_PORT: Final = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """The site as an application: where WedForms is, and the public paths of the forms it shows."""

    service: str
    forms: Mapping[str, str]

    def __call__(self, environ: Mapping[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request: a page, its style, its script."""
        name = str(environ.get("PATH_INFO", "/")).strip("/")
        if name in _FILES:
            return self._answer(start_response, name, (_FOLDER / name).read_bytes())
        if name not in MODES:
            start_response(f"{HTTPStatus.NOT_FOUND.value} Not Found", [("Content-Length", "0")])
            return [b""]
        page = _PAGES.get_template("page.html").render(
            service=self.service, forms=self._named(), mode=name, modes=MODES
        )
        return self._answer(start_response, "page.html", page.encode())

    def _named(self) -> list[tuple[str, str]]:
        """(organization, form) of every form."""
        return [(path.split("/")[2], path.split("/")[3]) for path in self.forms.values()]

    def _answer(self, start_response: Any, name: str, content: bytes) -> Iterable[bytes]:
        kind = mimetypes.guess_type(name)[0] or "text/plain"
        headers = {
            "Content-Type": f"{kind}; charset=utf-8",
            "Content-Length": str(len(content)),
            "Content-Security-Policy": (
                f"default-src 'none'; script-src 'self' {self.service}; frame-src {self.service};"
                " style-src 'self'; base-uri 'none'; form-action 'none';"
                " require-trusted-types-for 'script'"
            ),
            "X-Content-Type-Options": "nosniff",
        }
        start_response("200 OK", list(headers.items()))
        return [content]


class _Server(ThreadingMixIn, WSGIServer):
    """One thread a request; none of them keeps the demo from ending."""

    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Nothing."""


def name_beside(service: str) -> str | None:
    """This machine's other name, under which a browser takes the host for another site.

    None where WedForms is not tried out on this machine.
    """
    return _AROUND.get(urlsplit(service).hostname or "")


@contextmanager
def host_running(host: Host, *, port: int) -> Iterator[str]:
    """Serve the site at this port, or at a free one when it is taken; its address."""
    name = name_beside(host.service)
    assert name is not None
    try:
        server = _serve(host, port)
    except OSError:
        server = _serve(host, _ANY_PORT)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{name}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _serve(host: Host, port: int) -> WSGIServer:
    return make_server("127.0.0.1", port, host, server_class=_Server, handler_class=_Quiet)
