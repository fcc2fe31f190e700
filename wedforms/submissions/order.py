"""The order of a list, and a page of it from behind a submission on: by keys, not by numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from wedforms.submissions.errors import SubmissionNotFound
from wedforms.submissions.models import FormSubmission, SubmissionAnswer
from wedforms.submissions.narrow import Asked, conditions
from wedforms.submissions.questions import Question

Questions = dict[str, Question]


def page_of(
    session: Session, form_id: UUID, asked: Asked, questions: Questions, *, most: int
) -> Sequence[FormSubmission]:
    """At most so many submissions behind `asked.after`, in the order that was asked for.

    Raises SubmissionNotFound for an `after` that is no submission of this form.
    """
    rows = select(FormSubmission).where(*conditions(form_id, asked, questions))
    if asked.after is not None:
        _require(session, form_id, asked.after)
    if asked.sort in questions:
        return _by_answer(session, rows, asked, questions[asked.sort], most=most)
    return session.scalars(_by_moment(rows, asked, _MOMENTS[asked.sort]).limit(most)).all()


_MOMENTS: dict[str, ColumnElement[Any]] = {
    "sent": FormSubmission.submitted_at.expression,
    # As its index has it: under row level security `coalesce` would not be compared by one.
    "changed": case(
        (FormSubmission.amended_at.is_(None), FormSubmission.submitted_at),
        else_=FormSubmission.amended_at,
    ),
}


_ORDERED: dict[str, InstrumentedAttribute[Any]] = {
    "number": SubmissionAnswer.number_order,
    "date": SubmissionAnswer.value_date,
}


def _require(session: Session, form_id: UUID, submission_id: UUID) -> None:
    known = select(FormSubmission.id).where(
        FormSubmission.form_id == form_id, FormSubmission.id == submission_id
    )
    if session.scalar(known) is None:
        raise SubmissionNotFound


def _by_moment(
    rows: Select[FormSubmission], asked: Asked, moment: ColumnElement[Any]
) -> Select[FormSubmission]:
    if asked.after is not None:
        place = select(moment).where(FormSubmission.id == asked.after).correlate(None)
        last = tuple_(place.scalar_subquery(), asked.after)
        here = tuple_(moment, FormSubmission.id)
        rows = rows.where(here < last if asked.descending else here > last)
    return rows.order_by(*(_turned(one, asked) for one in (moment, FormSubmission.id)))


def _by_answer(
    session: Session,
    rows: Select[FormSubmission],
    asked: Asked,
    question: Question,
    *,
    most: int,
) -> Sequence[FormSubmission]:
    """Those who answered by their answers, then the others, the latest sent first."""
    column = _column(question)
    last = _answer(session, question, asked.after, column)
    found: list[FormSubmission] = []
    if asked.after is None or last is not None:
        found.extend(session.scalars(_answered(rows, asked, question, last).limit(most)))
    if len(found) < most:
        known = _given(question, column).where(SubmissionAnswer.submission_id == FormSubmission.id)
        others = rows.where(~known.exists())
        after = asked.after if last is None else None
        latest = Asked(after=after)
        ordered = _by_moment(others, latest, _MOMENTS["sent"])
        found.extend(session.scalars(ordered.limit(most - len(found))))
    return found


def _answered(
    rows: Select[FormSubmission], asked: Asked, question: Question, last: Any
) -> Select[FormSubmission]:
    column = _column(question)
    joined = rows.join(
        SubmissionAnswer,
        (SubmissionAnswer.organization_id == FormSubmission.organization_id)
        & (SubmissionAnswer.submission_id == FormSubmission.id),
    ).where(
        SubmissionAnswer.form_id == FormSubmission.form_id,
        SubmissionAnswer.key == question.key,
        SubmissionAnswer.position == 0,
        column.is_not(None),
    )
    order = (column, SubmissionAnswer.submission_id)
    if last is not None:
        place = tuple_(last, asked.after)
        joined = joined.where(
            tuple_(*order) < place if asked.descending else tuple_(*order) > place
        )
    return joined.order_by(*(_turned(one, asked) for one in order))


def _answer(
    session: Session,
    question: Question,
    submission_id: UUID | None,
    column: InstrumentedAttribute[Any],
) -> Any:
    """What the last submission of the page before answered; None: nothing, or there is none."""
    if submission_id is None:
        return None
    given = _given(question, column).with_only_columns(column)
    return session.scalar(given.where(SubmissionAnswer.submission_id == submission_id))


def _given(question: Question, column: InstrumentedAttribute[Any]) -> Select[Any]:
    return select(SubmissionAnswer.submission_id).where(
        SubmissionAnswer.key == question.key,
        SubmissionAnswer.position == 0,
        column.is_not(None),
    )


def _column(question: Question) -> InstrumentedAttribute[Any]:
    return _ORDERED.get(question.narrowing, SubmissionAnswer.text_order)


def _turned(column: Any, asked: Asked) -> Any:
    return column.desc() if asked.descending else column.asc()
