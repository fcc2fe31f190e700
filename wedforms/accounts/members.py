"""The people of an organization: who they are, what they may do, and how they leave.

Every change takes the organization's lock first and asks again what its actor may do, so that two
people who change each other's role at once are one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.orm import Session

from wedforms.accounts.describe import lock_organization
from wedforms.accounts.errors import LastOwner, MemberNotFound, RoleTooLow
from wedforms.accounts.permissions import may
from wedforms.core.accounts import ROLES, UserProfile
from wedforms.core.limits import give_back
from wedforms.core.tenancy import open_organization

_EMAILS: Final = text("SELECT * FROM member_emails(:organization_id)")
_OWNER: Final = "OWNER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who works in the organization."""

    id: UUID
    user_id: UUID
    name: str
    email: str
    is_verified: bool
    role: str
    joined_at: datetime


def members_of(session: Session) -> Sequence[Member]:
    """Everybody who works in the open organization: owners first, then by name."""
    asked = {"organization_id": open_organization(session)}
    emails = {row.user_id: row for row in session.execute(_EMAILS, asked)}
    profiles = session.scalars(select(UserProfile).where(UserProfile.deleted_at.is_(None)))
    known = [one for one in profiles if one.user_id in emails]
    known.sort(key=lambda one: (ROLES.index(one.role), one.full_name or "", one.id))
    return [
        Member(
            id=one.id,
            user_id=one.user_id,
            name=one.full_name or emails[one.user_id].email,
            email=emails[one.user_id].email,
            is_verified=emails[one.user_id].is_verified,
            role=one.role,
            joined_at=one.created_at,
        )
        for one in known
    ]


def change_role(session: Session, profile_id: UUID, *, role: str, actor_id: UUID) -> None:
    """Give a member another role; `actor_id` is the user who does it.

    Raises MemberNotFound, RoleTooLow or LastOwner. The caller owns the transaction.
    """
    actor = require_manager(session, actor_id)
    member = _member(session, profile_id)
    if _OWNER in (role, member.role) and actor.role != _OWNER:
        raise RoleTooLow
    if role not in ROLES:
        raise RoleTooLow
    if role != _OWNER:
        _require_another_owner(session, member)
    member.role = role
    session.flush()


def remove_member(session: Session, profile_id: UUID, *, actor_id: UUID, now: datetime) -> None:
    """End a membership: the member's browsers see nothing of the organization from now on.

    Raises MemberNotFound, RoleTooLow or LastOwner. The caller owns the transaction.
    """
    actor = require_manager(session, actor_id)
    member = _member(session, profile_id)
    if member.role == _OWNER and actor.role != _OWNER:
        raise RoleTooLow
    _end(session, member, now=now)


def leave(session: Session, *, user_id: UUID, now: datetime) -> None:
    """End one's own membership; raises MemberNotFound or LastOwner."""
    lock_organization(session)
    _end(session, _profile_of(session, user_id), now=now)


def require_manager(session: Session, user_id: UUID) -> UserProfile:
    """The membership of somebody who may manage people, under the lock; raises RoleTooLow."""
    lock_organization(session)
    try:
        actor = _profile_of(session, user_id)
    except MemberNotFound:
        raise RoleTooLow from None
    if not may(actor.role, "manage"):
        raise RoleTooLow
    return actor


def _end(session: Session, member: UserProfile, *, now: datetime) -> None:
    _require_another_owner(session, member)
    member.deleted_at = now
    session.flush()
    give_back(session, "users")


def _require_another_owner(session: Session, member: UserProfile) -> None:
    owners = select(func.count()).select_from(UserProfile)
    others = owners.where(
        UserProfile.role == _OWNER,
        UserProfile.deleted_at.is_(None),
        UserProfile.id != member.id,
    )
    if member.role == _OWNER and not session.scalar(others):
        raise LastOwner


def _member(session: Session, profile_id: UUID) -> UserProfile:
    return _one(session, UserProfile.id == profile_id)


def _profile_of(session: Session, user_id: UUID) -> UserProfile:
    return _one(session, UserProfile.user_id == user_id)


def _one(session: Session, condition: ColumnElement[bool]) -> UserProfile:
    wanted = select(UserProfile).where(condition, UserProfile.deleted_at.is_(None))
    found = session.scalar(wanted.execution_options(populate_existing=True))
    if found is None:
        raise MemberNotFound
    return found
