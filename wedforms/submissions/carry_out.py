"""Carrying answers out: a member asks, the worker writes the file, it is kept for a day."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from wedforms.core.outbox import announce
from wedforms.documents.errors import DocumentError
from wedforms.documents.render import render_pdf
from wedforms.documents.template import document_html, pictures_of
from wedforms.files import StoredFile
from wedforms.files.keep import keep_file
from wedforms.files.store import FileStore
from wedforms.forms import Form
from wedforms.lib.text import file_name
from wedforms.submissions import carry
from wedforms.submissions.archive import ArchiveTooLarge, write_archive
from wedforms.submissions.errors import SubmissionNotFound
from wedforms.submissions.export import (
    Conditions,
    Exported,
    as_csv,
    exported_page,
    longest_repeats,
    record_export,
    versions_of,
)
from wedforms.submissions.layout import without_sensitive
from wedforms.submissions.models import AnswerExport
from wedforms.submissions.narrow import Asked, conditions
from wedforms.submissions.paper import paper_data
from wedforms.submissions.questions import questions_of
from wedforms.submissions.results import count_of
from wedforms.submissions.workbook import write_workbook

Transaction = Callable[[UUID], AbstractContextManager[Session]]

#: A file of answers is a copy that nobody keeps up to date: it goes the next day.
KEPT: Final = timedelta(days=1)
#: How many submissions between two looks at whether somebody cancelled.
_STEP: Final = 100
MEDIA_TYPES: Final = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "files": "application/zip",
    "pdf": "application/pdf",
}
_DELETED: Final = "The answer was deleted meanwhile."
_ENDINGS: Final = {"csv": "csv", "xlsx": "xlsx", "files": "zip", "pdf": "pdf"}


class _Cancelled(Exception):
    """Somebody does not want it any more."""


def ask_export(
    session: Session,
    form: Form,
    *,
    format: str,  # noqa: A002 - the word that everybody knows it by
    asked: Asked,
    by: UUID | None,
    submission_id: UUID | None = None,
) -> AnswerExport:
    """Ask for a file of the answers that were asked for; the worker makes it."""
    questions = questions_of(session, form.id)
    total = 1 if submission_id else count_of(session, form.id, questions=questions, asked=asked)
    export = AnswerExport(
        form_id=form.id,
        submission_id=submission_id,
        requested_by=by,
        format=format,
        question=carry.written(asked),
        with_sensitive=asked.sensitive,
        total=total,
        name=file_name(form.name, extension=_ENDINGS[format]),
    )
    session.add(export)
    session.flush()
    record_export(session, form.id, shape=format, count=total)
    announce(session, "export.requested", export_id=export.id)
    return export


def cancel_export(session: Session, export_id: UUID) -> None:
    """Stop an export that is not done; a finished one stays."""
    stopped = update(AnswerExport).where(
        AnswerExport.id == export_id, AnswerExport.status.in_(("waiting", "working"))
    )
    session.execute(stopped.values(status="cancelled", updated_at=func.now()))


def exports_of(session: Session, form_id: UUID, *, sensitive: bool) -> Sequence[AnswerExport]:
    """The latest exports of a form that the reader may have."""
    rows = select(AnswerExport).where(AnswerExport.form_id == form_id)
    if not sensitive:
        rows = rows.where(AnswerExport.with_sensitive.is_(False))
    return session.scalars(rows.order_by(AnswerExport.created_at.desc()).limit(20)).all()


def finished_file(
    session: Session, export_id: UUID, *, sensitive: bool, now: datetime
) -> tuple[AnswerExport, StoredFile]:
    """A finished export with its file; raises SubmissionNotFound when there is none any more."""
    export = session.scalar(select(AnswerExport).where(AnswerExport.id == export_id))
    if export is None or export.status != "done" or export.file_id is None:
        raise SubmissionNotFound
    if export.expires_at is None or export.expires_at <= now:
        raise SubmissionNotFound
    if export.with_sensitive and not sensitive:
        raise SubmissionNotFound
    wanted = select(StoredFile).where(
        StoredFile.id == export.file_id, StoredFile.deleted_at.is_(None)
    )
    if (stored := session.scalar(wanted)) is None:
        raise SubmissionNotFound
    return export, stored


def expire_exports(session: Session, *, now: datetime) -> None:
    """Give the files of exports that are over away; the store forgets them afterwards."""
    over = select(AnswerExport.file_id).where(AnswerExport.expires_at <= now)
    still = select(AnswerExport.file_id).where(AnswerExport.expires_at > now)
    gone = update(StoredFile).where(
        StoredFile.kind == "export",
        StoredFile.deleted_at.is_(None),
        StoredFile.id.in_(over),
        StoredFile.id.not_in(still),
    )
    session.execute(gone.values(deleted_at=now), execution_options={"synchronize_session": False})


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """What makes one export: its organization's transactions and the store."""

    transaction: Transaction
    organization_id: UUID
    files: FileStore
    clock: Callable[[], datetime]

    def carry_out(self, export_id: UUID) -> None:
        """Make the file once; done again after a crash it begins anew, unless it is over."""
        with self.transaction(self.organization_id) as session:
            export = _taken(session, self.organization_id, export_id)
        if export is None:
            return
        try:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "export"
                for done in self._written(export, path):
                    if done % _STEP == 0:
                        self._tell(export_id, done)
                self._finish(export, path.read_bytes())
        except _Cancelled:
            return
        except (ArchiveTooLarge, DocumentError) as problem:
            self._fail(export_id, str(problem))
        except SubmissionNotFound:
            self._fail(export_id, _DELETED)

    def _written(self, export: AnswerExport, path: Path) -> Iterator[int]:
        if export.format == "pdf":
            path.write_bytes(self._paper(export))
            return iter(())
        with self.transaction(self.organization_id) as session:
            questions = questions_of(session, export.form_id)
            asked = carry.read(export.question, questions, sensitive=export.with_sensitive)
            wanted = conditions(export.form_id, asked, questions)
            versions = versions_of(session, export.form_id)
            if not export.with_sensitive:
                versions = without_sensitive(versions)
            most_rows = longest_repeats(session, export.form_id, versions, wanted)
        exported = self._submissions(wanted)
        if export.format == "xlsx":
            return write_workbook(path, versions, exported)
        if export.format == "files":
            return write_archive(
                path,
                exported,
                store=self.files,
                organization_id=self.organization_id,
                sensitive=export.with_sensitive,
            )
        return _write_csv(path, as_csv(versions, exported, most_rows=most_rows))

    def _submissions(self, wanted: Conditions) -> Iterator[Exported]:
        """Page by page, each in a transaction of its own: what is deleted meanwhile is left out."""
        last: UUID | None = None
        while True:
            with self.transaction(self.organization_id) as session:
                page = exported_page(session, wanted, after=last)
            if not page:
                return
            yield from page
            last = page[-1].row.id

    def _paper(self, export: AnswerExport) -> bytes:
        assert export.submission_id is not None
        with self.transaction(self.organization_id) as session:
            data = paper_data(
                session, export.submission_id, sensitive=export.with_sensitive, now=self.clock()
            )
        pictures = {
            sha256: self.files.get(sha256, organization_id=self.organization_id)
            for sha256 in pictures_of(data)
        }
        return render_pdf(document_html(data, pictures))

    def _tell(self, export_id: UUID, done: int) -> None:
        going_on = update(AnswerExport).where(
            AnswerExport.id == export_id, AnswerExport.status == "working"
        )
        with self.transaction(self.organization_id) as session:
            if session.scalar(going_on.values(done=done).returning(AnswerExport.id)) is None:
                raise _Cancelled

    def _finish(self, export: AnswerExport, content: bytes) -> None:
        now = self.clock()
        with self.transaction(self.organization_id) as session:
            row = _locked(session, export.id)
            if row is None or row.status != "working":
                return
            kept = keep_file(
                session,
                store=self.files,
                content=content,
                name=row.name,
                media_type=MEDIA_TYPES[row.format],
                kind="export",
            )
            row.status, row.file_id, row.done = "done", kept.id, row.total
            row.finished_at, row.expires_at = now, now + KEPT

    def _fail(self, export_id: UUID, reason: str) -> None:
        with self.transaction(self.organization_id) as session:
            if (row := _locked(session, export_id)) is not None and row.status == "working":
                row.status, row.failure = "failed", reason


def _write_csv(path: Path, lines: Iterable[str]) -> Iterator[int]:
    with path.open("w", encoding="utf-8", newline="") as file:
        for count, line in enumerate(lines):
            file.write(line)
            yield count


def _taken(session: Session, organization_id: UUID, export_id: UUID) -> AnswerExport | None:
    row = _locked(session, export_id)
    if row is None or row.organization_id != organization_id:
        return None
    if row.status not in ("waiting", "working"):
        return None
    row.status, row.done = "working", 0
    return row


def _locked(session: Session, export_id: UUID) -> AnswerExport | None:
    wanted = select(AnswerExport).where(AnswerExport.id == export_id).with_for_update()
    return session.scalar(wanted.execution_options(populate_existing=True))
