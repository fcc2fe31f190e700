"""A form that everybody may fill in: `/f/<org>/<form>`, its theme and its pictures."""

from __future__ import annotations

from typing import Final

from flask import Response, abort, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db, services
from wedforms.files import StoredFile
from wedforms.files.links import SERVING_HEADERS
from wedforms.forms.find import published_form
from wedforms.web.guards import allow_upload
from wedforms.web.languages import product_language, speak
from wedforms.web.public.desk import Desk, public_desk
from wedforms.web.public.filling import answer_post, show_desk
from wedforms.web.public.tenant import open_tenant
from wedforms.web.public.unfilled import UnfilledPages
from wedforms.wtf.words import direction

_ONE_YEAR: Final = 365 * 24 * 60 * 60


def show(org: str, slug: str) -> ResponseReturnValue:
    """The form, unfilled; raises FormFull when there is no room left."""
    desk = _desk(org, slug)
    desk.require_room()
    if "page" in request.args or desk.link_id is not None:
        return show_desk(desk)
    pages = current_app.extensions["wedforms_unfilled"]
    assert isinstance(pages, UnfilledPages)
    return pages.page(desk)


def send(org: str, slug: str) -> ResponseReturnValue:
    """Go on, keep, or send."""
    allow_upload()
    return answer_post(_desk(org, slug))


def theme(org: str) -> ResponseReturnValue:
    """The supplier's palette as a style sheet."""
    response = make_response(open_tenant(org).face.theme.css)
    response.mimetype = "text/css"
    return _kept_long(response)


def picture(org: str, sha256: str) -> ResponseReturnValue:
    """A logo, a cover, or a picture in a form."""
    tenant = open_tenant(org)
    wanted = select(StoredFile.media_type).where(
        StoredFile.sha256 == sha256, StoredFile.kind == "asset", StoredFile.deleted_at.is_(None)
    )
    with tenant_transaction(db.session, tenant.id) as session:
        media_type = session.scalar(wanted)
    if media_type is None:
        abort(404)
    response = make_response(services().files.get(sha256, organization_id=tenant.id))
    response.mimetype = media_type
    response.headers.update(SERVING_HEADERS)
    return _kept_long(response)


def accessibility() -> ResponseReturnValue:
    """What these pages promise to everybody, and where to write when they fail."""
    language = product_language()
    speak(language)
    page = {
        "language": language,
        "direction": direction(language),
        "title": gettext("Accessibility"),
    }
    return render_template("public/accessibility.html", page=page)


def _desk(org: str, slug: str) -> Desk:
    tenant = open_tenant(org)
    with tenant_transaction(db.session, tenant.id) as session:
        form = published_form(session, slug)
    return public_desk(tenant, form, secret=request.args.get("prefill", ""))


def _kept_long(response: Response) -> Response:
    response.headers["Cache-Control"] = f"public, max-age={_ONE_YEAR}, immutable"
    return response
