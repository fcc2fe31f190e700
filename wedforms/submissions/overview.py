"""The forms of an organization with what came of them, for its people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wedforms.forms import Form
from wedforms.submissions.models import FormSubmission


@dataclass(frozen=True, slots=True, kw_only=True)
class FormShown:
    """One form in a list; `answers` counts what was sent, `drafts` what was begun."""

    id: UUID
    name: str
    slug: str
    form_type: str
    is_published: bool
    is_active: bool
    changed_at: datetime
    answers: int
    drafts: int


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
    rows = session.execute(
        select(Form, counted.c.answers, counted.c.drafts)
        .outerjoin(counted, counted.c.form_id == Form.id)
        .where(Form.deleted_at.is_(None), Form.is_template.is_(False))
        .order_by(Form.updated_at.desc(), Form.id)
    )
    return [_shown(form, answers or 0, drafts or 0) for form, answers, drafts in rows]


def _shown(form: Form, answers: int, drafts: int) -> FormShown:
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
    )
