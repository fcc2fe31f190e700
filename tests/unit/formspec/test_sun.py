"""The time of sunset, held against what almanacs have published."""

from __future__ import annotations

from calendar import isleap
from datetime import date, datetime, time, timedelta
from math import acos, cos, degrees, pi, radians, sin, tan
from zoneinfo import ZoneInfo

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


def almanac(day: date, place: Place) -> datetime:
    """Sunset by NOAA's low-accuracy equations (Global Monitoring Laboratory), written anew here.

    They give the sun of six in the evening, and in the north they are a few minutes off.
    """
    zone = ZoneInfo(place.time_zone)
    offset = datetime.combine(day, time(18), tzinfo=zone).utcoffset()
    year = 2 * pi / (366 if isleap(day.year) else 365)
    turn = year * (day.timetuple().tm_yday - 1 + (18 - 12) / 24)
    equation = 229.18 * (
        0.000075 + 0.001868 * cos(turn) - 0.032077 * sin(turn)
        - 0.014615 * cos(2 * turn) - 0.040849 * sin(2 * turn)
    )  # fmt: skip
    tilt = (
        0.006918 - 0.399912 * cos(turn) + 0.070257 * sin(turn) - 0.006758 * cos(2 * turn)
        + 0.000907 * sin(2 * turn) - 0.002697 * cos(3 * turn) + 0.00148 * sin(3 * turn)
    )  # fmt: skip
    north = radians(place.latitude)
    hour = degrees(acos(cos(radians(90.833)) / (cos(north) * cos(tilt)) - tan(north) * tan(tilt)))
    minutes = 720 - 4 * (place.longitude - hour) - equation
    return datetime.combine(day, time()) + timedelta(minutes=minutes) + offset


@pytest.mark.parametrize("day", [date(2026, month, 14) for month in range(1, 13)])
@pytest.mark.parametrize("place", [LONDON, EDINBURGH, NEW_YORK, SYDNEY, AUCKLAND, HONOLULU])
def test_the_sun_sets_as_equations_that_the_library_does_not_use_say(place, day):
    found = datetime.combine(day, sunset(day, place))
    assert abs(found - almanac(day, place)) <= timedelta(minutes=4)


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
