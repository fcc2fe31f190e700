"""Passkeys are few for each person, however many devices add one at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from tests.published import Office
from wedforms.accounts.passkeys import passkeys_of, remove_passkey
from wedforms.accounts.people import NewPerson
from wedforms.accounts.signup import add_owner
from wedforms.lib.ids import uuid7

MOST = 20
KEEP = text("SELECT keep_passkey(:id, :user_id, 'a phone', :credential_id, '\\x00', 0)")


def person(office: Office, name: str) -> UUID:
    given = {"email": f"{name}@example.com", "password": "three quiet words"}
    with office.work() as session:
        return add_owner(session, NewPerson(**given, first_name=name, last_name="X"))


def keep(engine: Engine, user_id: UUID) -> bool:
    given = {"id": uuid7(), "user_id": user_id, "credential_id": uuid7().bytes}
    with engine.begin() as connection:
        return bool(connection.scalar(KEEP, given))


@pytest.fixture
def full_but_one(engine: Engine, ours: Office) -> UUID:
    """Somebody with one passkey less than is allowed."""
    user_id = person(ours, "ana")
    assert all(keep(engine, user_id) for _ in range(MOST - 1))
    return user_id


def test_of_many_devices_at_once_one_gets_the_last_place(engine, full_but_one):
    barrier = Barrier(8)

    def add(_: int) -> bool:
        with engine.begin() as connection:
            connection.execute(text("select 1"))
            barrier.wait()
            given = {"id": uuid7(), "user_id": full_but_one, "credential_id": uuid7().bytes}
            return bool(connection.scalar(KEEP, given))

    with ThreadPoolExecutor(8) as devices:
        assert sorted(devices.map(add, range(8))) == [False] * 7 + [True]
    assert len(passkeys_of(engine, full_but_one)) == MOST


def test_one_that_is_removed_makes_place_and_others_have_their_own(engine, theirs, full_but_one):
    assert keep(engine, full_but_one)
    assert not keep(engine, full_but_one)
    assert keep(engine, person(theirs, "bo"))
    at_once = engine.execution_options(isolation_level="AUTOCOMMIT")
    first, *_ = passkeys_of(at_once, full_but_one)
    with at_once.connect() as connection:
        remove_passkey(connection, full_but_one, passkey_id=first.passkey_id)
    assert keep(engine, full_but_one)


def test_nobody_has_none(engine):
    assert not keep(engine, uuid7())
