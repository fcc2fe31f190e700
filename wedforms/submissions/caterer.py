"""The list for the caterer: each guest at table, and what changed since it was handed over last."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from uuid import UUID

import xlsxwriter
from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.forms.find import form_of_version
from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.fieldtypes import type_of
from wedforms.submissions.boardplan import BoardPlan, board_plan, is_coming
from wedforms.submissions.export import csv_line, everything, exported_page
from wedforms.submissions.models import CatererList, FormSubmission, SubmissionRevision
from wedforms.submissions.wordings import Wordings, as_asked
from wedforms.wtf.words import said

#: A course, one of its dishes, and for how many.
Dish: TypeAlias = tuple[str, str, int]

_SEVERE: Final = ("severe", "anaphyl", "epipen", "adrenaline")
_HEADINGS: Final = ("Guest", "Household", "Table", "Age", "Severe")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """One person at table; `is_severe`: a need that may kill."""

    submission_id: UUID
    row_id: str
    name: str
    household: str
    table: str
    age: str
    meals: Sequence[str]
    diet: str
    is_severe: bool

    @property
    def place(self) -> tuple[UUID, str]:
        """By what the guest is known again after a change."""
        return self.submission_id, self.row_id

    @property
    def told(self) -> tuple[Any, ...]:
        """What the caterer is told."""
        return self.name, self.table, self.age, tuple(self.meals), self.diet, self.is_severe


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What changed since the list was handed over last."""

    since: CatererList
    new: Sequence[Guest]
    changed: Sequence[tuple[Guest, Guest]]
    withdrawn: Sequence[Guest]

    @property
    def is_nothing(self) -> bool:
        """Whether the last list still holds."""
        return not (self.new or self.changed or self.withdrawn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The guests now, with the revision of each submission that they are from."""

    guests: Sequence[Guest]
    revisions: Mapping[str, int]


def guests_at_table(session: Session, form_id: UUID) -> Listed:
    """Everybody who comes to table, by household and in the order they were named."""
    guests: list[Guest] = []
    revisions: dict[str, int] = {}
    wanted = (
        *everything(form_id),
        FormSubmission.quarantined_at.is_(None),
        FormSubmission.attached_to_id.is_(None),
    )
    last: UUID | None = None
    while page := exported_page(session, wanted, after=last):
        for one in page:
            definition = one.form.compiled.definition
            guests.extend(_guests(definition, one.row.id, one.answers))
            revisions[str(one.row.id)] = one.row.revision
        last = page[-1].row.id
    guests.sort(key=lambda guest: guest.table)
    return Listed(guests=guests, revisions=revisions)


def latest_list(session: Session, form_id: UUID) -> CatererList | None:
    """What the caterer was told last."""
    lists = select(CatererList).where(CatererList.form_id == form_id)
    return session.scalar(
        lists.order_by(CatererList.created_at.desc(), CatererList.id.desc()).limit(1)
    )


def note_list(session: Session, form_id: UUID, listed: Listed, *, by: UUID | None) -> None:
    """Remember that the caterer was told this."""
    session.add(
        CatererList(
            form_id=form_id,
            made_by=by,
            guests=len(listed.guests),
            revisions=dict(listed.revisions),
        )
    )
    session.flush()


def news_since(session: Session, last: CatererList, listed: Listed) -> News:
    """What is new, changed and withdrawn; the guests of then are read from the history."""
    before = {guest.place: guest for guest in _guests_then(session, last)}
    now = {guest.place: guest for guest in listed.guests}
    return News(
        since=last,
        new=[guest for place, guest in now.items() if place not in before],
        changed=[
            (before[place], guest)
            for place, guest in now.items()
            if place in before and before[place].told != guest.told
        ],
        withdrawn=[guest for place, guest in before.items() if place not in now],
    )


def caterer_csv(plan: BoardPlan, guests: Sequence[Guest]) -> str:
    """The list as CSV with a BOM."""
    lines = [csv_line(_headings(plan)), *(csv_line(_cells(guest)) for guest in guests)]
    return "\ufeff" + "".join(lines)


def caterer_workbook(plan: BoardPlan, guests: Sequence[Guest], dishes: Sequence[Dish]) -> bytes:
    """The list as a workbook: the guests, and how many of each dish."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        bold = book.add_format({"bold": True})
        table = book.add_worksheet("Guests")
        table.freeze_panes(1, 1)
        table.set_column(0, len(plan.meals) + len(_HEADINGS), 22)
        for column, heading in enumerate(_headings(plan)):
            table.write_string(0, column, heading, bold)
        for row, guest in enumerate(guests, 1):
            for column, text in enumerate(_cells(guest)):
                table.write_string(row, column, text)
        counts = book.add_worksheet("Dishes")
        counts.set_column(0, 1, 40)
        for row, (course, dish, count) in enumerate(dishes):
            counts.write_string(row, 0, course)
            counts.write_string(row, 1, dish)
            counts.write_number(row, 2, count)
    return target.getvalue()


def dishes_of(plan: BoardPlan, guests: Sequence[Guest], wordings: Wordings) -> list[Dish]:
    """How many of each dish, by course; a name that it has no more is told with its versions."""
    counts: dict[tuple[str, str], int] = {}
    for course, meal in enumerate(plan.meals):
        for guest in guests:
            if dish := guest.meals[course] if course < len(guest.meals) else "":
                key = (meal.label or meal.key, _dish(meal, dish, wordings))
                counts[key] = counts.get(key, 0) + 1
    return [(course, dish, count) for (course, dish), count in counts.items()]


def _dish(meal: Field, dish: str, wordings: Wordings) -> str:
    is_now = any(one.label == dish for one in meal.options)
    versions = [] if is_now else wordings.called(meal.key, dish)
    return as_asked(dish, versions) if versions else dish


def _headings(plan: BoardPlan) -> list[str]:
    return [*_HEADINGS, *(meal.label or meal.key for meal in plan.meals), "Diet and allergies"]


def _cells(guest: Guest) -> list[str]:
    severe = "SEVERE" if guest.is_severe else ""
    return [guest.name, guest.household, guest.table, guest.age, severe, *guest.meals, guest.diet]


def _guests_then(session: Session, last: CatererList) -> Iterator[Guest]:
    for submission_id, revision in last.revisions.items():
        state = _state(session, UUID(submission_id), int(revision))
        if state is not None:
            version_id, answers = state
            definition = form_of_version(session, version_id).compiled.definition
            yield from _guests(definition, UUID(submission_id), answers)


def _state(
    session: Session, submission_id: UUID, revision: int
) -> tuple[UUID, Mapping[str, Any]] | None:
    """The answers of a submission in one revision, wherever they stand by now."""
    now = select(FormSubmission).where(FormSubmission.id == submission_id)
    row = session.scalar(now)
    if row is not None and row.revision == revision:
        return row.form_version_id, row.submission_data or {}
    kept = select(SubmissionRevision).where(
        SubmissionRevision.submission_id == submission_id, SubmissionRevision.revision == revision
    )
    then = session.scalar(kept)
    return None if then is None else (then.form_version_id, then.submission_data)


def _guests(
    definition: Definition, submission_id: UUID, answers: Mapping[str, Any]
) -> Iterator[Guest]:
    plan = board_plan(definition)
    if plan is None:
        return
    is_shared = plan.consent is None or answers.get(plan.consent.key) is True
    rows = [answers] if plan.group is None else answers.get(plan.group.key) or ()
    for number, guest in enumerate(rows, 1):
        row = {**answers, **guest}
        if plan.at_table and not any(is_coming(one, row.get(one.key)) for one in plan.at_table):
            continue
        diet = _diet(plan, row, definition.locale)
        yield Guest(
            submission_id=submission_id,
            row_id=str(guest.get("_id", number)),
            name=_word(plan.name, row, definition) or f"Guest {number}",
            household=_household(definition, answers),
            table=_word(plan.table, row, definition),
            age=_word(plan.age, row, definition),
            meals=[_word(meal, row, definition) for meal in plan.meals],
            diet=diet if is_shared or not diet else "not to be passed on: ask the couple",
            is_severe=is_shared and _is_severe(plan, row),
        )


def _word(field: Field | None, row: Mapping[str, Any], definition: Definition) -> str:
    return "" if field is None else said(field, row.get(field.key), definition.locale)


def _household(definition: Definition, answers: Mapping[str, Any]) -> str:
    """The first text that is answered once for all: the name on the invitation."""
    texts = (
        said(field, answers.get(field.key), definition.locale)
        for field in definition.fields
        if type_of(field).has_answer and type_of(field).narrowing(field) == "text"
        if not type_of(field).is_computed or field.validation_rules.get("result", "") == "text"
        if not (field.private or field.sensitive)
    )
    return next(filter(None, texts), "")


def _diet(plan: BoardPlan, row: Mapping[str, Any], locale: str) -> str:
    """What is said about diet, without the mere yes that there is something."""
    told = []
    for field in plan.diets:
        answer = row.get(field.key)
        if answer is None or answer is False:
            continue
        words = said(field, answer, locale)
        told.append(field.label.rstrip("?") if answer is True else words)
    has_more = len(told) > 1
    return " · ".join(told[1:] if has_more and row.get(plan.diets[0].key) is True else told)


def _is_severe(plan: BoardPlan, row: Mapping[str, Any]) -> bool:
    for field in plan.diets:
        answer = row.get(field.key)
        chosen = answer if isinstance(answer, list) else []
        words = f"{field.key} {field.label}".lower()
        if any(mark in str(one) for one in chosen for mark in _SEVERE):
            return True
        if answer is True and any(mark in words for mark in _SEVERE):
            return True
    return False
