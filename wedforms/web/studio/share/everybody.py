"""One link for everybody, and the same as a code to be printed."""

from __future__ import annotations

import io
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

import segno
from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from wedforms.forms import Form
from wedforms.lib.text import file_name
from wedforms.web.studio.share.work import kept, public_address, work
from wedforms.web.studio.views import Views

#: The code stays readable with a quarter of it covered: printed cards get wet.
_CORRECTION: Final = "q"
#: On a screen it is drawn small; on paper of A5 600 dots an inch are enough.
_DRAWN: Final[dict[str, dict[str, Any]]] = {
    "svg": {"scale": 6, "border": 4, "xmldecl": False},
    "png": {"scale": 24, "border": 4},
}
_MEDIA: Final = {"svg": "image/svg+xml", "png": "image/png"}


def show(form_id: UUID) -> ResponseReturnValue:
    """The public link, its code, and the ways to the other links."""
    form = _form(form_id)
    return render_template("studio/share/everybody.html", form=form, address=public_address(form))


def code_svg(form_id: UUID) -> ResponseReturnValue:
    """The code for screens, and for printers that scale."""
    return _code(form_id, "svg")


def code_png(form_id: UUID) -> ResponseReturnValue:
    """The code as a picture."""
    return _code(form_id, "png")


def _code(form_id: UUID, kind: str) -> Response:
    form = _form(form_id)
    drawn = io.BytesIO()
    code = segno.make(public_address(form), error=_CORRECTION, micro=False)
    code.save(drawn, kind=kind, dark="#000", light="#fff", **_DRAWN[kind])
    response = make_response(drawn.getvalue())
    response.headers["Content-Type"] = _MEDIA[kind]
    if "download" in request.args:
        name = quote(file_name(form.name, extension=kind))
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def _form(form_id: UUID) -> Form:
    with work() as session:
        return kept(session, form_id)


VIEWS: Final[Views] = {"share": show, "share_code_svg": code_svg, "share_code_png": code_png}
