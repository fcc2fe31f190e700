"""The local outbox: what would have been sent, shown on the machine where the service is tried.

There is none unless the configuration names a folder, no mail server is set up, and the service's
own address is one of this machine. A mail's HTML is shown in a sandbox that runs nothing and
fetches nothing; its links open beside it.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final

from flask import Blueprint, Flask, abort, make_response, render_template
from flask.typing import ResponseReturnValue

from wedforms.extensions import limiter, services
from wedforms.messaging.letterhead import LOGO
from wedforms.messaging.localoutbox import Laid, LocalOutbox, outbox_of
from wedforms.web.guards import frame_at_home, show_frames, visitor
from wedforms.web.routes import ROUTES

#: What the page of a mail may do: nothing but open links in a window of their own.
SANDBOX: Final = "allow-popups allow-popups-to-escape-sandbox"
_POLICY: Final = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none';"
    f" base-uri 'none'; frame-ancestors 'self'; sandbox {SANDBOX}"
)
_OUTSIDE: Final = '<head><base target="_blank">'
_PAGE: Final = {"language": "en-GB", "direction": "ltr", "title": "Outbox"}


def register_outbox(app: Flask) -> None:
    """Add the addresses; where there is no outbox they lead nowhere."""
    outbox = Blueprint("outbox", __name__)
    for route in ROUTES:
        package, _, name = route.endpoint.partition(".")
        if package == outbox.name:
            view = limiter.limit(route.limit, key_func=visitor)(VIEWS[name])
            outbox.add_url_rule(route.rule, name, view, methods=[route.method])
    app.register_blueprint(outbox)


def mails() -> ResponseReturnValue:
    """The latest mails."""
    return render_template("outbox/mails.html", page=_PAGE, mails=list(_outbox().laid()))


def mail(name: str) -> ResponseReturnValue:
    """One mail: its headers, its text, and its page in a frame."""
    one = _mail(name)
    show_frames()
    return render_template("outbox/mail.html", page=_PAGE, mail=one, sandbox=SANDBOX)


def sheet(name: str) -> ResponseReturnValue:
    """The page of a mail."""
    one = _mail(name)
    frame_at_home()
    html = one.html.replace("<head>", _OUTSIDE, 1)
    if one.logo is not None:
        media_type, content = one.logo
        picture = f"data:{media_type};base64,{base64.b64encode(content).decode()}"
        html = html.replace(f"cid:{LOGO}", picture)
    response = make_response(html)
    response.headers["Content-Security-Policy"] = _POLICY
    return response


VIEWS: Final[Mapping[str, Callable[..., ResponseReturnValue]]] = {
    "mails": mails,
    "mail": mail,
    "sheet": sheet,
}


def _outbox() -> LocalOutbox:
    if (found := outbox_of(services().settings)) is None:
        abort(HTTPStatus.NOT_FOUND)
    return found


def _mail(name: str) -> Laid:
    if (found := _outbox().find(name)) is None:
        abort(HTTPStatus.NOT_FOUND)
    return found
