"""The forms of an organization with what came of them, for its people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Subquery, func, select
from sqlalchemy.orm import Session

from wedforms.forms import Form
from wedforms.submissions.models import ChangeRequest, FormSubmission


@dataclass(frozen=True, slots=True, kw_only=True)
class FormShown:
    """One form in a list; `answers` counts what was sent, `drafts` what was begun.

    `requests` counts the answers whose senders wait for a change.
    """

    id: UUID
    name: str
    slug: str
    form_type: str
    is_published: bool
    is_active: bool
    changed_at: datetime
    answers: int
    drafts: int
    requests: int


def forms_shown(session: Session) -> Sequence[FormShown]:
    """Every form that is not deleted, the newest change first."""
    kept = FormSubmission.deleted_at.is_(None)
    counted = (
        select(
            FormSubmission.form_id,
            func.count().filter(FormSubmission.status != "draft").label("answers"),
            func.count()
            .filter(FormSubmission.status == "draft", FormSubmission.amends_id.is_(None))
            .label("drafts"),
        )
        .where(kept)
        .group_by(FormSubmission.form_id)
        .subquery()
    )
    asked = _asked()
    rows = session.execute(
        select(Form, counted.c.answers, counted.c.drafts, asked.c.requests)
        .outerjoin(counted, counted.c.form_id == Form.id)
        .outerjoin(asked, asked.c.form_id == Form.id)
        .where(Form.deleted_at.is_(None), Form.is_template.is_(False))
        .order_by(Form.updated_at.desc(), Form.id)
    )
    return [
        _shown(form, answers=answers or 0, drafts=drafts or 0, requests=requests or 0)
        for form, answers, drafts, requests in rows
    ]


def _asked() -> Subquery:
    """How many changes wait for each form."""
    return (
        select(ChangeRequest.form_id, func.count().label("requests"))
        .join(FormSubmission, FormSubmission.id == ChangeRequest.submission_id)
        .where(ChangeRequest.status == "open", FormSubmission.deleted_at.is_(None))
        .group_by(ChangeRequest.form_id)
        .subquery()
    )


def _shown(form: Form, *, answers: int, drafts: int, requests: int) -> FormShown:
    return FormShown(
        id=form.id,
        name=form.name,
        slug=form.slug,
        form_type=form.form_type,
        is_published=form.published_version_id is not None,
        is_active=form.is_active,
        changed_at=form.updated_at,
        answers=answers,
        drafts=drafts,
        requests=requests,
    )
