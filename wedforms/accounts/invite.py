"""Inviting people: an offer to an address, good for a week, that only its link can accept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from wedforms.accounts.describe import lock_organization
from wedforms.accounts.errors import (
    InvitedAlready,
    LinkEnded,
    MemberAlready,
    NoRoomForMembers,
    RoleTooLow,
)
from wedforms.accounts.members import members_of, require_manager
from wedforms.accounts.people import NewPerson, clean_email, create_person
from wedforms.core.accounts import ROLES, Invitation, UserProfile
from wedforms.core.limits import Room, room_for, use
from wedforms.lib.ids import token_digest

INVITATION_LIFE: Final = timedelta(days=7)
_OWNER: Final = "OWNER"


def invite(
    session: Session, *, email: str, role: str, actor_id: UUID, digest: bytes, now: datetime
) -> Invitation:
    """Offer somebody a place; `actor_id` is the user who invites, `digest` that of the link.

    Raises EmailUnusable, RoleTooLow, MemberAlready, InvitedAlready or NoRoomForMembers. The caller
    owns the transaction.
    """
    email = clean_email(email)
    actor = require_manager(session, actor_id)
    if role not in ROLES or (role == _OWNER and actor.role != _OWNER):
        raise RoleTooLow
    _require_stranger(session, email)
    if any(one.email == email for one in open_invitations(session, now=now)):
        raise InvitedAlready(email)
    return _offer(session, email=email, role=role, digest=digest, now=now, invited_by=actor.id)


def invite_owner(session: Session, *, email: str, digest: bytes, now: datetime) -> Invitation:
    """Offer somebody the open organization itself, by an operator's word.

    An open invitation to the same address ends. Raises EmailUnusable, MemberAlready or
    NoRoomForMembers. The caller owns the transaction.
    """
    email = clean_email(email)
    lock_organization(session)
    _require_stranger(session, email)
    for one in open_invitations(session, now=now):
        if one.email == email:
            one.revoked_at = now
    session.flush()
    return _offer(session, email=email, role=_OWNER, digest=digest, now=now)


def renew_invitation(
    session: Session, invitation_id: UUID, *, actor_id: UUID, digest: bytes, now: datetime
) -> Invitation:
    """Give an invitation a new link and another week; the link before stops working.

    Raises RoleTooLow, LinkEnded or NoRoomForMembers. The caller owns the transaction.
    """
    actor = require_manager(session, actor_id)
    invitation = _unanswered(session, Invitation.id == invitation_id)
    if invitation.role == _OWNER and actor.role != _OWNER:
        raise RoleTooLow
    if invitation.expires_at <= now:
        _require_room(session, now=now)
    invitation.digest, invitation.expires_at = digest, now + INVITATION_LIFE
    session.flush()
    return invitation


def call_back(session: Session, invitation_id: UUID, *, actor_id: UUID, now: datetime) -> None:
    """Let an invitation's link work no more; raises RoleTooLow or LinkEnded."""
    require_manager(session, actor_id)
    _unanswered(session, Invitation.id == invitation_id).revoked_at = now
    session.flush()


def invitations_of(session: Session) -> Sequence[Invitation]:
    """What was offered and neither accepted nor called back, the newest first."""
    wanted = select(Invitation).where(*_WAITING)
    return session.scalars(wanted.order_by(Invitation.created_at.desc())).all()


def open_invitations(session: Session, *, now: datetime) -> Sequence[Invitation]:
    """The invitations whose links work."""
    return [one for one in invitations_of(session) if one.expires_at > now]


def find_invitation(session: Session, secret: str, *, now: datetime) -> Invitation:
    """The invitation behind a link, not used up by looking; raises LinkEnded."""
    invitation = _unanswered(session, Invitation.digest == token_digest(secret))
    if invitation.expires_at <= now:
        raise LinkEnded
    return invitation


def join(
    session: Session, secret: str, *, user_id: UUID, first_name: str, last_name: str, now: datetime
) -> UserProfile:
    """Accept an invitation as somebody who can sign in already; of two at once one succeeds.

    Raises LinkEnded, MemberAlready or LimitReached. The caller owns the transaction and has seen
    that the person's address is the invited one.
    """
    invitation = _locked(session, secret, now=now)
    if any(member.user_id == user_id for member in members_of(session)):
        raise MemberAlready(invitation.email)
    use(session, "users")
    names = {"first_name": first_name, "last_name": last_name}
    profile = UserProfile(user_id=user_id, role=invitation.role, **names)
    session.add(profile)
    invitation.accepted_at = now
    session.flush()
    return profile


def join_as_new(session: Session, secret: str, *, person: NewPerson, now: datetime) -> UUID:
    """Accept an invitation as somebody new, whose address is the invited one; return the user.

    Raises LinkEnded, EmailTaken, PasswordUnusable or LimitReached. The caller owns the transaction.
    """
    _locked(session, secret, now=now)
    user_id = create_person(session, person)
    join(
        session,
        secret,
        user_id=user_id,
        first_name=person.first_name,
        last_name=person.last_name,
        now=now,
    )
    return user_id


def promised_room(session: Session, *, now: datetime) -> Room | None:
    """How many places are taken or promised by open invitations; None where there is no limit."""
    room = room_for(session, "users")
    if room is None:
        return None
    return Room(room.used + len(open_invitations(session, now=now)), room.most)


def _require_stranger(session: Session, email: str) -> None:
    if any(member.email == email for member in members_of(session)):
        raise MemberAlready(email)


def _offer(
    session: Session,
    *,
    email: str,
    role: str,
    digest: bytes,
    now: datetime,
    invited_by: UUID | None = None,
) -> Invitation:
    _require_room(session, now=now)
    invitation = Invitation(
        email=email,
        role=role,
        digest=digest,
        invited_by=invited_by,
        expires_at=now + INVITATION_LIFE,
    )
    session.add(invitation)
    session.flush()
    return invitation


def _require_room(session: Session, *, now: datetime) -> None:
    """Open invitations hold places, so that nobody is invited who could not come in."""
    room = promised_room(session, now=now)
    if room is not None and room.is_gone:
        raise NoRoomForMembers(room.most)


def _locked(session: Session, secret: str, *, now: datetime) -> Invitation:
    wanted = select(Invitation).where(
        Invitation.digest == token_digest(secret), *_WAITING, Invitation.expires_at > now
    )
    locked = wanted.with_for_update().execution_options(populate_existing=True)
    found = session.scalar(locked)
    if found is None:
        raise LinkEnded
    return found


def _unanswered(session: Session, condition: ColumnElement[bool]) -> Invitation:
    found = session.scalar(select(Invitation).where(condition, *_WAITING))
    if found is None:
        raise LinkEnded
    return found


_WAITING: Final = (Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
