"""The same person asks twice: the later submission is attached to the first, nothing is dropped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import Session

from wedforms.core.tenancy import open_organization
from wedforms.forms.find import form_of_version
from wedforms.submissions.models import FormSubmission


def attach_to_earlier(session: Session, submission_id: UUID) -> UUID | None:
    """Attach a submission to the first that it repeats, and return that one's id; None: to none.

    What repeats another is said by the form's setting `duplicates`. Done again it changes nothing.
    """
    later = session.get_one(FormSubmission, (open_organization(session), submission_id))
    if later.attached_to_id is not None or later.quarantined_at is not None:
        return later.attached_to_id
    form = form_of_version(session, later.form_version_id)
    duplicates = form.compiled.definition.settings.get("duplicates")
    if duplicates is None or not _answered(later, duplicates):
        return None
    earlier = session.scalar(_earlier(later, duplicates))
    if earlier is not None:
        later.attached_to_id = earlier.attached_to_id or earlier.id
    return later.attached_to_id


def _answered(later: FormSubmission, duplicates: Mapping[str, Any]) -> bool:
    answers = later.submission_data or {}
    return all(answers.get(key) is not None for key in duplicates["same"])


def _earlier(later: FormSubmission, duplicates: Mapping[str, Any]) -> Any:
    """The first submission within the days whose answers are the same."""
    assert later.submitted_at is not None
    own = FormSubmission.id == later.id
    since = later.submitted_at - timedelta(duplicates["within_days"])
    same = (
        _words(key) == select(_words(key)).where(own).scalar_subquery()
        for key in duplicates["same"]
    )
    moment = tuple_(FormSubmission.submitted_at, FormSubmission.id)
    return (
        select(FormSubmission)
        .where(
            FormSubmission.form_id == later.form_id,
            FormSubmission.status != "draft",
            FormSubmission.deleted_at.is_(None),
            FormSubmission.quarantined_at.is_(None),
            FormSubmission.submitted_at >= since,
            moment < tuple_(later.submitted_at, later.id),
            *same,
        )
        .order_by(FormSubmission.submitted_at, FormSubmission.id)
        .limit(1)
    )


def _words(key: str) -> ColumnElement[str]:
    return func.lower(FormSubmission.submission_data.op("->>")(key))
