"""Beginning a form: blank, with a name and a type."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.core import limits
from wedforms.forms.errors import OperationRefused
from wedforms.forms.models import Form
from wedforms.formspec.errors import Problem
from wedforms.formspec.reading import FORM, FORM_TYPES
from wedforms.formspec.shapes import Faults
from wedforms.lib.text import slug_of


def begin_form(
    session: Session, *, name: str, form_type: str, created_by: UUID | None = None
) -> Form:
    """A new form without fields, at an address made of its name.

    Raises LimitReached when the organization may have no more forms, OperationRefused for a name
    or a type that no form has. The caller owns the transaction.
    """
    faults = Faults()
    words = FORM.keys["name"].shape.read(name, "name", faults)
    if faults.found:
        raise OperationRefused(faults.found)
    if form_type not in FORM_TYPES:
        raise OperationRefused([Problem("form_type", "enum", None, "Please choose what it is.")])
    limits.use(session, "forms")
    form = Form(
        name=words, slug=free_slug(session, words), form_type=form_type, created_by=created_by
    )
    session.add(form)
    session.flush()
    return form


def free_slug(session: Session, name: str) -> str:
    """An address made of the name that no kept form has; the counter's lock lets nobody between."""
    slug = slug_of(name)
    near = select(Form.slug).where(Form.slug.startswith(slug), Form.deleted_at.is_(None))
    taken = set(session.scalars(near))
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free
