"""Which days are taken, and which Saturdays are free nearby."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.published import NOW
from wedforms.clients.busy import (
    diary_from,
    enter_busy_days,
    free_busy_days,
    free_saturdays,
    is_busy,
)
from wedforms.clients.enrol import enrol_client
from wedforms.clients.errors import ClientNotFound, FactsRefused
from wedforms.clients.facts import ClientFacts

TODAY = date(2026, 11, 23)
SATURDAY = date(2027, 6, 5)
WEEK = timedelta(weeks=1)


def wedding(office, day, *, status="booked", deleted_at=None):
    with office.work() as session:
        client = enrol_client(session, ClientFacts(partner_1_name="Ana", wedding_date=day))
        client.status, client.deleted_at = status, deleted_at
        return client.id


def take(office, first, last=None, note=""):
    with office.work() as session:
        enter_busy_days(session, first=first, last=last or first, note=note)


def busy(office, day, **facts):
    with office.work() as session:
        return is_busy(session, day, **facts)


@pytest.mark.parametrize(
    ("facts", "is_taken"),
    [
        ({}, True),
        ({"status": "lead"}, False),
        ({"status": "archived"}, False),
        ({"deleted_at": NOW}, False),
    ],
)
def test_the_wedding_of_a_booked_couple_takes_its_day(ours, theirs, facts, is_taken):
    client_id = wedding(ours, SATURDAY, **facts)
    assert busy(ours, SATURDAY) is is_taken
    assert not busy(ours, SATURDAY, but_for=client_id)
    assert not busy(ours, SATURDAY + timedelta(days=1))
    assert not busy(theirs, SATURDAY)


def test_entered_days_are_taken_from_the_first_to_the_last_until_given_free(ours, theirs):
    take(ours, SATURDAY, SATURDAY + WEEK, "Holiday")
    taken = [busy(ours, SATURDAY + timedelta(days=number)) for number in range(-1, 9)]
    assert taken == [False, *[True] * 8, False]
    assert not busy(theirs, SATURDAY)
    with ours.work() as session:
        [entry] = diary_from(session, TODAY).entered
    with theirs.work() as session, pytest.raises(ClientNotFound):
        free_busy_days(session, entry.id, now=NOW)
    with ours.work() as session:
        free_busy_days(session, entry.id, now=NOW)
    assert not busy(ours, SATURDAY)


def test_the_nearest_free_saturdays_are_free_and_ahead(ours):
    wedding(ours, SATURDAY)
    take(ours, SATURDAY + WEEK)
    with ours.work() as session:
        assert free_saturdays(session, SATURDAY, today=TODAY) == [
            SATURDAY - 2 * WEEK,
            SATURDAY - WEEK,
        ]
        assert free_saturdays(session, SATURDAY, today=SATURDAY - WEEK) == [
            SATURDAY + 2 * WEEK,
            SATURDAY + 3 * WEEK,
        ]


def test_a_full_season_has_no_alternative(ours):
    take(ours, SATURDAY - 9 * WEEK, SATURDAY + 9 * WEEK)
    with ours.work() as session:
        assert free_saturdays(session, SATURDAY, today=TODAY) == []


@pytest.mark.parametrize(
    ("last", "note"),
    [(SATURDAY - WEEK, ""), (SATURDAY + timedelta(days=366), ""), (SATURDAY, "x" * 201)],
)
def test_what_makes_no_sense_is_not_entered(ours, last, note):
    with pytest.raises(FactsRefused):
        take(ours, SATURDAY, last, note)
    assert not busy(ours, SATURDAY)
