"""The texts of a form in one of its other languages, written beside the originals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wedforms.forms import Form
from wedforms.forms.changes import designed_form
from wedforms.forms.errors import OperationRefused
from wedforms.forms.translate import Translated, Wording, translate_form
from wedforms.web.guards import draw_with_scripts
from wedforms.web.posted import clean_inputs
from wedforms.web.studio.design.page import as_data
from wedforms.web.studio.languages.choose import english_name, languages_beside
from wedforms.web.studio.languages.table import NOTHING_POSTED, table_of
from wedforms.web.studio.views import Views
from wedforms.web.studio.work import at_work
from wedforms.wtf.words import direction

#: An input is called by what stood in it, a colon, and the place of its text.
_SEAL: Final = 12


def show(form_id: UUID, language: str) -> ResponseReturnValue:
    """The texts beside their translations; raises FormNotFound, 404 for another language."""
    with at_work() as session:
        _require_spoken(designed_form(session, form_id), language)
    return _page(form_id, language)


def keep(form_id: UUID, language: str) -> ResponseReturnValue:
    """Keep what was translated; what cannot be kept is shown again with what is in its way."""
    wordings = list(_wordings())
    try:
        with at_work() as session:
            _require_spoken(designed_form(session, form_id), language)
            told = translate_form(session, form_id, language, wordings)
    except OperationRefused as refused:
        told = Translated(refused={one.place: _why(refused) for one in wordings[:1]})
        posted = {one.place: one.words for one in wordings}
        return _page(form_id, language, told=told, posted=posted), HTTPStatus.UNPROCESSABLE_ENTITY
    if told.is_whole:
        show = request.args.get("show")
        shown = url_for(
            "studio.translate", form_id=form_id, language=language, kept=told.changed, show=show
        )
        return redirect(shown, HTTPStatus.SEE_OTHER)
    unkept = {*told.theirs, *told.refused}
    posted = {one.place: one.words for one in wordings if one.place in unkept}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if told.refused else HTTPStatus.CONFLICT
    return _page(form_id, language, told=told, posted=posted), status


def _wordings() -> Iterator[Wording]:
    for name, values in clean_inputs(dict(request.form.lists())).items():
        seen, colon, place = name.partition(":")
        if colon and len(seen) == _SEAL:
            yield Wording(place=place, seen=seen, words=values[0])


def _why(refused: OperationRefused) -> str:
    return next((one.message or one.keyword for one in refused.problems), "")


def _require_spoken(form: Form, language: str) -> None:
    if language not in languages_beside(form):
        abort(HTTPStatus.NOT_FOUND)


def _page(
    form_id: UUID,
    language: str,
    *,
    told: Translated | None = None,
    posted: Mapping[str, str] = NOTHING_POSTED,
) -> str:
    draw_with_scripts()
    with at_work() as session:
        form = designed_form(session, form_id)
        table = table_of(session, form, language, posted=posted, told=told)
        return render_template(
            "studio/languages/translate.html",
            form=form,
            table=table,
            told=told,
            name=english_name(language),
            direction=direction(language),
            own_direction=direction(form.locale),
            only_missing=request.args.get("show") == "missing",
            kept=request.args.get("kept", type=int),
            merged=_merged(form),
            merged_data=as_data(_merged(form)),
        )


def _merged(form: Form) -> Mapping[str, str]:
    """What the answers that clauses put in are called."""
    kept = (one for one in form.fields if one.deleted_at is None)
    return {one.key: one.label or one.key for one in kept}


VIEWS: Final[Views] = {"translate": show, "keep_translation": keep}
