"""Whom a new version of a form concerns: who answered before, and who has begun."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, distinct, func, select
from sqlalchemy.orm import Session

from wedforms.forms import FormVersion
from wedforms.submissions.models import FormSubmission, SubmissionAnswer
from wedforms.submissions.wordings import Wordings

#: A question by its key with the value of one of its options.
Chosen: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionUse:
    """What became of one version: how many answers were sent on it, how many are begun."""

    number: int
    answers: int
    drafts: int


def use_of_versions(session: Session, form_id: UUID, *, now: datetime) -> Sequence[VersionUse]:
    """Each version that somebody answered, or begins to answer, with how many; latest first."""
    is_sent = FormSubmission.status != "draft"
    is_begun = ~is_sent & (
        FormSubmission.draft_expires_at.is_(None) | (FormSubmission.draft_expires_at > now)
    )
    answers, drafts = func.count().filter(is_sent), func.count().filter(is_begun)
    rows = session.execute(
        select(FormVersion.number, answers, drafts)
        .join(FormSubmission, FormSubmission.form_version_id == FormVersion.id)
        .where(FormVersion.form_id == form_id, FormSubmission.deleted_at.is_(None))
        .group_by(FormVersion.number)
        .order_by(FormVersion.number.desc())
    )
    used = [VersionUse(number=row[0], answers=row[1], drafts=row[2]) for row in rows]
    return [one for one in used if one.answers or one.drafts]


def people_who_chose(
    session: Session, form_id: UUID, asked: Iterable[Chosen]
) -> Mapping[Chosen, int]:
    """How many sent answers chose each of these; what is private or sensitive is not counted."""
    return {one: _people_who_chose(session, form_id, *one) for one in dict.fromkeys(asked)}


def people_told(session: Session, form_id: UUID, asked: Chosen, *, label: str) -> int:
    """How many chose an option while it was called so."""
    versions = Wordings(session, form_id).versions_calling(*asked, label)
    return _people_who_chose(session, form_id, *asked, FormSubmission.form_version_id.in_(versions))


def people_who_answered(session: Session, form_id: UUID, keys: Iterable[str]) -> Mapping[str, int]:
    """How many sent answers hold something under each of these keys, which stand in no group."""
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return {}
    answered = [func.count().filter(FormSubmission.submission_data.has_key(key)) for key in wanted]
    sent = select(*answered).where(
        FormSubmission.form_id == form_id,
        FormSubmission.status != "draft",
        FormSubmission.deleted_at.is_(None),
    )
    return dict(zip(wanted, session.execute(sent).one(), strict=True))


def _people_who_chose(
    session: Session, form_id: UUID, key: str, value: str, *more: ColumnElement[bool]
) -> int:
    found = (
        select(func.count(distinct(SubmissionAnswer.submission_id)))
        .join(FormSubmission, FormSubmission.id == SubmissionAnswer.submission_id)
        .where(
            SubmissionAnswer.form_id == form_id,
            SubmissionAnswer.key == key,
            SubmissionAnswer.value_text == value,
            FormSubmission.deleted_at.is_(None),
            *more,
        )
    )
    return session.scalar(found) or 0
