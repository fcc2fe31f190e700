"""Draw the pages of a form: one being filled in, and the review before sending."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import uuid4

from flask import current_app, render_template

from wedforms.extensions import services
from wedforms.web.public.desk import Desk
from wedforms.web.public.looks import FillLook, ReviewLook
from wedforms.web.tokens import PageTokens
from wedforms.wtf.drawing import Drawer, Filled
from wedforms.wtf.fields import DrawnField
from wedforms.wtf.problems import SummaryEntry
from wedforms.wtf.summary import Summary


def tokens() -> PageTokens:
    """The tokens of this application's pages."""
    settings = services().settings
    return PageTokens(settings.secret_key, earlier=settings.earlier_keys)


def drawer() -> Drawer:
    """The one drawer of this application."""
    found = current_app.extensions["wedforms_drawer"]
    assert isinstance(found, Drawer)
    return found


def draw_page(
    desk: Desk,
    filled: Filled,
    *,
    number: int,
    summary: Sequence[SummaryEntry] = (),
    fresh: Iterable[DrawnField] = (),
    notice: str = "",
    is_saved: bool = False,
    has_newer: bool = False,
) -> str:
    """A page of the form with everything that was typed into it."""
    marked = list(fresh)
    for drawn in marked:
        drawn.fresh = True
    look = FillLook(
        desk=desk,
        token=page_token(desk),
        attempt=str(uuid4()),
        notice=notice,
        filled=filled,
        number=number,
        summary=summary,
        has_fresh=bool(marked),
        is_saved=is_saved,
        has_newer=has_newer,
    )
    return render_template("public/fill.html", page=look)


def draw_review(desk: Desk, filled: Filled, *, notice: str = "") -> str:
    """Everything that will be sent, with the way back to each part."""
    summary = filled.pin(filled.problems())
    definition = filled.compiled.definition
    words = Summary(definition, desk.language, visible=filled.state.visible)
    look = ReviewLook(
        desk=desk,
        token=page_token(desk),
        attempt=str(uuid4()),
        notice=notice,
        parts=words.parts(filled.state.values),
        summary=summary,
        warnings=filled.warnings(),
        last_page=filled.sections[-1].number,
    )
    return render_template("public/review.html", page=look)


def page_token(desk: Desk) -> str:
    """A fresh token for a page of this desk."""
    return tokens().issue(desk.form.form_id, version_id=desk.form.version_id)
