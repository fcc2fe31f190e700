"""Join the studio to the application, route by route from the one list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue

from wedforms.extensions import limiter
from wedforms.web.guards import visitor
from wedforms.web.routes import ROUTES
from wedforms.web.studio import account, entry, overview, results
from wedforms.web.studio.browsers import browser_name
from wedforms.web.studio.person import guarded, may_here, signed_in

VIEWS: Final[Mapping[str, Callable[..., ResponseReturnValue]]] = {
    "sign_up_page": entry.sign_up_page,
    "sign_up": entry.open_account,
    "sign_in_page": entry.sign_in_page,
    "sign_in": entry.let_in,
    "sign_out": entry.go_out,
    "account": account.show,
    "renew_password": account.renew_password,
    "end_sessions": account.end_all,
    "end_session": account.end_one,
    "work_in": account.work_in,
    "forms": overview.forms,
    "answers": results.list_answers,
    "answers_csv": results.as_csv_file,
    "answer": results.one,
    "paper": results.paper,
}


def register_studio(app: Flask) -> None:
    """Add every address of the studio behind its permission and its limit."""
    studio = Blueprint("studio", __name__)
    for route in ROUTES:
        package, _, name = route.endpoint.partition(".")
        if package == studio.name:
            view = guarded(VIEWS[name], route.permission)
            limited = limiter.limit(route.limit, key_func=visitor)(view)
            studio.add_url_rule(route.rule, name, limited, methods=[route.method])
    studio.context_processor(
        lambda: {"signed_in": signed_in(), "may": may_here, "browser_name": browser_name}
    )
    app.register_blueprint(studio)
