"""The end of a term: answers that were promised to be kept for so many days, and no longer.

And of uploads that no answer names: taken back before sending, or left in a draft that ended.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from wedforms.core.tenancy import open_organization

#: How many submissions one transaction erases.
MOST: Final = 200
#: Whoever is at a page with a file has so long to send it.
_PATIENCE: Final = timedelta(days=2)
_ERASE: Final = text("SELECT erase_due_answers(:organization_id, :most)")
_UNNAMED: Final = text("SELECT erase_unnamed_files(:organization_id, :before)")


def erase_due_answers(session: Session) -> bool:
    """Erase answers of the open organization whose term is over; whether there may be more.

    What is erased and when a term ends: `retention_days` in docs/definition.md.
    """
    given = {"organization_id": open_organization(session), "most": MOST}
    return bool(session.execute(_ERASE, given).scalar_one() == MOST)


def erase_unnamed_files(session: Session, *, now: datetime) -> int:
    """Erase uploads of the open organization that no answer, draft or paper names; how many.

    What came within two days is left alone.
    """
    given = {"organization_id": open_organization(session), "before": now - _PATIENCE}
    return int(session.execute(_UNNAMED, given).scalar_one())
