"""The end of a day where the form is at home, also on the days on which clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories.fields import plain_field, plain_form
from wedforms.formspec.deadlines import closed_since, deadline
from wedforms.formspec.definition import Definition
from wedforms.formspec.reading import read_definition

TODAY = date(2026, 11, 28)
#: The day after which it is over, and the moment when it is, in UTC.
ENDS = [
    ("Europe/London", "2027-03-27", "2027-03-28T00:00"),
    ("Europe/London", "2027-03-28", "2027-03-28T23:00"),
    ("Europe/London", "2027-10-31", "2027-11-01T00:00"),
    ("America/New_York", "2027-03-14", "2027-03-15T04:00"),
    ("America/New_York", "2027-11-07", "2027-11-08T05:00"),
    # Midnight is left out; midnight comes twice.
    ("America/Santiago", "2027-09-04", "2027-09-05T04:00"),
    ("America/Havana", "2027-11-06", "2027-11-07T04:00"),
]


def form_of(zone: str, **settings: object) -> Definition:
    raw = plain_form(plain_field("text"), settings={"time_zone": zone, **settings})
    return read_definition(raw)


@pytest.mark.parametrize("name", ["closes_at", "locks_at", "due_at"])
@pytest.mark.parametrize(("zone", "day", "moment"), ENDS)
def test_a_day_ends_at_midnight_where_the_form_is(zone, day, moment, name):
    definition = form_of(zone, **{name: f'date("{day}")'})
    found = deadline(definition, name, {}, today=TODAY)
    assert found is not None
    assert found.astimezone(UTC) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(("zone", "day", "moment"), ENDS)
def test_a_form_is_open_until_that_moment_and_closed_from_it(zone, day, moment):
    definition = form_of(zone, closes_at=f'date("{day}")')
    end = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert closed_since(definition, now=end - timedelta(seconds=1)) is None
    assert closed_since(definition, now=end) == date.fromisoformat(day) + timedelta(days=1)


@pytest.mark.parametrize(
    "closes_at", ["2027-10-31T01:30:00+01:00", "2027-10-31T01:30:00+00:00"], ids=["first", "second"]
)
def test_of_an_hour_that_comes_twice_the_one_that_was_chosen_counts(closes_at):
    definition = form_of("Europe/London", closes_at=closes_at)
    end = datetime.fromisoformat(closes_at)
    assert closed_since(definition, now=end.astimezone(UTC) - timedelta(seconds=1)) is None
    assert closed_since(definition, now=end.astimezone(UTC)) == date(2027, 10, 31)
