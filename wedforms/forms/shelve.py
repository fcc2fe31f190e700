"""Taking a form away and bringing it back; switching it off and on."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wedforms.core import limits
from wedforms.forms.begin import free_slug
from wedforms.forms.errors import FormNotFound
from wedforms.forms.models import Form


def delete_form(session: Session, form_id: UUID) -> Form:
    """Take the form down; what was answered stays, and it can be restored. Raises FormNotFound."""
    form = _locked(session, form_id)
    if form.deleted_at is None:
        form.deleted_at = func.now()
        session.flush()
        if not form.is_template:
            limits.give_back(session, "forms")
    return form


def restore_form(session: Session, form_id: UUID) -> Form:
    """Bring a deleted form back, at its address or, where another has it, at one like it.

    Raises FormNotFound, and LimitReached when the organization may have no more forms.
    """
    form = _locked(session, form_id)
    if form.deleted_at is not None:
        if not form.is_template:
            limits.use(session, "forms")
        form.slug = free_slug(session, form.slug)
        form.deleted_at = None
        session.flush()
    return form


def switch_form(session: Session, form_id: UUID, *, on: bool) -> Form:
    """Let people fill the form in, or not, without touching what is published."""
    form = _locked(session, form_id)
    if form.deleted_at is not None:
        raise FormNotFound
    form.is_active = on
    session.flush()
    return form


def deleted_form(session: Session, form_id: UUID | None) -> Form | None:
    """The form with this identity, if it was deleted."""
    return session.scalar(select(Form).where(Form.id == form_id, Form.deleted_at.is_not(None)))


def deleted_forms(session: Session) -> Sequence[Form]:
    """Every form and template that was deleted, the last one first."""
    gone = select(Form).where(Form.deleted_at.is_not(None))
    return session.scalars(gone.order_by(Form.deleted_at.desc(), Form.id)).all()


def has_deleted_forms(session: Session) -> bool:
    """Whether there is anything to bring back."""
    gone = select(Form.id).where(Form.deleted_at.is_not(None))
    return session.scalar(gone.limit(1)) is not None


def _locked(session: Session, form_id: UUID) -> Form:
    form = session.scalar(select(Form).where(Form.id == form_id).with_for_update())
    if form is None:
        raise FormNotFound
    return form
