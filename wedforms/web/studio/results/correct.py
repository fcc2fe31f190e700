"""Correcting answers on the page that asked for them; the couple's own stay in the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Final
from uuid import UUID, uuid4

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import Session

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.formspec.errors import AnswersRejected, Problem
from wedforms.formspec.text import clean_line, storable
from wedforms.lib import clock
from wedforms.submissions.ask import accept_request, requests_of
from wedforms.submissions.correct import Correction, correct_submission, correctable, day_of
from wedforms.submissions.errors import (
    AlreadyReceived,
    ChangedMeanwhile,
    PaperStands,
    PlacesGone,
    RequestAnswered,
)
from wedforms.submissions.sent import Sent
from wedforms.web.guards import allow_upload
from wedforms.web.posted import Posted, read_posted
from wedforms.web.public.desk import Desk
from wedforms.web.public.filling import changed_rows
from wedforms.web.public.looks import FillLook
from wedforms.web.public.sheets import drawer
from wedforms.web.public.tenant import open_tenant
from wedforms.web.public.uploading import is_drop, keep_files, without_file
from wedforms.web.studio.person import membership, organization_id, person
from wedforms.web.studio.views import Views
from wedforms.wtf.drawing import Circumstances, Filled
from wedforms.wtf.inputs import known_inputs, write_inputs
from wedforms.wtf.names import Inputs
from wedforms.wtf.problems import SummaryEntry
from wedforms.wtf.rows import is_row_action
from wedforms.wtf.steps import page_of, take_step
from wedforms.wtf.words import direction

_LONGEST_NOTE: Final = 500
_MOST_DIGITS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionDesk(Desk):
    """The desk of answers that a member corrects: judged by the day that they are from."""

    sent: Sent
    request_id: UUID | None = None
    wanted: str = ""

    @property
    def today(self) -> date:
        """The day of the answers."""
        return day_of(self.sent)

    @property
    def has_review(self) -> bool:
        """What was changed is seen in the history afterwards."""
        return False

    def around(self) -> Circumstances:
        """What was answered before stands behind what is hidden or locked."""
        return Circumstances(today=self.today, language=self.language, earlier=self.sent.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionLook(FillLook):
    """A page of answers that are corrected: posted to the studio, saved nowhere on the way."""

    csrf: str
    note: str
    revision: int
    submission_id: UUID
    wanted: str

    @property
    def form_name(self) -> str:
        """No browser keeps what is corrected under the name of the form."""
        return f"correction/{self.submission_id}"

    @property
    def submit_label(self) -> str:
        """The words on the button that keeps it."""
        return str(gettext("Keep the correction"))


def show(submission_id: UUID) -> ResponseReturnValue:
    """The answers on their page, to be changed."""
    if isinstance(desk := _desk(submission_id), str):
        return desk
    inputs = write_inputs(desk.form.compiled, desk.sent.answers)
    filled = drawer().fill(desk.form.compiled, inputs, desk.around())
    return _draw(desk, filled, number=1, revision=desk.sent.revision)


def correct(submission_id: UUID) -> ResponseReturnValue:
    """Another page, another row, or the corrected answers as a new revision."""
    allow_upload()
    if isinstance(desk := _desk(submission_id), str):
        return desk, HTTPStatus.CONFLICT
    posted = read_posted(request.form)
    inputs, refused = keep_files(desk, known_inputs(desk.form.compiled, posted.inputs))
    filled = drawer().fill(desk.form.compiled, _acted(desk, inputs, posted), desk.around())
    step = take_step(
        filled,
        action=posted.action,
        page=posted.page_number,
        shown=posted.shown,
        has_review=False,
    )
    problems = [
        Problem(one.path, "file", message=refused[one.name])
        for one in filled.form.walk()
        if one.name in refused
    ]
    if step.goal == "send" and not step.is_held and not problems:
        return _keep(desk, filled, posted)
    summary = filled.pin(problems or step.problems) if problems or step.is_held else ()
    for fresh in step.fresh:
        fresh.fresh = True
    page = _draw(desk, filled, number=step.page, revision=_revision(), summary=summary)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if summary else HTTPStatus.OK


def _acted(desk: Desk, inputs: Inputs, posted: Posted) -> Inputs:
    if is_row_action(posted.action):
        return changed_rows(desk, inputs, posted.action)[0]
    return without_file(inputs, posted.action)[0] if is_drop(posted.action) else inputs


def _keep(desk: CorrectionDesk, filled: Filled, posted: Posted) -> ResponseReturnValue:
    profile_id = person().profile_id
    assert profile_id is not None
    correction = Correction(
        revision=_revision(),
        by=profile_id,
        note=_note(),
        key=posted.attempt,
        at=clock.now(),
    )
    said, actor_id = "corrected", person().user_id
    try:
        with tenant_transaction(db.session, desk.tenant.id, actor_id=actor_id) as session:
            _correct(session, desk, filled, correction)
    except AnswersRejected as rejected:
        return _show_again(desk, filled, rejected.problems)
    except PlacesGone as gone:
        words = gettext("There is no place left for this.")
        paths = {key for key, _ in gone.gone}
        taken = [one for one in filled.form.walk() if one.design.key in paths]
        problems = [Problem(one.path, "places", message=words) for one in taken]
        return _show_again(desk, filled, problems)
    except (ChangedMeanwhile, AlreadyReceived):
        said = "meanwhile"
    except RequestAnswered:
        return redirect(_answer_page(desk, request="answered"), HTTPStatus.SEE_OTHER)
    return redirect(_answer_page(desk, said=said), HTTPStatus.SEE_OTHER)


def _correct(
    session: Session, desk: CorrectionDesk, filled: Filled, correction: Correction
) -> None:
    """Keep the correction, and answer the request that it follows from: both, or neither."""
    done = correct_submission(session, desk.sent, raw=filled.raw, correction=correction)
    if desk.request_id is not None and not done.replayed:
        accept_request(session, desk.sent.id, desk.request_id, by=correction.by, now=correction.at)


def _answer_page(
    desk: CorrectionDesk, *, said: str | None = None, request: str | None = None
) -> str:
    return url_for("studio.answer", submission_id=desk.sent.id, said=said, request=request)


def _show_again(
    desk: CorrectionDesk, filled: Filled, problems: Sequence[Problem]
) -> ResponseReturnValue:
    number = min((page_of(filled.sections, one.path) for one in problems), default=1)
    summary = filled.pin(problems)
    page = _draw(desk, filled, number=number, revision=_revision(), summary=summary)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _desk(submission_id: UUID) -> CorrectionDesk | str:
    """The desk, or the page that says why a paper's answers stay as they are."""
    request_id = request.args.get("request", type=UUID)
    with tenant_transaction(db.session, organization_id(), actor_id=person().user_id) as session:
        try:
            sent = correctable(session, submission_id)
            asked = requests_of(session, submission_id) if request_id else ()
        except PaperStands as stands:
            return render_template(
                "studio/paper_stands.html", number=stands.number, submission_id=submission_id
            )
    g.organization_slug = membership().slug
    definition = sent.form.compiled.definition
    g.language, g.direction = definition.locale, direction(definition.locale)
    return CorrectionDesk(
        tenant=open_tenant(g.organization_slug),
        form=sent.form,
        address=url_for("studio.correct_answer", submission_id=submission_id, request=request_id),
        sent=sent,
        request_id=request_id,
        wanted=next((one.wanted for one in asked if one.id == request_id), ""),
    )


def _draw(
    desk: CorrectionDesk,
    filled: Filled,
    *,
    number: int,
    revision: int,
    summary: Sequence[SummaryEntry] = (),
) -> str:
    look = CorrectionLook(
        desk=desk,
        token="",
        attempt=request.form.get("_attempt", "") or str(uuid4()),
        csrf=generate_csrf(),
        filled=filled,
        number=number,
        summary=summary,
        note=_note(),
        revision=revision,
        submission_id=desk.sent.id,
        wanted=desk.wanted,
    )
    return render_template("studio/correct.html", page=look)


def _note() -> str:
    note = request.form.get("_note", "")
    return clean_line(note)[:_LONGEST_NOTE] if storable(note) else ""


def _revision() -> int:
    seen = request.form.get("_revision", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) <= _MOST_DIGITS else 0


VIEWS: Final[Views] = {
    "correct_answer": show,
    "keep_correction": correct,
}
