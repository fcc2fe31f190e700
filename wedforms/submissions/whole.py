"""One submission with everything around it: its state, its history, and the files it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.core.accounts import UserProfile
from wedforms.files import StoredFile
from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.fieldtypes import type_of
from wedforms.submissions.attach import repeats_of
from wedforms.submissions.errors import SubmissionNotFound
from wedforms.submissions.history import Revision, history_of
from wedforms.submissions.models import FormSubmission, SubmissionRevision
from wedforms.submissions.promote import answered
from wedforms.submissions.sent import Sent, sent_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFile:
    """A file that an answer names, under the name that its sender gave it.

    `has_preview` tells that a small picture of it, made here, may be shown.
    """

    id: UUID
    question: str
    name: str
    size: int
    media_type: str
    has_preview: bool = False


class Repeat(NamedTuple):
    """Another submission of the same person to the same form."""

    id: UUID
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A submission as its supplier sees it; `has_sensitive` tells that diet or health is in it."""

    sent: Sent
    status: str
    approved_at: datetime | None
    approved_by: str
    is_quarantined: bool
    is_deleted: bool
    is_erased: bool
    attached_to_id: UUID | None
    repeats: Sequence[Repeat]
    files: Sequence[NamedFile]
    history: Sequence[Revision]
    has_sensitive: bool


def whole(session: Session, submission_id: UUID, *, sensitive: bool) -> Whole:
    """The submission, deleted or not; raises SubmissionNotFound.

    Without `sensitive` its answers about diet and health are left out everywhere.
    """
    row = _row(session, submission_id)
    sent = sent_of(session, row)
    definition = sent.form.compiled.definition
    kept = without_sensitive(definition.fields, sent.answers)
    shown = sent.answers if sensitive else kept
    return Whole(
        sent=replace(sent, answers=shown),
        status=row.status,
        approved_at=row.approved_at,
        approved_by=_name(session, row.approved_by),
        is_quarantined=row.quarantined_at is not None,
        is_deleted=row.deleted_at is not None,
        is_erased=row.erased_at is not None,
        attached_to_id=row.attached_to_id,
        repeats=[Repeat(one.id, one.submitted_at) for one in repeats_of(session, row)],
        files=_with_previews(session, list(named_files(definition, shown))),
        history=history_of(session, row, sensitive=sensitive),
        has_sensitive=kept != sent.answers,
    )


def file_of(
    session: Session, submission_id: UUID, file_id: UUID, *, sensitive: bool
) -> tuple[NamedFile, StoredFile]:
    """A file that the submission names, now or in a revision; raises SubmissionNotFound."""
    row = _row(session, submission_id)
    definition = sent_of(session, row).form.compiled.definition
    earlier = select(SubmissionRevision.submission_data).where(
        SubmissionRevision.submission_id == submission_id
    )
    for answers in (row.submission_data or {}, *session.scalars(earlier)):
        shown = answers if sensitive else without_sensitive(definition.fields, answers)
        for named in named_files(definition, shown):
            if named.id == file_id:
                return named, _stored(session, file_id)
    raise SubmissionNotFound


def named_files(definition: Definition, answers: Mapping[str, Any]) -> Iterator[NamedFile]:
    """Every file in the answers, in the order of the questions."""
    for _, field, answer in answered(definition.fields, answers):
        for file in type_of(field).files(answer).values():
            yield NamedFile(
                id=UUID(file["id"]),
                question=field.label or field.key,
                name=file["name"],
                size=file["size"],
                media_type=file["type"],
            )


def _with_previews(session: Session, files: Sequence[NamedFile]) -> Sequence[NamedFile]:
    drawn = select(StoredFile.id).where(
        StoredFile.id.in_([one.id for one in files]),
        StoredFile.deleted_at.is_(None),
        StoredFile.details.has_key("thumbnail"),
    )
    shown = set(session.scalars(drawn)) if files else set()
    return [replace(one, has_preview=one.id in shown) for one in files]


def without_sensitive(fields: Sequence[Field], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers without those to sensitive questions, in repeats too."""
    kept = dict(answers)
    for field in fields:
        if field.sensitive:
            kept.pop(field.key, None)
        elif type_of(field).has_rows and isinstance(kept.get(field.key), list):
            rows = [without_sensitive(field.fields, row) for row in kept[field.key]]
            kept[field.key] = rows
    return kept


def _row(session: Session, submission_id: UUID) -> FormSubmission:
    row = session.scalar(select(FormSubmission).where(FormSubmission.id == submission_id))
    if row is None or row.status == "draft":
        raise SubmissionNotFound
    return row


def _stored(session: Session, file_id: UUID) -> StoredFile:
    wanted = select(StoredFile).where(StoredFile.id == file_id, StoredFile.deleted_at.is_(None))
    if (stored := session.scalar(wanted)) is None:
        raise SubmissionNotFound
    return stored


def _name(session: Session, profile_id: UUID | None) -> str:
    if profile_id is None:
        return ""
    return session.scalar(select(UserProfile.full_name).where(UserProfile.id == profile_id)) or ""
