"""Somebody else's web site: pages of any kind at an origin that is not WedForms'."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any, Final
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from playwright.sync_api import BrowserContext, BrowserType, FrameLocator, Page

from wedforms.core.engine import create_engine_for, session_factory
from wedforms.core.lookup import organization_by_slug
from wedforms.core.tenancy import tenant_transaction
from wedforms.database.addresses import Addresses
from wedforms.forms.exchange import kept_form
from wedforms.forms.sites import allow_site

_PATIENCE: Final = 15.0
EVENTS: Final = ("ready", "height", "page", "submitted", "closed")
#: Notes every event of every element, what a policy refused, and how often the page came back alive.
LISTENING: Final = f"""window.heard = [];
for (const name of {json.dumps(EVENTS)}) addEventListener(name, (event) => {{
  if (event.target.localName === "wed-form")
    heard.push([name, event.detail, event.target.getAttribute("form")]);
}}, true);
addEventListener("securitypolicyviolation", (event) => heard.push(["refused", event.violatedDirective, ""]));
addEventListener("pageshow", (event) => event.persisted && heard.push(["returned", null, ""]));
"""
#: What a careful site sends: scripts and frames of WedForms, and no style at all but its own files.
STRICT: Final = (
    "default-src 'none'; script-src {scripts}; frame-src {service}; style-src 'self'; img-src 'self';"
    " require-trusted-types-for 'script'; base-uri 'none'"
)


@dataclass
class Host:
    """A web server whose pages a test writes; `name` is what the browser calls this machine."""

    service: str
    name: str
    port: int = 0
    pages: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://{self.name}:{self.port}"

    def page(
        self,
        body: str,
        *,
        path: str = "/",
        css: str = "",
        policy: str = STRICT,
        listens: bool = False,
    ) -> str:
        """Put a page with this body there, which may note its events by itself; its address."""
        style = '<link rel="stylesheet" href="/site.css">' if css else ""
        self.pages["/site.css"] = (css, {"Content-Type": "text/css"})
        self.pages["/listening.js"] = (LISTENING, {"Content-Type": "text/javascript"})
        script = f'<script src="{self.service}/embed/v1/wed-form.js" async></script>'
        if "<script" in body:
            script = ""
        if listens:
            script = f'<script src="/listening.js"></script>{script}'
        head = f'<!doctype html><html lang="en"><head><title>Host</title>{style}{script}</head>'
        headers = {"Content-Type": "text/html; charset=utf-8"}
        if policy:
            scripts = f"'self' {self.service}" if listens else self.service
            headers["Content-Security-Policy"] = policy.format(
                service=self.service, scripts=scripts
            )
        self.pages[path] = (f"{head}<body>{body}</body></html>", headers)
        return self.url + path

    def __call__(self, environ: Mapping[str, Any], start_response: Callable[..., Any]):
        content, headers = self.pages.get(environ["PATH_INFO"], ("", {}))
        start_response("200 OK" if headers else "404 Not Found", list(headers.items()))
        return [content.encode()]


class _Server(ThreadingMixIn, WSGIServer):
    """Browsers open connections that they never use: each may wait by itself."""

    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def hosting(service: str, *, name: str = "localhost") -> Iterator[Host]:
    """Another site; `localhost` and `127.0.0.1` are two sites to a browser."""
    host = Host(service, name)
    server = make_server("127.0.0.1", 0, host, server_class=_Server, handler_class=_Quiet)
    host.port = server.server_port
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()


def allow(addresses: Addresses, path: str, site: str) -> None:
    """Let the site show the form at `/f/<organization>/<form>`."""
    engine = create_engine_for(addresses.app)
    organization, slug = path.split("/")[2:4]
    found = organization_by_slug(engine, organization)
    assert found is not None
    with (
        session_factory(engine)() as session,
        tenant_transaction(session, found.organization_id),
    ):
        form = kept_form(session, slug)
        assert form is not None
        allow_site(session, form.id, site=site, is_local=True)
    engine.dispose()


def element(path: str, more: str = "") -> str:
    """The tag that shows the form at this path."""
    organization, form = path.split("/")[2:4]
    return f'<wed-form org="{organization}" form="{form}" {more}><a href="/plain">Our form</a></wed-form>'


def listen(page: Page) -> None:
    """Note every event of every element, from before the element is there."""
    page.add_init_script(LISTENING)


def heard(page: Page, name: str) -> list[Any]:
    """The details of the events of this name so far."""
    return page.evaluate(
        "name => heard.filter(([one]) => one === name).map(([, more]) => more)", name
    )


def wait_until_heard(page: Page, name: str, *, times: int = 1) -> list[Any]:
    """Wait for so many events of this name; a policy of the page forbids waiting inside it."""
    deadline = time.monotonic() + _PATIENCE
    while len(found := heard(page, name)) < times:
        assert time.monotonic() < deadline, (name, found)
        page.wait_for_timeout(50)
    return found


def go_back(page: Page) -> None:
    """Back, as by a page's own script: a page that was kept alive tells no program that it is there."""
    page.evaluate("setTimeout(() => history.back())")


def inside(page: Page, *, number: int = 0) -> FrameLocator:
    """What is in the frame of the element."""
    return page.locator("wed-form").nth(number).frame_locator("iframe")


def picky_browser(
    program: BrowserType, folder: Path, *, preferences: Mapping[str, Any], **options: Any
) -> BrowserContext:
    """A browser whose owner has set these preferences, such as what cookies it takes."""
    (folder / "Default").mkdir(parents=True)
    (folder / "Default" / "Preferences").write_text(json.dumps(preferences))
    return program.launch_persistent_context(str(folder), **options)
