"""Join the studio to the application, route by route from the one list."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Flask

from wedforms.extensions import limiter
from wedforms.web.guards import taking_files, visitor
from wedforms.web.routes import ROUTES, UPLOAD
from wedforms.web.studio import (
    account,
    clients,
    editors,
    entry,
    join,
    members,
    messages,
    nowhere,
    opening,
    overview,
    passkeys,
    privacy,
    recover,
    results,
)
from wedforms.web.studio.browsers import browser_name
from wedforms.web.studio.design import begin, page, preview, save
from wedforms.web.studio.frames import in_frames
from wedforms.web.studio.languages import choose, translate
from wedforms.web.studio.navigation import FORM_PAGES, SECTIONS, SETTINGS_PAGES, result_pages
from wedforms.web.studio.person import guarded, is_unconfirmed, may_here, signed_in
from wedforms.web.studio.results.summary import bar_of
from wedforms.web.studio.settings import business, look, plan
from wedforms.web.studio.share import everybody, filled, link, links, site
from wedforms.web.studio.share.work import form_closed_since
from wedforms.web.studio.starting import carrying, gallery
from wedforms.web.studio.versions import history, publish
from wedforms.web.studio.versions import look as versions_look
from wedforms.web.studio.views import Views

_PARTS: Final = (
    entry,
    opening,
    nowhere,
    recover,
    passkeys,
    account,
    members,
    messages,
    join,
    business,
    look,
    plan,
    overview,
    results,
    editors,
    begin,
    page,
    save,
    preview,
    choose,
    translate,
    gallery,
    carrying,
    publish,
    history,
    versions_look,
    everybody,
    links,
    link,
    filled,
    site,
    clients,
    privacy,
)
VIEWS: Final[Views] = {name: view for part in _PARTS for name, view in part.VIEWS.items()}


def register_studio(app: Flask) -> None:
    """Add every address of the studio behind its permission and its limit."""
    studio = Blueprint("studio", __name__)
    for route in ROUTES:
        package, _, name = route.endpoint.partition(".")
        if package == studio.name:
            view = guarded(in_frames(VIEWS[name], route.frames), route.permission)
            if route.limit == UPLOAD:
                view = taking_files(view)
            limited = limiter.limit(route.limit, key_func=visitor)(view)
            studio.add_url_rule(route.rule, name, limited, methods=[route.method])
    studio.context_processor(
        lambda: {
            "signed_in": signed_in(),
            "may": may_here,
            "is_unconfirmed": is_unconfirmed,
            "browser_name": browser_name,
            "sections": SECTIONS,
            "form_pages": FORM_PAGES,
            "result_pages": result_pages,
            "bar_of": bar_of,
            "settings_pages": SETTINGS_PAGES,
            "closed_since": form_closed_since,
        }
    )
    app.register_blueprint(studio)
