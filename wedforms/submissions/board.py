"""The board of an RSVP: who comes to what, what they eat, and who has not answered yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wedforms.forms import FormLink
from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes import type_of
from wedforms.submissions.boardplan import BoardPlan
from wedforms.submissions.models import AnswerCounter, FormSubmission
from wedforms.submissions.tally import Counted, Tally
from wedforms.submissions.wordings import Option, Wordings
from wedforms.wtf.words import said

#: So many of those who have not answered are named; the others are counted.
MOST_NAMED: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything that the page of the board shows."""

    households: int
    events: Sequence[Counted]
    meals: Sequence[Counted]
    diets: Sequence[Counted]
    ages: Counted | None
    seats: Sequence[Counted]
    invited: int
    answered: int
    waiting: Sequence[str]


def board_of(session: Session, form_id: UUID, plan: BoardPlan, *, sensitive: bool) -> Board:
    """The board as the counters have it; diets only for those who may see them."""
    given = _given(session, form_id)
    wordings = Wordings(session, form_id)
    invited, answered = _links(session, form_id)
    return Board(
        households=_households(session, form_id),
        events=_counted(plan.attending, given, wordings),
        meals=_counted(plan.meals, given, wordings),
        diets=_counted(plan.diets, given, wordings) if sensitive else (),
        ages=next(iter(_counted([plan.age] if plan.age else [], given, wordings)), None),
        seats=_counted(plan.seats, given, wordings),
        invited=invited,
        answered=answered,
        waiting=_waiting(session, form_id),
    )


def _given(session: Session, form_id: UUID) -> dict[tuple[str, str], int]:
    counters = select(AnswerCounter.key, AnswerCounter.value_text, AnswerCounter.given)
    rows = session.execute(counters.where(AnswerCounter.form_id == form_id))
    return {(row.key, row.value_text): row.given for row in rows}


def _counted(
    fields: Iterable[Field], given: Mapping[tuple[str, str], int], wordings: Wordings
) -> list[Counted]:
    return [
        Counted(field.label or field.key, tallies)
        for field in fields
        if (tallies := _tallies(field, given, wordings))
    ]


def _tallies(
    field: Field, given: Mapping[tuple[str, str], int], wordings: Wordings
) -> Sequence[Tally]:
    """Each option in its order; yes and no of a question that has only these."""
    chosen = {value: count for (key, value), count in given.items() if key == field.key}
    if field.options:
        listed = [Option(one.value, one.label, one.places) for one in field.options]
        return wordings.tallies(field.key, listed, chosen)
    if type_of(field).narrowing(field) != "yes_no":
        return ()
    locale = field.form.locale
    return [
        Tally(said(field, answer, locale), chosen.get(value, 0))
        for value, answer in (("yes", True), ("no", False))
    ]


def _households(session: Session, form_id: UUID) -> int:
    counted = select(func.count()).select_from(FormSubmission)
    kept = counted.where(
        FormSubmission.form_id == form_id,
        FormSubmission.status != "draft",
        FormSubmission.deleted_at.is_(None),
        FormSubmission.quarantined_at.is_(None),
        FormSubmission.attached_to_id.is_(None),
    )
    return session.scalar(kept) or 0


_OPEN_LINKS: Final = (
    FormLink.purpose == "personal",
    FormLink.deleted_at.is_(None),
    FormLink.revoked_at.is_(None),
)


def _links(session: Session, form_id: UUID) -> tuple[int, int]:
    counted = select(func.count(), func.count().filter(FormLink.responses > 0)).select_from(
        FormLink
    )
    invited, answered = session.execute(
        counted.where(FormLink.form_id == form_id, *_OPEN_LINKS)
    ).one()
    return invited, answered


def _waiting(session: Session, form_id: UUID) -> list[str]:
    silent = select(FormLink.label, FormLink.recipient).where(
        FormLink.form_id == form_id, FormLink.responses == 0, *_OPEN_LINKS
    )
    by_name = silent.order_by(func.reading_order(FormLink.label), FormLink.id)
    rows = session.execute(by_name.limit(MOST_NAMED))
    return [row.label or row.recipient or "–" for row in rows]
