"""The board of an RSVP, and the list for its caterer."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from wedforms.core.tenancy import tenant_transaction
from wedforms.core.trail import record_act
from wedforms.extensions import db
from wedforms.forms import Form
from wedforms.forms.find import form_of_version
from wedforms.lib.text import file_name
from wedforms.submissions.ask import waiting_requests
from wedforms.submissions.board import board_of
from wedforms.submissions.boardplan import BoardPlan, board_plan
from wedforms.submissions.carry_out import MEDIA_TYPES
from wedforms.submissions.caterer import (
    caterer_csv,
    caterer_workbook,
    dishes_of,
    guests_at_table,
    latest_list,
    news_since,
    note_list,
)
from wedforms.submissions.export import record_export
from wedforms.submissions.settle import count_repeated
from wedforms.submissions.wordings import Wordings
from wedforms.web.studio.person import may_here, organization_id, person
from wedforms.web.studio.results.download import attached
from wedforms.web.studio.results.table import form_of
from wedforms.web.studio.views import Views

_SHAPES: Final = ("csv", "xlsx", "told")


def board(form_id: UUID) -> ResponseReturnValue:
    """Who comes to what, what they eat, and who has not answered yet."""
    sensitive = may_here("sensitive")
    with _transaction() as session:
        form, plan = _planned(session, form_id)
        shown = board_of(session, form_id, plan, sensitive=sensitive) if plan else None
        requests = waiting_requests(session, form_id)
        repeats = count_repeated(session, form_id)
        if shown is not None and shown.diets:
            record_act(session, "answers.read", table="forms", record_id=form_id)
    return render_template(
        "studio/board.html", form=form, plan=plan, board=shown, requests=requests, repeats=repeats
    )


def caterer(form_id: UUID) -> ResponseReturnValue:
    """Each guest at table with meal and diet, and what is new since the caterer was told last."""
    with _transaction() as session:
        form, plan = _planned(session, form_id)
        if plan is None:
            abort(HTTPStatus.NOT_FOUND)
        listed = guests_at_table(session, form_id)
        last = latest_list(session, form_id)
        news = news_since(session, last, listed) if last else None
        repeats = count_repeated(session, form_id)
        dishes = dishes_of(plan, listed.guests, Wordings(session, form_id))
        record_act(session, "answers.read", table="forms", record_id=form_id)
    return render_template(
        "studio/caterer.html",
        form=form,
        plan=plan,
        guests=listed.guests,
        dishes=dishes,
        news=news,
        repeats=repeats,
    )


def hand_over(form_id: UUID) -> ResponseReturnValue:
    """The list as a file, or merely the note that the caterer was told what the page showed."""
    shape = request.form.get("shape", "")
    if shape not in _SHAPES:
        abort(HTTPStatus.BAD_REQUEST)
    with _transaction() as session:
        form, plan = _planned(session, form_id)
        if plan is None:
            abort(HTTPStatus.NOT_FOUND)
        listed = guests_at_table(session, form_id)
        dishes = dishes_of(plan, listed.guests, Wordings(session, form_id))
        note_list(session, form_id, listed, by=person().profile_id)
        record_export(session, form_id, shape=f"caterer {shape}", count=len(listed.guests))
    if shape == "told":
        return redirect(url_for("studio.caterer", form_id=form_id), HTTPStatus.SEE_OTHER)
    is_csv = shape == "csv"
    content = (
        caterer_csv(plan, listed.guests).encode()
        if is_csv
        else caterer_workbook(plan, listed.guests, dishes)
    )
    name = file_name(f"{form.name} caterer", extension=shape)
    return attached(content, media_type=MEDIA_TYPES[shape], name=name)


def _planned(session: Session, form_id: UUID) -> tuple[Form, BoardPlan | None]:
    """The form and what its published version's board counts; 404 for forms without a board."""
    form = form_of(session, form_id)
    if form.form_type != "rsvp":
        abort(HTTPStatus.NOT_FOUND)
    if form.published_version_id is None:
        return form, None
    return form, board_plan(form_of_version(session, form.published_version_id).compiled.definition)


def _transaction() -> Any:
    return tenant_transaction(db.session, organization_id(), actor_id=person().user_id)


VIEWS: Final[Views] = {
    "board": board,
    "caterer": caterer,
    "hand_over": hand_over,
}
