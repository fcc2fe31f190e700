"""The list of what was answered to a form: narrowed, sorted, page by page, in chosen columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.core.tenancy import tenant_transaction
from wedforms.core.trail import record_act
from wedforms.extensions import db
from wedforms.forms import Form
from wedforms.submissions.ask import waiting_requests
from wedforms.submissions.columns import keep_columns, kept_columns
from wedforms.submissions.narrow import STATES
from wedforms.submissions.questions import Question, open_questions, questions_of
from wedforms.submissions.results import (
    COUNTED,
    MOST_COLUMNS,
    Results,
    first_columns,
    results_of,
)
from wedforms.submissions.search import MOST_FOUND
from wedforms.web.studio.person import may_here, organization_id, person
from wedforms.web.studio.results.asked import KEPT, Address, Reading, chips, read_asked
from wedforms.web.studio.views import Views


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """Everything that the page of a list shows."""

    form: Form
    questions: dict[str, Question]
    address: Address
    reading: Reading
    columns: Sequence[str]
    found: Results
    requests: Sequence[UUID]


def list_answers(form_id: UUID) -> ResponseReturnValue:
    """Fifty at a time, the latest first unless asked otherwise; the question is in the address."""
    listed = _listed(form_id)
    if not listed.address.is_as_asked:
        after = {"after": text} if (text := listed.address.first("after")) else {}
        short = _address(form_id, listed.address.with_(**after))
        return redirect(short, HTTPStatus.SEE_OTHER)
    return render_template(
        "studio/answers.html",
        form=listed.form,
        found=listed.found,
        questions=listed.questions,
        chosen=listed.columns,
        most_columns=MOST_COLUMNS,
        asked=listed.reading.asked,
        unread=listed.reading.unread,
        address=listed.address,
        chips=list(chips(listed.address, listed.reading.asked, listed.questions)),
        states=STATES,
        counted=COUNTED,
        most_found=MOST_FOUND,
        requests=listed.requests,
        are_columns_kept=KEPT in request.args,
    )


def choose_columns(form_id: UUID) -> ResponseReturnValue:
    """Keep which answers this member wants to see in the list."""
    here = person()
    assert here.profile_id is not None
    with tenant_transaction(db.session, organization_id(), actor_id=here.user_id) as session:
        form_of(session, form_id)
        known = open_questions(questions_of(session, form_id), sensitive=may_here("sensitive"))
        keys = [key for key in request.form.getlist("column") if key in known][:MOST_COLUMNS]
        keep_columns(session, form_id, profile_id=here.profile_id, keys=keys)
    address = Address(request.args, known)
    return redirect(_address(form_id, address.with_(**{KEPT: "1"})), HTTPStatus.SEE_OTHER)


def form_of(session: Session, form_id: UUID) -> Form:
    """The form, or 404 when it is not there."""
    form = session.scalar(select(Form).where(Form.id == form_id, Form.deleted_at.is_(None)))
    return form if form is not None else abort(HTTPStatus.NOT_FOUND)


def _address(form_id: UUID, question: Mapping[str, Any]) -> str:
    return url_for("studio.answers", form_id=form_id, **question)


def _listed(form_id: UUID) -> _Listed:
    here = person()
    sensitive = may_here("sensitive")
    with tenant_transaction(db.session, organization_id(), actor_id=here.user_id) as session:
        form = form_of(session, form_id)
        questions = open_questions(questions_of(session, form_id), sensitive=sensitive)
        address = Address(request.args, questions)
        reading = read_asked(address, questions, sensitive=sensitive)
        columns = _columns(session, form_id, questions)
        found = results_of(
            session, form_id, questions=questions, asked=reading.asked, columns=columns
        )
        requests = waiting_requests(session, form_id)
        used = [*found.columns, *(questions[key] for key in reading.asked.wanted)]
        if any(one.is_sensitive for one in used):
            record_act(session, "answers.read", table="forms", record_id=form_id)
    return _Listed(
        form=form,
        questions=questions,
        address=address,
        reading=reading,
        columns=columns,
        found=found,
        requests=requests,
    )


def _columns(session: Session, form_id: UUID, questions: dict[str, Question]) -> Sequence[str]:
    profile_id = person().profile_id
    kept = kept_columns(session, form_id, profile_id=profile_id) if profile_id else None
    return first_columns(questions) if kept is None else [key for key in kept if key in questions]


VIEWS: Final[Views] = {
    "answers": list_answers,
    "choose_columns": choose_columns,
}
