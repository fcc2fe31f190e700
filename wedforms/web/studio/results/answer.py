"""One submission as it was asked, with its state, its history, its files and its paper."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wedforms.core.tenancy import tenant_transaction
from wedforms.core.trail import record_act
from wedforms.documents import Document
from wedforms.extensions import db, services
from wedforms.files.links import SERVING_HEADERS
from wedforms.lib.text import file_name
from wedforms.submissions.errors import SubmissionNotFound
from wedforms.submissions.results import result
from wedforms.submissions.sent import Sent
from wedforms.submissions.whole import Whole, file_of, whole
from wedforms.web.errors import DocumentNotReady
from wedforms.web.studio.clients.beside import beside_answer
from wedforms.web.studio.messages.beside import beside_messages
from wedforms.web.studio.person import may_here, organization_id, person
from wedforms.web.studio.results.download import attached
from wedforms.web.studio.results.requests import beside_requests
from wedforms.web.studio.views import Views
from wedforms.wtf.summary import Summary

#: What just happened, as the page that follows says it.
SAID: Final = frozenset(
    {
        "approved",
        "taken-back",
        "released",
        "corrected",
        "counted",
        "both",
        "deleted",
        "restored",
        "meanwhile",
        "full",
    }
)


def one(submission_id: UUID) -> ResponseReturnValue:
    """One submission as its version asked it; reading about diet or health is noted."""
    found = _whole(submission_id)
    definition = found.sent.form.compiled.definition
    said = request.args.get("said", "")
    return render_template(
        "studio/answer.html",
        found=found,
        sent=found.sent,
        name=definition.name,
        parts=Summary(definition, definition.locale).parts(found.sent.answers),
        said=said if said in SAID else "",
        back=url_for("studio.answers", form_id=found.sent.form.form_id),
        beside=beside_answer(submission_id),
        messages=beside_messages(submission_id),
        asked=beside_requests(submission_id, definition),
    )


def paper(submission_id: UUID) -> ResponseReturnValue:
    """The sealed contract or invoice that was made of a submission; raises DocumentNotReady."""
    sent = _sent(submission_id)
    document: Document | None = sent.document
    if document is None or document.status != "issued" or document.sha256 is None:
        raise DocumentNotReady
    content = services().files.get(document.sha256, organization_id=organization_id())
    name = file_name(f"{document.number} {sent.form.compiled.definition.name}", extension="pdf")
    return attached(content, media_type="application/pdf", name=name)


def file(submission_id: UUID, file_id: UUID) -> ResponseReturnValue:
    """A file that was sent: data to be saved, never a page of ours."""
    sensitive = may_here("sensitive")
    with tenant_transaction(db.session, organization_id(), actor_id=person().user_id) as session:
        named, stored = file_of(session, submission_id, file_id, sensitive=sensitive)
    content = services().files.get(stored.sha256, organization_id=organization_id())
    return attached(content, media_type=stored.media_type, name=named.name)


def picture(submission_id: UUID, file_id: UUID) -> ResponseReturnValue:
    """A small picture of a file, made by us; raises SubmissionNotFound without one."""
    sensitive = may_here("sensitive")
    with tenant_transaction(db.session, organization_id(), actor_id=person().user_id) as session:
        _, stored = file_of(session, submission_id, file_id, sensitive=sensitive)
    if (small := stored.details.get("thumbnail")) is None:
        raise SubmissionNotFound
    response = make_response(services().files.get(small, organization_id=organization_id()))
    response.headers["Content-Type"] = "image/webp"
    response.headers.update(SERVING_HEADERS)
    return response


def _whole(submission_id: UUID) -> Whole:
    sensitive = may_here("sensitive")
    with tenant_transaction(db.session, organization_id(), actor_id=person().user_id) as session:
        found = whole(session, submission_id, sensitive=sensitive)
        if sensitive and found.has_sensitive:
            record_act(session, "answers.read", table="form_submissions", record_id=submission_id)
    return found


def _sent(submission_id: UUID) -> Sent:
    with tenant_transaction(db.session, organization_id(), actor_id=person().user_id) as session:
        return result(session, submission_id)


VIEWS: Final[Views] = {
    "answer": one,
    "paper": paper,
    "answer_file": file,
    "answer_picture": picture,
}
