"""Taking answers away: small files at once, long ones by the worker with their progress."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from flask import abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db, services
from wedforms.forms import Form
from wedforms.lib import clock
from wedforms.lib.text import file_name
from wedforms.submissions import AnswerExport
from wedforms.submissions.carry_out import (
    MEDIA_TYPES,
    ask_export,
    cancel_export,
    exports_of,
    finished_file,
)
from wedforms.submissions.export import (
    as_csv,
    longest_repeats,
    record_export,
    sent_submissions,
    versions_of,
)
from wedforms.submissions.layout import without_sensitive
from wedforms.submissions.narrow import Asked, conditions
from wedforms.submissions.questions import Question, open_questions, questions_of
from wedforms.submissions.results import count_of, result
from wedforms.submissions.search import MOST_FOUND
from wedforms.submissions.workbook import write_workbook
from wedforms.web.studio.person import may_here, organization_id, person
from wedforms.web.studio.results.asked import Address, chips, read_asked
from wedforms.web.studio.results.download import attached
from wedforms.web.studio.results.table import form_of
from wedforms.web.studio.views import Views

#: So many answers are in a file before anybody has waited.
SMALL: Final = 500
_AT_ONCE: Final = ("csv", "xlsx")
_FORMATS: Final = (*_AT_ONCE, "files")


def show(form_id: UUID) -> ResponseReturnValue:
    """What can be taken away, and the files that are being made or are ready."""
    sensitive = may_here("sensitive")
    with _transaction() as session:
        form = form_of(session, form_id)
        questions, address, asked = _asked(session, form_id)
        count = count_of(session, form_id, questions=questions, asked=asked)
        exports = exports_of(session, form_id, sensitive=sensitive)
    return render_template(
        "studio/exports.html",
        form=form,
        exports=exports,
        count=count,
        address=address,
        chips=list(chips(address, asked, questions)),
        asked=asked,
        most_found=MOST_FOUND,
        now=clock.now(),
        told_of=request.args.get("made", type=UUID),
    )


def state(form_id: UUID) -> ResponseReturnValue:
    """How far each file is, for the page's script."""
    with _transaction() as session:
        form_of(session, form_id)
        exports = exports_of(session, form_id, sensitive=may_here("sensitive"))
    return jsonify(
        exports=[
            {"id": str(one.id), "status": one.status, "done": one.done, "total": one.total}
            for one in exports
        ]
    )


def ask(form_id: UUID) -> ResponseReturnValue:
    """A small file at once; a long one is made by the worker."""
    wanted = request.form.get("format", "")
    if wanted not in _FORMATS:
        abort(HTTPStatus.BAD_REQUEST)
    with _transaction() as session:
        form = form_of(session, form_id)
        questions, _, asked = _asked(session, form_id)
        count = count_of(session, form_id, questions=questions, asked=asked, most=SMALL + 1)
        if wanted in _AT_ONCE and count <= SMALL:
            return _at_once(session, form, questions, asked, shape=wanted, count=count)
        export = ask_export(session, form, format=wanted, asked=asked, by=person().profile_id)
    return _to_exports(form_id, made=[str(export.id)])


def as_csv_file(form_id: UUID) -> ResponseReturnValue:
    """What the address asks for as CSV; long ones lead to the page of exports."""
    with _transaction() as session:
        form = form_of(session, form_id)
        questions, address, asked = _asked(session, form_id)
        count = count_of(session, form_id, questions=questions, asked=asked, most=SMALL + 1)
        if count <= SMALL:
            return _at_once(session, form, questions, asked, shape="csv", count=count)
    return _to_exports(form_id, **address.with_())


def ask_paper(submission_id: UUID) -> ResponseReturnValue:
    """One submission as a PDF, made by the worker."""
    asked = Asked(sensitive=may_here("sensitive"))
    with _transaction() as session:
        sent = result(session, submission_id)
        form = form_of(session, sent.form.form_id)
        export = ask_export(
            session,
            form,
            format="pdf",
            asked=asked,
            by=person().profile_id,
            submission_id=submission_id,
        )
    return _to_exports(form.id, made=[str(export.id)])


def cancel(export_id: UUID) -> ResponseReturnValue:
    """Stop making it."""
    with _transaction() as session:
        export = session.get(AnswerExport, (organization_id(), export_id))
        if export is None:
            abort(HTTPStatus.NOT_FOUND)
        cancel_export(session, export_id)
        form_id = export.form_id
    return _to_exports(form_id, made=[str(export_id)])


def fetch(export_id: UUID) -> ResponseReturnValue:
    """A finished file, as long as it is kept."""
    with _transaction() as session:
        export, stored = finished_file(
            session, export_id, sensitive=may_here("sensitive"), now=clock.now()
        )
    content = services().files.get(stored.sha256, organization_id=organization_id())
    return attached(content, media_type=MEDIA_TYPES[export.format], name=export.name)


def _at_once(
    session: Session,
    form: Form,
    questions: Mapping[str, Question],
    asked: Asked,
    *,
    shape: str,
    count: int,
) -> ResponseReturnValue:
    record_export(session, form.id, shape=shape, count=count)
    wanted = conditions(form.id, asked, questions)
    versions = versions_of(session, form.id)
    if not asked.sensitive:
        versions = without_sensitive(versions)
    exported = sent_submissions(session, form.id, wanted)
    name = file_name(form.name, extension=shape)
    if shape == "csv":
        most_rows = longest_repeats(session, form.id, versions, wanted)
        content = "".join(as_csv(versions, exported, most_rows=most_rows)).encode()
        return attached(content, media_type=MEDIA_TYPES[shape], name=name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.xlsx"
        for _ in write_workbook(path, versions, exported):
            pass
        content = path.read_bytes()
    return attached(content, media_type=MEDIA_TYPES[shape], name=name)


def _asked(session: Session, form_id: UUID) -> tuple[dict[str, Question], Address, Asked]:
    """What the address asks, its page and its order left aside."""
    sensitive = may_here("sensitive")
    questions = open_questions(questions_of(session, form_id), sensitive=sensitive)
    address = Address(request.args, questions)
    return questions, address, read_asked(address, questions, sensitive=sensitive).asked


def _transaction() -> Any:
    return tenant_transaction(db.session, organization_id(), actor_id=person().user_id)


def _to_exports(form_id: UUID, **question: Sequence[str]) -> ResponseReturnValue:
    named: dict[str, Any] = dict(question)
    page = url_for("studio.exports", form_id=form_id, **named)
    return redirect(page, HTTPStatus.SEE_OTHER)


VIEWS: Final[Views] = {
    "exports": show,
    "exports_state": state,
    "ask_export": ask,
    "answers_csv": as_csv_file,
    "ask_paper": ask_paper,
    "cancel_export": cancel,
    "export_file": fetch,
}
