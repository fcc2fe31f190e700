"""The transaction of a page of the studio: of the person's organization, in the person's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.web.studio.person import organization_id, person

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy.orm import Session


def at_work() -> AbstractContextManager[Session]:
    """Everything inside is one tenant transaction; the trail names who is signed in."""
    return tenant_transaction(db.session, organization_id(), actor_id=person().user_id)
