"""What was answered to a form, page by page, for the people who asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.fieldtypes import type_of
from wedforms.submissions.errors import SubmissionNotFound
from wedforms.submissions.models import FormSubmission
from wedforms.submissions.sent import Sent, sent_of
from wedforms.wtf.words import said

PAGE: Final = 50
_MOST_COLUMNS: Final = 4
#: Answers of these kinds say little in one line.
_LONG: Final = frozenset({"files", "matrix", "rows", "none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One submission in the list; `cells` are its answers to the list's columns, in words."""

    id: UUID
    submitted_at: datetime
    is_changed: bool
    is_quarantined: bool
    cells: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page of the list; `after` is the last one on it when there are more (else None)."""

    columns: Sequence[str]
    results: Sequence[Result]
    after: UUID | None


def results_of(
    session: Session, form_id: UUID, definition: Definition, *, after: UUID | None = None
) -> Results:
    """Fifty submissions, the latest sent first, from behind `after` on.

    The columns are the first answers of `definition` (the current version) that fit one line.
    Raises SubmissionNotFound for an `after` that is no submission of this form.
    """
    columns = _columns(definition)
    rows = _page(session, form_id, after=after)
    return Results(
        columns=[field.label for field in columns],
        results=[_result(row, columns, definition.locale) for row in rows[:PAGE]],
        after=rows[PAGE - 1].id if len(rows) > PAGE else None,
    )


def result(session: Session, submission_id: UUID) -> Sent:
    """One submission as it was asked; raises SubmissionNotFound."""
    row = session.scalar(select(FormSubmission).where(FormSubmission.id == submission_id))
    if row is None or row.status == "draft" or row.deleted_at is not None:
        raise SubmissionNotFound
    return sent_of(session, row)


def _page(session: Session, form_id: UUID, *, after: UUID | None) -> Sequence[FormSubmission]:
    order = (FormSubmission.submitted_at, FormSubmission.id)
    rows = select(FormSubmission).where(
        FormSubmission.form_id == form_id,
        FormSubmission.status != "draft",
        FormSubmission.deleted_at.is_(None),
    )
    if after is not None:
        rows = rows.where(tuple_(*order) < _place(session, form_id, after))
    return session.scalars(rows.order_by(*(one.desc() for one in order)).limit(PAGE + 1)).all()


def _place(session: Session, form_id: UUID, after: UUID) -> tuple[datetime | None, UUID]:
    """Where a submission stands in the order of the list."""
    place = select(FormSubmission.submitted_at).where(
        FormSubmission.form_id == form_id, FormSubmission.id == after
    )
    if (found := session.execute(place).first()) is None:
        raise SubmissionNotFound
    return found.submitted_at, after


def _columns(definition: Definition) -> Sequence[Field]:
    short = [
        field
        for field in definition.fields
        if type_of(field).has_answer
        and type_of(field).summary not in _LONG
        and not (field.private or field.sensitive)
    ]
    return short[:_MOST_COLUMNS]


def _result(row: FormSubmission, columns: Sequence[Field], locale: str) -> Result:
    answers = row.submission_data or {}
    assert row.submitted_at is not None
    return Result(
        id=row.id,
        submitted_at=row.submitted_at,
        is_changed=row.amended_at is not None,
        is_quarantined=row.quarantined_at is not None,
        cells=[said(field, answers.get(field.key), locale) for field in columns],
    )
