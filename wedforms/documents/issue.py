"""Issuing: give the number and freeze the data first; render, seal and store once afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.core.outbox import announce
from wedforms.documents.errors import DocumentError
from wedforms.documents.keys import Signer
from wedforms.documents.models import Document, DocumentEvent
from wedforms.documents.numbering import lock_series, take_number
from wedforms.documents.render import render_pdf
from wedforms.documents.sign import Timestamps, seal
from wedforms.documents.template import TEMPLATE_VERSION, document_html, pictures_of
from wedforms.files.keep import keep_file
from wedforms.files.store import FileStore
from wedforms.lib.ids import uuid7
from wedforms.lib.text import file_name

Transaction = Callable[[UUID], AbstractContextManager[Session]]


def issue_document(
    session: Session,
    *,
    data: Mapping[str, Any],
    now: datetime,
    submission_id: UUID | None = None,
    revision: int = 1,
    client_id: UUID | None = None,
) -> Document:
    """Give the number, freeze the data, announce it; the caller's commit makes it a fact.

    `data` is what `freeze` gave. A submission's document is issued once: asked again, the same
    one is returned.
    """
    kind = data["kind"]
    series = lock_series(session, kind)
    # Behind the lock: whoever was first has committed, and is seen.
    if submission_id and (found := _document_of(session, kind, submission_id, revision)):
        return found
    document = Document(
        id=uuid7(),
        kind=kind,
        number=take_number(series, year=now.year),
        submission_id=submission_id,
        submission_revision=revision,
        client_id=client_id,
        locale=data["locale"],
        template=kind,
        template_version=TEMPLATE_VERSION,
        status="issuing",
    )
    issued_at = now.isoformat(timespec="seconds")
    document.data = {
        **data,
        "number": document.number,
        "id": str(document.id),
        "issued_at": issued_at,
    }
    session.add(document)
    session.flush()
    announce(session, "document.issuing", document_id=document.id)
    return document


def produce_document(
    transaction: Transaction,
    *,
    organization_id: UUID,
    document_id: UUID,
    files: FileStore,
    signer: Signer,
    timestamps: Timestamps | None,
    clock: Callable[[], datetime],
) -> None:
    """Render, seal and store a frozen document once; nothing is open while the press works.

    Done again after a crash it goes on where it stood; a produced document is left alone.
    """
    with transaction(organization_id) as session:
        document = session.get_one(Document, (organization_id, document_id))
    if document.file_id is not None:
        return
    pictures = {
        sha256: files.get(sha256, organization_id=organization_id)
        for sha256 in pictures_of(document.data)
    }
    try:
        pdf = produce(document.data, pictures=pictures, signer=signer, timestamps=timestamps)
    except DocumentError as problem:
        with transaction(organization_id) as session:
            note_failure(session, document_id=document_id, reason=str(problem))
        raise
    with transaction(organization_id) as session:
        finish_document(session, document_id=document_id, pdf=pdf, files=files, now=clock())


def produce(
    data: Mapping[str, Any],
    *,
    pictures: Mapping[str, bytes],
    signer: Signer,
    timestamps: Timestamps | None = None,
) -> bytes:
    """Render and seal frozen data: bytes out, no database; raises RenderFailed or SealFailed."""
    return seal(render_pdf(document_html(data, pictures)), signer, timestamps=timestamps)


def finish_document(
    session: Session, *, document_id: UUID, pdf: bytes, files: FileStore, now: datetime
) -> Document:
    """Store the sealed bytes and record them; a document that has a file keeps it."""
    # Behind the lock: of two that produced it at once, only the first one stores its bytes.
    document = _locked(session, document_id)
    if document.file_id is not None:
        return document
    name = name_of_file(document)
    kept = keep_file(
        session, store=files, content=pdf, name=name, media_type="application/pdf", kind="document"
    )
    document.file_id, document.sha256 = kept.id, kept.sha256
    document.status, document.issued_at, document.failure = "issued", now, None
    session.add(DocumentEvent(document_id=document.id, event_type="issued", occurred_at=now))
    session.flush()
    announce(session, "document.issued", document_id=document.id)
    return document


def note_failure(session: Session, *, document_id: UUID, reason: str) -> Document:
    """Keep why producing failed; the document can still be produced by a later attempt."""
    document = _locked(session, document_id)
    if document.file_id is None:
        document.attempts += 1
        document.status, document.failure = "failed", reason
    return document


def name_of_file(document: Document) -> str:
    """The name under which people save the document."""
    return file_name(f"{document.number} {document.data['title']}", extension="pdf")


def _document_of(
    session: Session, kind: str, submission_id: UUID, revision: int
) -> Document | None:
    statement = select(Document).where(
        Document.kind == kind,
        Document.submission_id == submission_id,
        Document.submission_revision == revision,
    )
    return session.scalars(statement).one_or_none()


def _locked(session: Session, document_id: UUID) -> Document:
    statement = select(Document).where(Document.id == document_id).with_for_update()
    return session.scalars(statement.execution_options(populate_existing=True)).one()
