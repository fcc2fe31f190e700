"""The revisions of a submission: who changed what, when and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.core.accounts import UserProfile
from wedforms.forms.find import PublishedForm, form_of_version
from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.fieldtypes import type_of
from wedforms.submissions.models import FormSubmission, SubmissionRevision
from wedforms.wtf.words import said


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that differs; empty words mean no answer."""

    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One state of the answers; `by` names the member who corrected them, empty: the sender."""

    number: int
    version: int
    at: datetime
    by: str
    note: str
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    number: int
    at: datetime
    form: PublishedForm
    answers: Mapping[str, Any]
    origin: Mapping[str, Any]


def history_of(session: Session, row: FormSubmission, *, sensitive: bool) -> list[Revision]:
    """Every revision, the newest first, with what changed in it.

    Without `sensitive` nothing is told of answers about diet and health.
    """
    states = [*_earlier(session, row.id), _now(session, row)]
    names = _names(session, states)
    first = _revision(states[0], names, changes=())
    later = (
        _revision(after, names, changes=list(_changes(before, after, sensitive=sensitive)))
        for before, after in pairwise(states)
    )
    return [first, *later][::-1]


def _earlier(session: Session, submission_id: UUID) -> Iterator[_State]:
    kept = select(SubmissionRevision).where(SubmissionRevision.submission_id == submission_id)
    for one in session.scalars(kept.order_by(SubmissionRevision.revision)):
        yield _State(
            number=one.revision,
            at=one.submitted_at,
            form=form_of_version(session, one.form_version_id),
            answers=one.submission_data,
            origin=one.origin,
        )


def _now(session: Session, row: FormSubmission) -> _State:
    at = row.amended_at or row.submitted_at
    assert at is not None
    return _State(
        number=row.revision,
        at=at,
        form=form_of_version(session, row.form_version_id),
        answers=row.submission_data or {},
        origin=row.origin,
    )


def _names(session: Session, states: Iterable[_State]) -> dict[str, str]:
    ids = {str(state.origin["corrected_by"]) for state in states if "corrected_by" in state.origin}
    if not ids:
        return {}
    members = select(UserProfile.id, UserProfile.full_name)
    found = session.execute(members.where(UserProfile.id.in_([UUID(one) for one in ids])))
    return {str(one.id): one.full_name or "" for one in found}


def _revision(state: _State, names: Mapping[str, str], *, changes: Sequence[Change]) -> Revision:
    corrected_by = str(state.origin.get("corrected_by", ""))
    return Revision(
        number=state.number,
        version=state.form.version_number,
        at=state.at,
        by=names.get(corrected_by, corrected_by),
        note=str(state.origin.get("note", "")),
        changes=changes,
    )


def _changes(before: _State, after: _State, *, sensitive: bool) -> Iterator[Change]:
    old, new = (_told(state, sensitive=sensitive) for state in (before, after))
    for path in [*new, *(path for path in old if path not in new)]:
        was, is_now = old.get(path), new.get(path)
        words_before, words_after = (one[1] if one else "" for one in (was, is_now))
        if words_before != words_after:
            question = (is_now or was or ("", ""))[0]
            yield Change(question, words_before, words_after)


def _told(state: _State, *, sensitive: bool) -> dict[str, tuple[str, str]]:
    """Each answer by its place, a row by its own id: the question and the answer in words."""
    definition = state.form.compiled.definition
    found = _lines(definition.fields, state.answers, definition, path="", before="")
    return {path: line for path, line, field in found if sensitive or not field}


def _lines(
    fields: Iterable[Field],
    answers: Mapping[str, Any],
    definition: Definition,
    *,
    path: str,
    before: str,
    hidden: bool = False,
) -> Iterator[tuple[str, tuple[str, str], bool]]:
    for field in fields:
        answer = answers.get(field.key)
        is_hidden = hidden or field.sensitive
        if answer is None or not type_of(field).has_answer:
            continue
        if not type_of(field).has_rows:
            words = said(field, answer, definition.locale)
            label = f"{before}{field.label or field.key}"
            yield f"{path}{field.key}", (label, words), is_hidden
            continue
        label = field.validation_rules.get("row_label") or field.label or field.key
        for number, row in enumerate(answer, 1):
            yield from _lines(
                field.fields,
                row,
                definition,
                path=f"{path}{field.key}.{row.get('_id', number)}.",
                before=f"{before}{label} {number}: ",
                hidden=is_hidden,
            )
