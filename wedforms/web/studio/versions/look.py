"""A version as it looked, to be tried out; and its definition, to be carried elsewhere."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from flask import Response, make_response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wedforms.core.jsonb import dumps
from wedforms.forms.changes import designed_form
from wedforms.forms.drafting import draft_as_json
from wedforms.forms.find import form_of_version
from wedforms.forms.versions import version_numbered
from wedforms.lib.text import file_name
from wedforms.web.public.desk import Desk
from wedforms.web.studio.design.preview import show_preview, studio_desk, try_preview
from wedforms.web.studio.views import Views
from wedforms.web.studio.work import at_work


def show(form_id: UUID, number: int) -> ResponseReturnValue:
    """A version as people saw it; raises FormNotFound or VersionNotFound."""
    notice = gettext("This is version %(number)s, to look at: nothing is sent.", number=number)
    return show_preview(_desk(form_id, number), notice=notice)


def try_out(form_id: UUID, number: int) -> ResponseReturnValue:
    """Another page of a version, another row; sending is refused in words."""
    return try_preview(_desk(form_id, number))


def version_file(form_id: UUID, number: int) -> ResponseReturnValue:
    """The definition of a version as JSON."""
    with at_work() as session:
        form = designed_form(session, form_id)
        definition = dict(version_numbered(session, form_id, number).definition)
    return _download(definition, f"{form.name} {number}")


def draft_file(form_id: UUID) -> ResponseReturnValue:
    """The draft as JSON, finished or not."""
    with at_work() as session:
        form = designed_form(session, form_id)
        draft = draft_as_json(session, form)
    return _download(draft, form.name)


def _desk(form_id: UUID, number: int) -> Desk:
    with at_work() as session:
        designed_form(session, form_id)
        version = version_numbered(session, form_id, number)
        form = form_of_version(session, version.id)
    address = url_for("studio.version_page", form_id=form_id, number=number)
    return studio_desk(form, address=address)


def _download(definition: Any, name: str) -> Response:
    response = make_response(dumps(definition).encode())
    response.headers["Content-Type"] = "application/json"
    saved_as = quote(file_name(name, extension="json"))
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{saved_as}"
    return response


VIEWS: Final[Views] = {
    "version_page": show,
    "try_version": try_out,
    "version_file": version_file,
    "draft_file": draft_file,
}
