"""What was answered to a form, page by page, for the people who asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from wedforms.forms.find import form_of_version
from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.fieldtypes import type_of
from wedforms.submissions.errors import SubmissionNotFound
from wedforms.submissions.models import FormSubmission
from wedforms.submissions.narrow import Asked, conditions
from wedforms.submissions.order import page_of
from wedforms.submissions.questions import Question
from wedforms.submissions.sent import Sent, sent_of
from wedforms.wtf.words import said

PAGE: Final = 50
#: A list counts so far; beyond it is said that there are more.
COUNTED: Final = 1_000
MOST_COLUMNS: Final = 12
_FIRST_COLUMNS: Final = 4
#: Answers of these kinds say little in one line.
_LONG: Final = frozenset({"files", "matrix", "rows", "none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One submission in the list; `cells` are its answers to the list's columns, in words."""

    id: UUID
    submitted_at: datetime
    amended_at: datetime | None
    is_approved: bool
    is_quarantined: bool
    is_repeat: bool
    cells: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page of the list; `after` is the last one on it when there are more (else None).

    `count` goes up to COUNTED; one more means that there are more.
    """

    columns: Sequence[Question]
    results: Sequence[Result]
    after: UUID | None
    count: int


def results_of(
    session: Session,
    form_id: UUID,
    *,
    questions: dict[str, Question],
    asked: Asked,
    columns: Sequence[str],
) -> Results:
    """Fifty submissions of those that were asked for, with the answers to `columns`.

    Raises SubmissionNotFound for an `after` that is no submission of this form.
    """
    rows = page_of(session, form_id, asked, questions, most=PAGE + 1)
    shown = [questions[key] for key in columns if key in questions]
    return Results(
        columns=shown,
        results=[_result(session, row, shown) for row in rows[:PAGE]],
        after=rows[PAGE - 1].id if len(rows) > PAGE else None,
        count=count_of(session, form_id, questions=questions, asked=asked, most=COUNTED + 1),
    )


def count_of(
    session: Session,
    form_id: UUID,
    *,
    questions: Mapping[str, Question],
    asked: Asked,
    most: int | None = None,
) -> int:
    """How many submissions were asked for; counts no further than `most`."""
    rows = select(literal(1)).select_from(FormSubmission)
    wanted = rows.where(*conditions(form_id, asked, questions)).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(wanted)) or 0


def first_columns(questions: Mapping[str, Question]) -> list[str]:
    """The columns of a list that nobody has chosen any for: first answers that fit one line."""
    short = [
        key
        for key, one in questions.items()
        if not (one.is_private or one.is_sensitive or type_of(one.field).is_computed)
        and type_of(one.field).summary not in _LONG
        and (not one.groups or _names_a_row(one))
    ]
    return short[:_FIRST_COLUMNS]


def _names_a_row(question: Question) -> bool:
    """Whether a repeat's rows are told apart by it: its first question in words."""
    texts = (
        field
        for field in question.groups[-1].fields
        if type_of(field).has_answer and type_of(field).narrowing(field) == "text"
        if not (field.private or field.sensitive or type_of(field).is_computed)
    )
    return question.field is next(texts, None)


def result(session: Session, submission_id: UUID) -> Sent:
    """One submission as it was asked; raises SubmissionNotFound."""
    row = session.scalar(select(FormSubmission).where(FormSubmission.id == submission_id))
    if row is None or row.status == "draft" or row.deleted_at is not None:
        raise SubmissionNotFound
    return sent_of(session, row)


def _result(session: Session, row: FormSubmission, columns: Sequence[Question]) -> Result:
    definition = form_of_version(session, row.form_version_id).compiled.definition
    assert row.submitted_at is not None
    return Result(
        id=row.id,
        submitted_at=row.submitted_at,
        amended_at=row.amended_at,
        is_approved=row.status == "approved",
        is_quarantined=row.quarantined_at is not None,
        is_repeat=row.attached_to_id is not None,
        cells=[_cell(definition, row.submission_data or {}, one) for one in columns],
    )


def _cell(definition: Definition, answers: Mapping[str, Any], question: Question) -> str:
    """The answers of one submission to a question, as its own version asked it."""
    asked = {field.key: field for _, field in definition.walk()}
    field = asked.get(question.key, question.field)
    groups = [one.key for one in question.groups]
    return " · ".join(filter(None, _said(answers, groups, field, definition.locale)))


def _said(
    answers: Mapping[str, Any], groups: Sequence[str], field: Field, locale: str
) -> Iterator[str]:
    if not groups:
        yield said(field, answers.get(field.key), locale)
        return
    for row in answers.get(groups[0]) or ():
        yield from _said(row, groups[1:], field, locale)
