"""Where a couple's reply goes: to the organization, which says nothing of it on day one."""

from __future__ import annotations

from sqlalchemy.orm import Session

from wedforms.accounts.members import members_of
from wedforms.core.accounts import Organization


def reply_address(session: Session, organization: Organization) -> str:
    """The address of the business, else that of its first owner who confirmed theirs; '' for none.

    Without one a reply would go to the service's sender, which nobody reads.
    """
    if organization.email:
        return organization.email
    owners = (one for one in members_of(session) if one.role == "OWNER" and one.is_verified)
    first = min(owners, key=lambda one: (one.joined_at, one.id), default=None)
    return first.email if first else ""
