"""What was sent, as its sender may see it again by a secret link, with its document."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.documents import Document
from wedforms.forms import Form
from wedforms.forms.find import PublishedForm, form_of_version
from wedforms.formspec.deadlines import deadline
from wedforms.formspec.translated import languages_of
from wedforms.lib.ids import Token, token_digest
from wedforms.submissions.errors import ChangesLocked, SubmissionNotFound
from wedforms.submissions.models import FormSubmission

#: Forms that end in a signed paper are not changed afterwards; a new paper is made instead.
FINAL: Final = frozenset({"contract", "invoice"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One sent submission: the answers as recorded, and the paper made of them (None: none yet).

    `answered_in` is the language that the form was read in, where that is known and still offered.
    """

    id: UUID
    form: PublishedForm
    answers: Mapping[str, Any]
    revision: int
    submitted_at: datetime
    amended_at: datetime | None
    document: Document | None
    is_looked_at_first: bool
    is_form_open: bool
    is_form_kept: bool
    link_id: UUID | None
    client_id: UUID | None
    answered_in: str = ""

    @property
    def makes_document(self) -> bool:
        """Whether a contract or an invoice follows from this form."""
        return self.form.compiled.definition.form_type in FINAL


def view_token(signing_key: str, *, form_id: UUID, attempt_key: UUID) -> Token:
    """The link to a sent submission; the same attempt at a form gives the same link on every try.

    256 bits by HMAC-SHA-256 under the service's key, stored as a digest like every link.
    """
    message = b"sent\0" + form_id.bytes + attempt_key.bytes
    mac = hmac.new(signing_key.encode(), message, hashlib.sha256).digest()
    secret = base64.urlsafe_b64encode(mac).rstrip(b"=").decode()
    return Token(secret, token_digest(secret))


def view_secret_of(
    session: Session, submission_id: UUID, *, signing_key: str, earlier_keys: Sequence[str] = ()
) -> str:
    """The secret of the link to a submission that was stored earlier; raises SubmissionNotFound.

    It is that of the key by which the link was made, if it is one of these.
    """
    stored = select(
        FormSubmission.form_id, FormSubmission.idempotency_key, FormSubmission.view_digest
    )
    row = session.execute(stored.where(FormSubmission.id == submission_id)).first()
    if row is None or row.idempotency_key is None:
        raise SubmissionNotFound
    tokens = [
        view_token(key, form_id=row.form_id, attempt_key=row.idempotency_key)
        for key in (signing_key, *earlier_keys)
    ]
    return next((one for one in tokens if one.digest == row.view_digest), tokens[0]).secret


def find_sent(session: Session, secret: str) -> Sent:
    """The submission behind this link; raises SubmissionNotFound."""
    wanted = select(FormSubmission).where(FormSubmission.view_digest == token_digest(secret))
    row = session.scalar(wanted)
    if row is None or row.status == "draft" or row.deleted_at is not None:
        raise SubmissionNotFound
    return sent_of(session, row)


def submission_of_link(session: Session, link_id: UUID) -> UUID | None:
    """What was sent last through a personal link; None when nothing was."""
    sent = select(FormSubmission.id).where(
        FormSubmission.link_id == link_id,
        FormSubmission.status != "draft",
        FormSubmission.deleted_at.is_(None),
    )
    return session.scalar(sent.order_by(FormSubmission.submitted_at.desc()).limit(1))


def sent_of(session: Session, row: FormSubmission) -> Sent:
    """A stored submission with its form and the newest document made of it."""
    documents = select(Document).where(
        Document.submission_id == row.id, Document.deleted_at.is_(None)
    )
    is_kept, is_active = _state(session, row.form_id)
    assert row.submission_data is not None
    assert row.submitted_at is not None
    form = form_of_version(session, row.form_version_id)
    return Sent(
        id=row.id,
        form=form,
        answers=row.submission_data,
        revision=row.revision,
        submitted_at=row.submitted_at,
        amended_at=row.amended_at,
        document=session.scalars(documents.order_by(Document.created_at.desc())).first(),
        is_looked_at_first=row.quarantined_at is not None,
        is_form_open=is_kept and is_active,
        is_form_kept=is_kept,
        link_id=row.link_id,
        client_id=row.client_id,
        answered_in=answered_in(row, form),
    )


def answered_in(row: FormSubmission, form: PublishedForm) -> str:
    """The language that the form was read in, where that is known and still offered."""
    language = str(row.origin.get("language", ""))
    return language if language in languages_of(form.compiled.definition) else ""


def require_changeable(sent: Sent, *, now: datetime, today: date) -> None:
    """Raise ChangesLocked unless the sender may still change these answers."""
    settings = sent.form.compiled.definition.settings
    if sent.makes_document or settings.get("allow_changes") is False or not sent.is_form_open:
        raise ChangesLocked
    for name in ("locks_at", "closes_at"):
        at = deadline(sent.form.compiled.definition, name, sent.answers, today=today)
        if at is not None and now >= at:
            raise ChangesLocked(at)


def _state(session: Session, form_id: UUID) -> tuple[bool, bool]:
    """Whether the form is kept, and whether it takes answers."""
    known = select(Form.deleted_at, Form.is_active).where(Form.id == form_id)
    row = session.execute(known).one()
    return row.deleted_at is None, row.is_active
