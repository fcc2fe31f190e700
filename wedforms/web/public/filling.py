"""What follows on a press of a button: keep what was typed, then go on, send, or show it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from urllib.parse import quote
from uuid import UUID

from flask import redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.forms.errors import FormNotFound
from wedforms.forms.find import fillable_version, form_in_language
from wedforms.formspec.errors import AnswersRejected, Problem
from wedforms.submissions.errors import PlacesGone
from wedforms.web.languages import with_language
from wedforms.web.posted import (
    REVIEW,
    SUBMIT,
    Posted,
    UnreadableInput,
    number_of_page,
    read_posted,
)
from wedforms.web.public.desk import Desk
from wedforms.web.public.keeping import keep
from wedforms.web.public.sending import send
from wedforms.web.public.sheets import draw_page, draw_review, drawer, tokens
from wedforms.web.public.uploading import Refusals, is_drop, keep_files, without_file
from wedforms.web.tokens import PageTokenExpired, PageTokenRefused
from wedforms.wtf.changes import UnreadableBase, applied, changes_of_page, read_base
from wedforms.wtf.drawing import Filled
from wedforms.wtf.inputs import default_row, known_inputs, names_rows
from wedforms.wtf.names import Inputs
from wedforms.wtf.rows import UnknownAction, change_rows, is_row_action, new_row_id
from wedforms.wtf.steps import Step, page_of, take_step


@dataclass(frozen=True, slots=True)
class Turn:
    """One press of a button on a page: the inputs after it, and what they look like."""

    desk: Desk
    posted: Posted
    filled: Filled
    look_at: str = ""
    refused: Sequence[Problem] = ()


def show_desk(desk: Desk, *, has_newer: bool = False) -> ResponseReturnValue:
    """The page of a desk that the address asks for: a page of the form, or the review.

    Raises FormFull when there is no room left for its answers.
    """
    desk.require_room()
    filled = drawer().fill(desk.form.compiled, desk.inputs(), desk.around())
    wanted = request.args.get("page", "1")
    if wanted == REVIEW and desk.draft is not None:
        return draw_review(desk, filled)
    number = min(max(number_of_page(wanted), 1), len(filled.sections))
    notice = gettext("You are on the new version now.") if "moved" in request.args else ""
    return draw_page(
        desk,
        filled,
        number=number,
        notice=notice,
        is_saved="saved" in request.args,
        has_newer=has_newer,
    )


def answer_post(desk: Desk) -> ResponseReturnValue:
    """The answer to a POST of a page of this desk."""
    posted = read_posted(request.form)
    try:
        token = tokens().read(posted.token, desk.form.form_id)
    except PageTokenExpired as expired:
        desk = as_drawn(desk, expired.version_id)
        return _stale(desk, _asked_for(desk, posted))
    except PageTokenRefused:
        return _stale(desk, _asked_for(desk, posted))
    desk = replace(as_drawn(desk, token.version_id), drawn_at=token.drawn_at)
    posted = _asked_for(desk, posted)
    if posted.page == REVIEW and desk.draft is not None:
        return _send_reviewed(desk, posted)
    return _go_on(_turn(desk, posted))


def as_drawn(desk: Desk, version_id: UUID) -> Desk:
    """The desk in the version that its page showed."""
    if desk.draft is not None or version_id == desk.form.version_id:
        return desk
    try:
        with tenant_transaction(db.session, desk.tenant.id) as session:
            form = fillable_version(session, version_id)
            return replace(desk, form=form_in_language(form, desk.language))
    except FormNotFound:
        return desk


def _asked_for(desk: Desk, posted: Posted) -> Posted:
    """The same POST with nothing but what the version of this desk asks for."""
    return posted.with_inputs(known_inputs(desk.form.compiled, posted.inputs))


def _turn(desk: Desk, posted: Posted) -> Turn:
    inputs = _typed(desk, posted)
    inputs, refused = keep_files(desk, inputs)
    look_at = ""
    if is_row_action(posted.action):
        inputs, look_at = changed_rows(desk, inputs, posted.action)
    elif is_drop(posted.action):
        inputs, look_at = without_file(inputs, posted.action)
    filled = drawer().fill(desk.form.compiled, inputs, desk.around())
    return Turn(desk, posted, filled, look_at, _refused_files(filled, refused))


def _typed(desk: Desk, posted: Posted) -> Inputs:
    """Everything that stands in the form now: what the page changed over what is kept."""
    if desk.draft is None:
        return posted.inputs
    try:
        base = read_base(posted.base)
    except UnreadableBase as damaged:
        raise UnreadableInput from damaged
    before = desk.inputs()
    return applied(before, changes_of_page(before, posted.inputs, base=base))


def _refused_files(filled: Filled, refused: Refusals) -> list[Problem]:
    return [
        Problem(drawn.path, "file", message=refused[drawn.name])
        for drawn in filled.form.walk()
        if drawn.name in refused
    ]


def changed_rows(desk: Desk, inputs: Inputs, action: str) -> tuple[Inputs, str]:
    """The inputs after a row was added, moved or taken away, and where to look then."""
    if not names_rows(desk.form.compiled, action):
        return inputs, ""
    try:
        changed, look_at = change_rows(inputs, action, new_id=new_row_id())
    except UnknownAction:
        return inputs, ""
    if action.startswith("add:"):
        fresh = default_row(desk.form.compiled.definition.fields, look_at)
        changed = {**fresh, **changed}
    return changed, look_at


def _go_on(turn: Turn) -> ResponseReturnValue:
    step = _step(turn)
    if step.goal == "send" and not step.is_held:
        try:
            return send(turn.desk, turn.filled, turn.posted)
        except AnswersRejected as rejected:
            step = _held(turn, rejected.problems)
        except PlacesGone as gone:
            step = _held(turn, _no_places(turn.filled, gone))
    desk = keep(turn.desk, turn.filled.inputs, seems_automatic=turn.posted.honeypot)
    if step.is_held:
        return _show_again(turn, desk, step)
    return _lead_on(turn, desk, step)


def _step(turn: Turn) -> Step:
    posted = turn.posted
    step = take_step(
        turn.filled,
        action=posted.action,
        page=posted.page_number,
        shown=posted.shown,
        has_review=turn.desk.has_review,
    )
    return _held(turn, turn.refused) if turn.refused else step


def _held(turn: Turn, problems: Sequence[Problem]) -> Step:
    numbers = [page_of(turn.filled.sections, problem.path) for problem in problems]
    return Step("page", min(numbers, default=1), problems)


def _show_again(turn: Turn, desk: Desk, step: Step) -> ResponseReturnValue:
    summary = turn.filled.pin(step.problems)
    page = draw_page(desk, turn.filled, number=step.page, summary=summary, fresh=step.fresh)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if summary else HTTPStatus.OK


def _lead_on(turn: Turn, desk: Desk, step: Step) -> ResponseReturnValue:
    where = {"page": REVIEW if step.goal == "review" else str(step.page)}
    if turn.posted.action == "save":
        where["saved"] = "yes"
    anchor = f"#f-{quote(turn.look_at)}" if turn.look_at else ""
    return redirect(with_language(desk.address, **where) + anchor, HTTPStatus.SEE_OTHER)


def _send_reviewed(desk: Desk, posted: Posted) -> ResponseReturnValue:
    """Send what the draft holds; the review page itself carries no answers."""
    filled = drawer().fill(desk.form.compiled, desk.inputs(), desk.around())
    if posted.action != SUBMIT:
        return draw_review(desk, filled)
    if any(problem.severity == "error" for problem in filled.problems()):
        return draw_review(desk, filled), HTTPStatus.UNPROCESSABLE_ENTITY
    turn = Turn(desk, posted, filled)
    try:
        return send(desk, filled, posted)
    except AnswersRejected as rejected:
        return _show_again(turn, desk, _held(turn, rejected.problems))
    except PlacesGone as gone:
        return _show_again(turn, desk, _held(turn, _no_places(filled, gone)))


def _stale(desk: Desk, posted: Posted) -> ResponseReturnValue:
    """The same page with everything that was typed, and a token that is good again."""
    notice = gettext(
        "This page had been open for a long time. Everything you typed is still here: "
        "please press the button once more."
    )
    if posted.page == REVIEW:
        filled = drawer().fill(desk.form.compiled, desk.inputs(), desk.around())
        return draw_review(desk, filled, notice=notice), HTTPStatus.FORBIDDEN
    filled = drawer().fill(desk.form.compiled, _typed(desk, posted), desk.around())
    number = min(posted.page_number, len(filled.sections))
    return draw_page(desk, filled, number=number, notice=notice), HTTPStatus.FORBIDDEN


def _no_places(filled: Filled, gone: PlacesGone) -> list[Problem]:
    """The faults of answers whose last place somebody else took."""
    wanted = set(gone.gone)
    words = gettext("Somebody else took the last place meanwhile. Please choose something else.")
    return [
        Problem(drawn.path, "places", message=words)
        for drawn in filled.form.walk()
        for value in filled.chosen(drawn)
        if (drawn.design.key, value) in wanted
    ]
