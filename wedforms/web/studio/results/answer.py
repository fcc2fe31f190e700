"""One submission as it was asked, its paper, and everything that was sent as a file."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote
from uuid import UUID

from flask import Response, make_response, render_template
from flask.typing import ResponseReturnValue

from wedforms.core.tenancy import tenant_transaction
from wedforms.documents import Document
from wedforms.extensions import db, services
from wedforms.lib.text import file_name
from wedforms.submissions.export import as_csv, longest_repeats, sent_submissions, versions_of
from wedforms.submissions.results import result
from wedforms.submissions.sent import Sent
from wedforms.web.errors import DocumentNotReady
from wedforms.web.studio.person import organization_id, person
from wedforms.web.studio.results.table import form_of
from wedforms.web.studio.views import Views
from wedforms.wtf.summary import Summary


def as_csv_file(form_id: UUID) -> ResponseReturnValue:
    """Everything that was sent, for a spreadsheet."""
    with tenant_transaction(db.session, organization_id(), actor_id=person().user_id) as session:
        form = form_of(session, form_id)
        lines = as_csv(
            versions_of(session, form_id),
            sent_submissions(session, form_id),
            most_rows=longest_repeats(session, form_id),
        )
        content = "".join(lines)
    return _download(content.encode(), "text/csv", file_name(form.name, extension="csv"))


def one(submission_id: UUID) -> ResponseReturnValue:
    """One submission as its version asked it."""
    sent = _sent(submission_id)
    definition = sent.form.compiled.definition
    parts = Summary(definition, definition.locale).parts(sent.answers)
    return render_template("studio/answer.html", sent=sent, name=definition.name, parts=parts)


def paper(submission_id: UUID) -> ResponseReturnValue:
    """The sealed contract or invoice that was made of a submission; raises DocumentNotReady."""
    sent = _sent(submission_id)
    document: Document | None = sent.document
    if document is None or document.status != "issued" or document.sha256 is None:
        raise DocumentNotReady
    content = services().files.get(document.sha256, organization_id=organization_id())
    name = file_name(f"{document.number} {sent.form.compiled.definition.name}", extension="pdf")
    return _download(content, "application/pdf", name)


def _sent(submission_id: UUID) -> Sent:
    with tenant_transaction(db.session, organization_id(), actor_id=person().user_id) as session:
        return result(session, submission_id)


def _download(content: bytes, media_type: str, name: str) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = f"{media_type}; charset=utf-8"
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


VIEWS: Final[Views] = {
    "answers_csv": as_csv_file,
    "answer": one,
    "paper": paper,
}
