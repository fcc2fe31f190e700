"""What every page about sharing begins with: the form, and the person's transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db, services
from wedforms.forms import Form
from wedforms.forms.errors import FormNotFound
from wedforms.forms.find import form_of_version
from wedforms.formspec.deadlines import closed_since
from wedforms.lib import clock
from wedforms.web.studio.person import membership, organization_id, person


@contextmanager
def work() -> Iterator[Session]:
    """One transaction of the organization that the person works in, in the person's name."""
    with tenant_transaction(db.session, organization_id(), actor_id=person().user_id) as session:
        yield session


def kept(session: Session, form_id: UUID) -> Form:
    """The form with this id; raises FormNotFound."""
    form = session.scalar(select(Form).where(Form.id == form_id, Form.deleted_at.is_(None)))
    if form is None:
        raise FormNotFound
    return form


def form_closed_since(form: Form) -> date | None:
    """The day since which nobody can answer what is published; None while somebody can."""
    if form.published_version_id is None:
        return None
    with work() as session:
        version = form_of_version(session, form.published_version_id)
    return closed_since(version.compiled.definition, now=clock.now())


def whole(path: str) -> str:
    """An address as it is told to others."""
    return f"{services().settings.public_url}{path}"


def public_address(form: Form) -> str:
    """The whole address of a form that everybody may fill in."""
    return whole(url_for("public.fill", org=membership().slug, slug=form.slug))
