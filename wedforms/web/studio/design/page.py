"""The page of the builder, and the pieces of its canvas."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session

from wedforms.core.jsonb import dumps
from wedforms.forms import Form
from wedforms.forms.changes import designed_form
from wedforms.forms.drafting import draft_as_json, draft_ids
from wedforms.forms.renaming import published_keys
from wedforms.web.guards import draw_with_scripts
from wedforms.web.studio.design.canvas import drawn_fields
from wedforms.web.studio.design.palette import palette
from wedforms.web.studio.design.state import state_since
from wedforms.web.studio.design.words import words
from wedforms.web.studio.person import membership
from wedforms.web.studio.views import Views
from wedforms.web.studio.work import at_work

_EVERYTHING: Final = -1


def design(form_id: UUID) -> ResponseReturnValue:
    """The builder with the whole draft; raises FormNotFound."""
    draw_with_scripts()
    with at_work() as session:
        form = designed_form(session, form_id)
        data = _data(session, form)
        page = {"id": form.id, "name": form.name}
        listed = draft_as_json(session, form).get("fields", [])
    return render_template("studio/design.html", form=page, data=as_data(data), fields=listed)


def canvas(form_id: UUID) -> ResponseReturnValue:
    """Fields as the public page draws them: those that are named, else all."""
    wanted = set(request.args.getlist("field"))
    g.organization_slug = membership().slug  # whose pictures are drawn
    with at_work() as session:
        form = designed_form(session, form_id)
        draft, ids = draft_as_json(session, form), draft_ids(session, form)
    by_key = {key: ids[path] for path, key in _keys(draft["fields"])}
    keys = frozenset(key for key, one in by_key.items() if not wanted or str(one) in wanted)
    drawn = [(by_key[key], markup) for key, markup in drawn_fields(draft, keys)]
    return render_template("studio/_canvas.html", drawn=drawn)


def as_data(value: Any) -> Markup:
    """JSON for a script element of data: no character in it can end the element."""
    text = dumps(value)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # JSON without any character that HTML knows  # noqa: S704


def _data(session: Session, form: Form) -> dict[str, Any]:
    return {
        **state_since(session, form, _EVERYTHING),
        "published": sorted(published_keys(session, form)),
        "palette": palette(),
        "words": words(),
        "addresses": {
            "save": url_for("studio.save_design", form_id=form.id),
            "changes": url_for("studio.design_changes", form_id=form.id),
            "canvas": url_for("studio.design_canvas", form_id=form.id),
            "deleted": url_for("studio.deleted_fields", form_id=form.id),
            "preview": url_for("studio.preview", form_id=form.id),
            "signIn": url_for("studio.sign_in_page"),
        },
    }


def _keys(fields: Any, path: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for at, one in enumerate(fields):
        here = f"{path}fields.{at}"
        found += [(here, one["key"]), *_keys(one.get("fields", ()), f"{here}.")]
    return found


VIEWS: Final[Views] = {
    "design": design,
    "design_canvas": canvas,
}
