"""The organization opened for whoever is signed in."""

from __future__ import annotations

from contextlib import AbstractContextManager

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.core.accounts import Organization
from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.web.studio.person import organization_id, person


def opened() -> AbstractContextManager[Session]:
    """One transaction in the person's organization, with their name in the trail."""
    return tenant_transaction(db.session, organization_id(), actor_id=person().user_id)


def home(session: Session) -> Organization:
    """The organization itself: its country and its time zone."""
    return session.scalars(select(Organization)).one()
