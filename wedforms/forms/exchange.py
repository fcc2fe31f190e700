"""Carrying a form in and out as portable JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.core import limits
from wedforms.forms.drafting import draft_as_json, write_draft
from wedforms.forms.errors import FormNotFound, FormTypeFixed
from wedforms.forms.models import Form, FormVersion
from wedforms.formspec.definition import Definition
from wedforms.lib.text import slug_of


def import_form(
    session: Session,
    definition: Definition,
    *,
    slug: str | None = None,
    created_by: UUID | None = None,
) -> Form:
    """Make or renew the draft of the form at `slug` (default: from its name).

    Raises LimitReached when the organization may have no more forms, FormTypeFixed when the form
    that stands at this address has another type. The caller owns the transaction.
    """
    address = slug or slug_of(definition.name)
    form = kept_form(session, address)
    if form is None:
        form = _new_form(session, definition, slug=address, created_by=created_by)
    if form.form_type != definition.form_type:
        raise FormTypeFixed(form.form_type)
    write_draft(session, form, definition)
    return form


def export_form(session: Session, slug: str) -> dict[str, Any]:
    """The published definition of the form at `slug` as portable JSON, or its draft before that.

    Raises FormNotFound.
    """
    form = kept_form(session, slug)
    if form is None:
        raise FormNotFound(slug)
    if form.published_version_id is None:
        return draft_as_json(session, form)
    frozen = select(FormVersion.definition).where(FormVersion.id == form.published_version_id)
    definition: Mapping[str, Any] = session.scalars(frozen).one()
    return dict(definition)


def kept_form(session: Session, slug: str) -> Form | None:
    """The form of the open organization at this address, unless it was deleted."""
    return session.scalar(select(Form).where(Form.slug == slug, Form.deleted_at.is_(None)))


def _new_form(
    session: Session, definition: Definition, *, slug: str, created_by: UUID | None
) -> Form:
    limits.use(session, "forms")
    form = Form(
        name=definition.name, slug=slug, form_type=definition.form_type, created_by=created_by
    )
    session.add(form)
    session.flush()
    return form
