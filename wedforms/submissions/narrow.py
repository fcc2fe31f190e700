"""Narrowing a list of answers: by state, by words, and by the answers to questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, get_args
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from wedforms.submissions.inside import is_inside
from wedforms.submissions.models import ChangeRequest, FormSubmission, SubmissionAnswer
from wedforms.submissions.questions import Question
from wedforms.submissions.search import asked_words, found_by
from wedforms.submissions.wanted import Wanted

State = Literal["all", "new", "approved", "waiting", "repeated", "quarantined", "deleted"]
STATES: Final[tuple[State, ...]] = get_args(State)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a member asks of the list; `sensitive`: may see what is about diet and health.

    `sort` is `sent`, `changed`, or the key of a question.
    """

    state: State = "all"
    words: str = ""
    wanted: Mapping[str, Wanted] = field(default_factory=dict)
    sort: str = "sent"
    descending: bool = True
    after: UUID | None = None
    sensitive: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether some submissions are left out."""
        return self.state != "all" or bool(self.words or self.wanted)

    @property
    def is_searched(self) -> bool:
        """Whether it asks for words, of which only the latest finds are told."""
        return bool(self.words) or any(one.words for one in self.wanted.values())


def conditions(
    form_id: UUID, asked: Asked, questions: Mapping[str, Question]
) -> list[ColumnElement[bool]]:
    """What a submission must fulfil to be in the list."""
    found = [FormSubmission.form_id == form_id, *_STATES[asked.state]]
    if asked.words:
        hits = found_by(form_id, asked.words, sensitive=asked.sensitive)
        found.append(FormSubmission.id.in_(hits))
    for key, wanted in asked.wanted.items():
        question = questions[key]
        if question.is_promoted:
            found.extend(_fulfils(form_id, question, wanted))
        else:
            found.append(is_inside(FormSubmission.submission_data, question, wanted))
    return found


_SENT: Final = FormSubmission.status != "draft"
_KEPT: Final = (_SENT, FormSubmission.deleted_at.is_(None))
_STATES: Final[Mapping[State, Sequence[ColumnElement[bool]]]] = {
    "all": _KEPT,
    "new": (
        *_KEPT,
        FormSubmission.status == "submitted",
        FormSubmission.quarantined_at.is_(None),
    ),
    "approved": (FormSubmission.status == "approved", FormSubmission.deleted_at.is_(None)),
    "waiting": (
        *_KEPT,
        FormSubmission.id.in_(
            select(ChangeRequest.submission_id).where(ChangeRequest.status == "open")
        ),
    ),
    "repeated": (
        *_KEPT,
        FormSubmission.quarantined_at.is_(None),
        FormSubmission.attached_to_id.is_not(None),
    ),
    "quarantined": (*_KEPT, FormSubmission.quarantined_at.is_not(None)),
    "deleted": (_SENT, FormSubmission.deleted_at.is_not(None)),
}


def _fulfils(form_id: UUID, question: Question, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.words:
        # The index finds who wrote these words anywhere; then their answer here is read. It holds
        # words alone: who asks for a sign, such as %, is answered without it.
        if asked_words(wanted.words):
            yield FormSubmission.id.in_(found_by(form_id, wanted.words, sensitive=False))
        yield _contains(question, wanted.words)
    if wanted.values:
        yield _answered(form_id, question, SubmissionAnswer.value_text.in_(wanted.values))
    if (wanted.least, wanted.most) != (None, None):
        yield _answered(form_id, question, and_(*_between(wanted)))


def _answered(
    form_id: UUID, question: Question, condition: ColumnElement[bool]
) -> ColumnElement[bool]:
    return FormSubmission.id.in_(
        select(SubmissionAnswer.submission_id).where(
            SubmissionAnswer.form_id == form_id, SubmissionAnswer.key == question.key, condition
        )
    )


def _between(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """From the least to the most; numbers by their order first, which has a usable index."""
    for bound, is_least in ((wanted.least, True), (wanted.most, False)):
        if isinstance(bound, date):
            yield _side(SubmissionAnswer.value_date, bound, is_least=is_least)
        elif bound is not None:
            yield _side(SubmissionAnswer.number_order, float(bound), is_least=is_least)
            yield _side(SubmissionAnswer.value_number, bound, is_least=is_least)


def _side(column: Any, bound: Any, *, is_least: bool) -> ColumnElement[bool]:
    compared: ColumnElement[bool] = column >= bound if is_least else column <= bound
    return compared


def _contains(question: Question, words: str) -> ColumnElement[bool]:
    """Said in its lifted value, where a whole name is one text, or where it is too long to lift."""
    promoted = (
        select(SubmissionAnswer.submission_id)
        .where(
            SubmissionAnswer.submission_id == FormSubmission.id,
            SubmissionAnswer.key == question.key,
            SubmissionAnswer.value_text.icontains(words, autoescape=True),
        )
        .exists()
    )
    inside = is_inside(FormSubmission.submission_data, question, Wanted(words=words))
    return or_(promoted, inside)
