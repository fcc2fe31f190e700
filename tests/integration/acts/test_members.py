"""Two people at once: one act comes after the other, and an organization is never without an owner."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import update

from tests.published import NOW, Office
from wedforms.accounts.errors import AccountError, LastOwner, LinkEnded, RoleTooLow
from wedforms.accounts.invite import invite, join, join_as_new
from wedforms.accounts.members import change_role, leave, members_of, remove_member
from wedforms.accounts.people import NewPerson, create_person
from wedforms.accounts.signup import add_owner
from wedforms.core.accounts import Organization, UserProfile
from wedforms.core.limits import LimitReached, room_for
from wedforms.lib.ids import new_token

PASSWORD = "three quiet words"


def person(name: str) -> NewPerson:
    return NewPerson(email=f"{name}@example.com", password=PASSWORD, first_name=name, last_name="X")


def invited(session, name: str, owner: UUID, *, role: str = "MEMBER") -> str:
    """The secret of a new invitation."""
    token = new_token()
    invite(
        session,
        email=f"{name}@example.com",
        role=role,
        actor_id=owner,
        digest=token.digest,
        now=NOW,
    )
    return token.secret


@pytest.fixture
def hire(ours: Office) -> Callable[[str, str], tuple[UUID, UUID]]:
    """Somebody with a role in our organization: the ids of the user and of the membership."""

    def hired(name: str, role: str) -> tuple[UUID, UUID]:
        with ours.work() as session:
            user_id = add_owner(session, person(name))
            [profile] = [one for one in members_of(session) if one.user_id == user_id]
            session.execute(
                update(UserProfile).where(UserProfile.id == profile.id).values(role=role)
            )
            return user_id, profile.id

    return hired


def at_once(office: Office, *acts: Callable[..., object]) -> list[type[Exception] | None]:
    """Do all acts at the same moment, each in a transaction of its own; what became of each."""
    barrier = Barrier(len(acts))

    def attempt(act: Callable[..., object]) -> type[Exception] | None:
        try:
            with office.work() as session:
                barrier.wait()
                act(session)
        except (AccountError, LimitReached) as fault:
            return type(fault)
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(attempt, acts))


def roles(office: Office) -> list[str]:
    with office.work() as session:
        return [one.role for one in members_of(session)]


def test_two_owners_who_demote_each_other_leave_one(ours, hire):
    (first, first_profile), (second, second_profile) = hire("ana", "OWNER"), hire("bo", "OWNER")
    outcome = at_once(
        ours,
        lambda session: change_role(session, second_profile, role="VIEWER", actor_id=first),
        lambda session: change_role(session, first_profile, role="VIEWER", actor_id=second),
    )
    assert sorted(map(str, outcome)) == sorted(map(str, [None, RoleTooLow]))
    assert roles(ours) == ["OWNER", "VIEWER"]


def test_two_administrators_who_demote_each_other_leave_one(ours, hire):
    hire("owner", "OWNER")
    (first, first_profile), (second, second_profile) = hire("ana", "ADMIN"), hire("bo", "ADMIN")
    outcome = at_once(
        ours,
        lambda session: remove_member(session, second_profile, actor_id=first, now=NOW),
        lambda session: change_role(session, first_profile, role="VIEWER", actor_id=second),
    )
    assert outcome.count(RoleTooLow) == 1
    assert len(roles(ours)) in (2, 3)


def test_two_owners_who_leave_at_once_leave_one(ours, hire):
    (first, _), (second, _) = hire("ana", "OWNER"), hire("bo", "OWNER")
    outcome = at_once(
        ours,
        lambda session: leave(session, user_id=first, now=NOW),
        lambda session: leave(session, user_id=second, now=NOW),
    )
    assert outcome.count(LastOwner) == 1
    assert roles(ours) == ["OWNER"]


def test_an_invitation_accepted_twice_at_once_is_one_membership(ours, hire):
    owner, _ = hire("ana", "OWNER")
    with ours.work() as session:
        secret = invited(session, "sam", owner, role="MEMBER")
        user_id = create_person(session, person("sam"))
    accept = {"user_id": user_id, "first_name": "Sam", "last_name": "", "now": NOW}
    outcome = at_once(ours, *[lambda session: join(session, secret, **accept)] * 3)
    assert outcome.count(None) == 1
    assert outcome.count(LinkEnded) == 2
    with ours.work() as session:
        assert [one.email for one in members_of(session)] == ["ana@example.com", "sam@example.com"]
    assert roles(ours) == ["OWNER", "MEMBER"]


def test_the_last_place_is_taken_once(ours, hire):
    owner, _ = hire("ana", "OWNER")
    with ours.work() as session:
        secrets = [(invited(session, one, owner), person(one)) for one in ("sam", "kim", "lee")]
        session.execute(update(Organization).values(max_users=2))
    outcome = at_once(
        ours,
        *[
            lambda session, secret=secret, one=one: join_as_new(
                session, secret, person=one, now=NOW
            )
            for secret, one in secrets
        ],
    )
    assert sorted(map(str, outcome)) == sorted(map(str, [None, LimitReached, LimitReached]))
    assert len(roles(ours)) == 2


def test_places_are_given_back_by_those_who_go(ours, hire):
    hire("ana", "OWNER")
    user_id, _ = hire("bo", "MEMBER")
    with ours.work() as session:
        session.execute(update(Organization).values(max_users=2))
        leave(session, user_id=user_id, now=NOW)
    with ours.work() as session:
        room = room_for(session, "users")
    assert (room.used, room.most) == (1, 2)


def test_an_invitation_of_one_organization_opens_no_other(ours, theirs, hire):
    owner, _ = hire("ana", "OWNER")
    with ours.work() as session:
        secret = invited(session, "sam", owner, role="OWNER")
    with pytest.raises(LinkEnded), theirs.work() as session:
        join_as_new(session, secret, person=person("sam"), now=NOW)
    with theirs.work() as session:
        assert members_of(session) == []


def test_a_link_ends_with_its_week(ours, hire):
    owner, _ = hire("ana", "OWNER")
    with ours.work() as session:
        secret = invited(session, "sam", owner, role="MEMBER")
    late = NOW + timedelta(days=7)
    with pytest.raises(LinkEnded), ours.work() as session:
        join_as_new(session, secret, person=person("sam"), now=late)


def test_addresses_of_members_are_those_of_the_open_organization(ours, theirs, hire):
    hire("ana", "OWNER")
    with theirs.work() as session:
        add_owner(session, person("thea"))
        assert [one.email for one in members_of(session)] == ["thea@example.com"]
