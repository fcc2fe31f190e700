"""Beginning a form from something: a definition, another form, or a template of one's own.

A template is a copy of a form that nobody fills in: it is never published, stands in no list of
forms, and does not count among those that the tier allows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.core import limits
from wedforms.forms.begin import free_slug
from wedforms.forms.changes import designed_form
from wedforms.forms.drafting import draft_as_json, write_raw_draft
from wedforms.forms.errors import FormNotFound
from wedforms.forms.models import Form
from wedforms.formspec.definition import Definition
from wedforms.formspec.writing import write_definition

_LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateShown:
    """A template of one's own."""

    id: UUID
    name: str
    description: str
    form_type: str
    changed_at: datetime


def begin_from(session: Session, definition: Definition, *, created_by: UUID | None = None) -> Form:
    """A new form that says what the definition says, at an address made of its name.

    Raises LimitReached when the organization may have no more forms.
    """
    return _made(session, write_definition(definition), created_by=created_by)


def duplicate_form(
    session: Session, form_id: UUID, *, name: str, created_by: UUID | None = None
) -> Form:
    """A new form that says what the draft of this one says, under another name.

    Raises FormNotFound, and LimitReached when the organization may have no more forms.
    """
    source = designed_form(session, form_id)
    raw = {**draft_as_json(session, source), "name": name[:_LONGEST_NAME]}
    return _made(session, raw, created_by=created_by)


def save_as_template(session: Session, form_id: UUID, *, created_by: UUID | None = None) -> Form:
    """A template that says what the draft of this form says now; raises FormNotFound."""
    source = designed_form(session, form_id)
    if source.is_template:
        raise FormNotFound
    raw = draft_as_json(session, source)
    return _made(session, raw, created_by=created_by, is_template=True)


def begin_from_template(
    session: Session, template_id: UUID, *, created_by: UUID | None = None
) -> Form:
    """A new form of a template; raises FormNotFound and LimitReached."""
    template = designed_form(session, template_id)
    if not template.is_template:
        raise FormNotFound
    return _made(session, draft_as_json(session, template), created_by=created_by)


def own_templates(session: Session) -> Sequence[TemplateShown]:
    """The templates of the organization, the latest first."""
    kept = select(Form).where(Form.is_template, Form.deleted_at.is_(None))
    rows = session.scalars(kept.order_by(Form.updated_at.desc(), Form.id)).all()
    return [
        TemplateShown(
            id=row.id,
            name=row.name,
            description=row.description,
            form_type=row.form_type,
            changed_at=row.updated_at,
        )
        for row in rows
    ]


def _made(
    session: Session,
    raw: Mapping[str, Any],
    *,
    created_by: UUID | None,
    is_template: bool = False,
) -> Form:
    if not is_template:
        limits.use(session, "forms")
    form = Form(
        name=raw["name"],
        slug=free_slug(session, raw["name"]),
        form_type=raw["form_type"],
        is_template=is_template,
        created_by=created_by,
    )
    session.add(form)
    session.flush()
    write_raw_draft(session, form, raw)
    return form
