"""Beginning a form: blank, with a name and a type."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.core import limits
from wedforms.core.accounts import Organization
from wedforms.forms.errors import OperationRefused
from wedforms.forms.models import Form
from wedforms.formspec.definition import ENGLISH_FORM
from wedforms.formspec.errors import Problem
from wedforms.formspec.reading import FORM, FORM_TYPES
from wedforms.formspec.shapes import INVALID, Faults
from wedforms.lib.text import slug_of

#: The settings of a form that tell where it is at home.
HOME: Final = ("currency", "country", "time_zone")


def begin_form(
    session: Session, *, name: str, form_type: str, created_by: UUID | None = None
) -> Form:
    """A new form without fields, at an address made of its name, at home where its owner is.

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
    owner = session.scalars(select(Organization)).one()
    form = Form(
        name=words,
        slug=free_slug(session, words),
        form_type=form_type,
        created_by=created_by,
        locale=language_of(owner),
        settings=home_of(owner),
    )
    session.add(form)
    session.flush()
    return form


def home_of(owner: Organization) -> dict[str, str]:
    """The settings that tell where its forms are at home, the usual ones left out."""
    said = {name: str(getattr(owner, name)) for name in HOME}
    return {name: text for name, text in said.items() if text != getattr(ENGLISH_FORM, name)}


def language_of(owner: Organization) -> str:
    """The language in which its forms are written; English where no form can be in its own."""
    read = FORM.keys["locale"].shape.read(owner.locale, "locale", Faults())
    return ENGLISH_FORM.locale if read is INVALID else str(read)


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
