"""The time of sunset, held against what almanacs have published."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from tests.cases.reading import load
from tests.web.forms import field, form
from wedforms.formspec.errors import DefinitionRejected
from wedforms.formspec.reading import read_definition
from wedforms.formspec.sun import Place, event_day, sunset

LONDON = Place(51.5074, -0.1278, "Europe/London")
EDINBURGH = Place(55.9533, -3.1883, "Europe/London")
NEW_YORK = Place(40.7128, -74.0060, "America/New_York")
SYDNEY = Place(-33.8688, 151.2093, "Australia/Sydney")
AUCKLAND = Place(-36.8485, 174.7633, "Pacific/Auckland")
HONOLULU = Place(21.3069, -157.8583, "Pacific/Honolulu")
TROMSO = Place(69.6492, 18.9553, "Europe/Oslo")


@pytest.mark.parametrize(
    ("place", "day", "published"),
    [
        # As printed in the almanacs for these cities; they differ by a minute among themselves.
        (LONDON, date(2024, 6, 21), time(21, 21)),
        (LONDON, date(2024, 12, 21), time(15, 53)),
        (LONDON, date(2024, 3, 20), time(18, 14)),
        (EDINBURGH, date(2024, 6, 21), time(22, 2)),
        (NEW_YORK, date(2024, 6, 20), time(20, 30)),
        (NEW_YORK, date(2024, 12, 21), time(16, 32)),
        (SYDNEY, date(2024, 12, 21), time(20, 5)),
        (AUCKLAND, date(2024, 12, 21), time(20, 39)),
        (HONOLULU, date(2024, 6, 20), time(19, 16)),
    ],
)
def test_the_sun_sets_as_almanacs_say(place, day, published):
    found = sunset(day, place)
    apart = datetime.combine(day, found) - datetime.combine(day, published)
    assert abs(apart.total_seconds()) <= 60
    assert (found.second, found.microsecond) == (0, 0)


def test_the_cases_that_scripts_are_held_to_are_what_is_said_here():
    for case in load("sunset"):
        there = case["place"]
        place = Place(float(there["latitude"]), float(there["longitude"]), there["zone"])
        found = sunset(date.fromisoformat(case["day"]), place)
        assert (found.strftime("%H:%M") if found else None) == case["at"], case


def test_where_the_sun_does_not_set_there_is_no_time():
    assert sunset(date(2026, 6, 21), TROMSO) is None
    assert sunset(date(2026, 12, 21), TROMSO) is None
    assert sunset(date(2026, 3, 21), TROMSO) is not None


def test_summer_time_begins_where_it_does():
    before, after = (sunset(date(2026, 3, day), LONDON) for day in (28, 29))
    assert (before.hour, after.hour) == (18, 19)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("2027-06-05", date(2027, 6, 5)),
        ({"date": "2027-06-05"}, date(2027, 6, 5)),
        ({"undecided": True}, None),
        ("soon", None),
        (None, None),
    ],
)
def test_the_day_is_the_one_the_form_is_about(answer, expected):
    asked = form(field("day", "wedding_date"), settings={"event_date": "day"})
    assert event_day(read_definition(asked), {"day": answer}) == expected


@pytest.mark.parametrize("rules", [{"latitude": 51}, {"longitude": 0}, {"latitude": 91}])
def test_half_a_place_and_no_place_on_earth_are_refused(rules):
    with pytest.raises(DefinitionRejected):
        read_definition(form(field("who"), field("sun", "sunset", validation_rules=rules)))
