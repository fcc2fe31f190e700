"""The end of a term: answers that were promised to be kept for so many days, and no longer."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from wedforms.core.tenancy import open_organization

#: How many submissions one transaction erases.
MOST: Final = 200
_ERASE: Final = text("SELECT erase_due_answers(:organization_id, :most)")


def erase_due_answers(session: Session) -> bool:
    """Erase answers of the open organization whose term is over; whether there may be more.

    What is erased and when a term ends: `retention_days` in docs/definition.md.
    """
    given = {"organization_id": open_organization(session), "most": MOST}
    return bool(session.execute(_ERASE, given).scalar_one() == MOST)
