"""What was answered to each question altogether.

Counted by the database from counters and promoted answers; only of the latest submissions are the
answers read, for their words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any, Final
from uuid import UUID

from babel.dates import format_skeleton
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from wedforms.forms.find import form_of_version
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.fieldtypes.showing import show_number
from wedforms.submissions.composite import Parts, parts_of
from wedforms.submissions.course import counting
from wedforms.submissions.models import AnswerCounter, FormSubmission, SubmissionAnswer
from wedforms.submissions.promote import texts_in
from wedforms.submissions.questions import Question
from wedforms.submissions.tally import Counted, Tally
from wedforms.submissions.wordings import Option, Wordings
from wedforms.wtf.words import locale_of, said

BUCKETS: Final = 10
_LATEST: Final = 5
_LATEST_READ: Final = 50
_OF_COUNTER: Final = {"true": "yes", "false": "no"}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSummary:
    """One question: who chose what (`counted`), what it spreads over, facts, or latest words.

    Where an answer has parts, `parts` sums them up instead.
    """

    question: Question
    counted: Counted | None = None
    spread: Sequence[tuple[str, int]] = ()
    facts: Sequence[tuple[str, str]] = ()
    latest: Sequence[str] = ()
    parts: Parts | None = None


def summaries_of(
    session: Session, form_id: UUID, questions: Mapping[str, Question]
) -> list[QuestionSummary]:
    """The summary of each question that was answered, in the order of the form."""
    given = _given(session, form_id)
    wordings = Wordings(session, form_id)
    numbers = {row.key: row for row in session.execute(_numbers(form_id))}
    months = _grouped(session, _months(form_id))
    latest = _latest(session, form_id)
    found = []
    for key, question in questions.items():
        if type_of(question.field).is_prefilled:
            continue
        if parts := parts_of(session, form_id, question, type_of(question.field).summary):
            found.append(QuestionSummary(question=question, parts=parts))
            continue
        narrowing = type_of(question.field).narrowing(question.field)
        if question.choices and key in given:
            counted = _counted(question, given[key], wordings)
            found.append(QuestionSummary(question=question, counted=counted))
        elif narrowing == "number" and key in numbers:
            found.append(_numbered(session, form_id, question, numbers[key]))
        elif narrowing == "date" and key in months:
            found.append(QuestionSummary(question=question, spread=_dated(question, months[key])))
        elif narrowing == "text" and key in latest:
            found.append(QuestionSummary(question=question, latest=_spoken(question, latest[key])))
    return found


def _given(session: Session, form_id: UUID) -> dict[str, dict[str, int]]:
    rows = session.execute(
        select(AnswerCounter.key, AnswerCounter.value_text, AnswerCounter.given).where(
            AnswerCounter.form_id == form_id
        )
    )
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row.key, {})[row.value_text] = row.given
    return found


def _counted(question: Question, given: Mapping[str, int], wordings: Wordings) -> Counted:
    if question.field.options:
        asked = {one.value for one in question.field.options}
        more = {"other"} if question.field.validation_rules.get("other") else set()
        called = {_chosen_as(value, asked): words for value, words in question.choices.items()}
        listed = [Option(value, words) for value, words in called.items() if value in asked | more]
        return Counted(question.label, wordings.tallies(question.key, listed, given))
    tallies = [
        Tally(words, given.get(_OF_COUNTER.get(value, value), 0))
        for value, words in question.choices.items()
    ]
    return Counted(question.label, tallies)


def _chosen_as(value: str, asked: Collection[str]) -> str:
    """What a choice is called among the options: a yes or no may have options of its own."""
    return value if value in asked else _OF_COUNTER.get(value, value)


def _of_kept(form_id: UUID, *columns: Any) -> Select[Any]:
    """Promoted answers of the submissions that count."""
    return (
        select(*columns)
        .join(
            FormSubmission,
            (FormSubmission.organization_id == SubmissionAnswer.organization_id)
            & (FormSubmission.id == SubmissionAnswer.submission_id),
        )
        .where(SubmissionAnswer.form_id == form_id, *counting(form_id))
    )


def _numbers(form_id: UUID) -> Select[Any]:
    value = SubmissionAnswer.value_number
    return (
        _of_kept(
            form_id,
            SubmissionAnswer.key,
            func.count().label("number"),
            func.sum(value).label("sum"),
            func.avg(value).label("mean"),
            func.min(value).label("least"),
            func.max(value).label("most"),
            func.bool_and(value == func.trunc(value)).label("is_whole"),
        )
        .where(value.is_not(None))
        .group_by(SubmissionAnswer.key)
    )


def _numbered(session: Session, form_id: UUID, question: Question, row: Any) -> QuestionSummary:
    facts = (
        ("count", show_number(row.number, question.field.form.locale)),
        ("least", _told(question, row.least)),
        ("most", _told(question, row.most)),
        ("mean", _told(question, round(row.mean, 1))),
        ("sum", _told(question, row.sum)),
    )
    return QuestionSummary(
        question=question, facts=facts, spread=_buckets(session, form_id, question, row)
    )


def _buckets(
    session: Session, form_id: UUID, question: Question, row: Any
) -> list[tuple[str, int]]:
    """How many answers lie in each step between the least and the most."""
    if row.least == row.most:
        return []
    width, steps = _steps(row)
    value, end = SubmissionAnswer.value_number, row.least + width * steps
    bucket = func.least(func.width_bucket(value, row.least, end, steps), steps).label("bucket")
    counted = (
        _of_kept(form_id, bucket, func.count().label("number"))
        .where(SubmissionAnswer.key == question.key, SubmissionAnswer.number_order.is_not(None))
        .group_by(bucket)
    )
    counts = {found.bucket: found.number for found in session.execute(counted)}
    return [
        (_step(question, row, row.least + at * width, width), counts.get(at + 1, 0))
        for at in range(steps)
    ]


def _steps(row: Any) -> tuple[Decimal, int]:
    """How wide the steps are, and how many; whole numbers have whole ones."""
    span = row.most - row.least
    if not row.is_whole:
        return span / BUCKETS, BUCKETS
    width = ceil((span + 1) / BUCKETS)
    return Decimal(width), ceil((span + 1) / width)


def _step(question: Question, row: Any, low: Decimal, width: Decimal) -> str:
    """The words of a step: where it begins, and of several whole numbers where it ends."""
    begins, last = round(low, 1), min(low + width - 1, row.most)
    if not row.is_whole or last == low:
        return _told(question, begins)
    return f"{_told(question, begins)}–{_told(question, last)}"


def _months(form_id: UUID) -> Select[Any]:
    month = func.to_char(SubmissionAnswer.value_date, "YYYY-MM").label("value")
    return (
        _of_kept(form_id, SubmissionAnswer.key, month, func.count().label("number"))
        .where(SubmissionAnswer.value_date.is_not(None))
        .group_by(SubmissionAnswer.key, month)
        .order_by(month)
    )


def _grouped(session: Session, counted: Select[Any]) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for row in session.execute(counted):
        found.setdefault(row.key, []).append((row.value, row.number))
    return found


def _latest(session: Session, form_id: UUID) -> dict[str, list[str]]:
    """A few of the latest words to each question, out of the latest submissions, however long."""
    newest = (
        select(FormSubmission.form_version_id, FormSubmission.submission_data)
        .where(*counting(form_id))
        .order_by(FormSubmission.submitted_at.desc(), FormSubmission.id.desc())
        .limit(_LATEST_READ)
    )
    found: dict[str, list[str]] = {}
    for row in session.execute(newest):
        definition = form_of_version(session, row.form_version_id).compiled.definition
        for key, text in texts_in(definition.fields, row.submission_data or {}):
            if len(told := found.setdefault(key, [])) < _LATEST:
                told.append(text)
    return found


def _dated(question: Question, months: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The months in words."""
    locale = locale_of(question.field.form.locale)
    return [
        (format_skeleton("yMMM", date.fromisoformat(f"{month}-01"), locale=locale), number)
        for month, number in months
    ]


def _spoken(question: Question, texts: list[str]) -> list[str]:
    """The texts as people write them: a telephone number, a day that was worked out."""
    field = question.field
    return [said(field, text, field.form.locale) or text for text in texts]


def _told(question: Question, number: Decimal) -> str:
    """A number as the question shows it: amounts in their currency."""
    field = question.field
    if type_of(field).currency(field):
        return said(field, int(number), field.form.locale)
    return show_number(number, field.form.locale)
