"""Join the public pages to the application, route by route from the one list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue

from wedforms.documents.wording import isolated
from wedforms.extensions import limiter
from wedforms.formspec.fieldtypes.people import WITHOUT_POSTCODE
from wedforms.formspec.fieldtypes.showing import currency_sign
from wedforms.web.guards import visitor
from wedforms.web.languages import with_language
from wedforms.web.public import (
    asking,
    busy,
    draft,
    fill,
    household,
    newer,
    personal,
    thanks,
    upload,
)
from wedforms.web.public.frame import carry_frame_headers, frame, in_frame
from wedforms.web.public.pictures import picture_size, picture_url
from wedforms.web.public.places import KeptPlaces
from wedforms.web.public.tenant import KeptTenants
from wedforms.web.public.unfilled import UnfilledPages
from wedforms.web.routes import ROUTES
from wedforms.wtf.drawing import Drawer
from wedforms.wtf.words import country_name

_PAGES: Final[Mapping[str, Callable[..., ResponseReturnValue]]] = {
    "fill": fill.show,
    "send": fill.send,
    "theme": fill.theme,
    "picture": fill.picture,
    "accessibility": fill.accessibility,
    "start_draft": draft.start,
    "busy": busy.ask,
    "find": household.show,
    "find_household": household.find,
    "personal": personal.show,
    "send_personal": personal.send,
    "start_personal_draft": draft.start_personal,
    "draft": draft.show,
    "send_draft": draft.send,
    "save_draft": draft.save,
    "newer": newer.show,
    "move_draft": newer.move,
    "upload": upload.receive,
    "remove_file": upload.remove,
    "thanks": thanks.show,
    "document": thanks.document,
    "calendar": thanks.calendar,
    "change": thanks.change,
    "ask": asking.show,
    "send_asked": asking.send,
}
VIEWS: Final[Mapping[str, Callable[..., ResponseReturnValue]]] = {
    **_PAGES,
    **{f"framed_{name}": in_frame(view) for name, view in _PAGES.items()},
}


def register_public(app: Flask) -> None:
    """Add every public address with its limit, and what the templates of the pages need."""
    app.extensions["wedforms_drawer"] = Drawer(app.jinja_env)
    app.extensions["wedforms_tenants"] = KeptTenants()
    app.extensions["wedforms_places"] = KeptPlaces()
    app.extensions["wedforms_unfilled"] = UnfilledPages()
    app.jinja_env.globals.update(
        country_name=country_name,
        currency_sign=currency_sign,
        picture_size=picture_size,
        picture_url=picture_url,
        with_language=with_language,
        without_postcode=WITHOUT_POSTCODE,
    )
    app.jinja_env.filters["isolated"] = lambda words, running: isolated(words, within=running)
    public = Blueprint("public", __name__)
    for route in ROUTES:
        package, _, name = route.endpoint.partition(".")
        if package == public.name:
            view = limiter.limit(route.limit, key_func=visitor)(VIEWS[name])
            public.add_url_rule(route.rule, name, view, methods=[route.method])
    app.context_processor(lambda: {"frame": frame()})
    app.after_request(carry_frame_headers)
    app.register_blueprint(public)
