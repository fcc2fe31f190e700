"""Wall times where the clocks change: left out, twice, and around."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from wedforms.lib.walltime import moment_at

MOMENTS = [
    ("Europe/London", "2027-06-05T14:00", "2027-06-05T13:00"),
    ("Europe/London", "2027-03-28T00:59", "2027-03-28T00:59"),
    ("Europe/London", "2027-03-28T01:00", "2027-03-28T01:00"),
    ("Europe/London", "2027-03-28T01:30", "2027-03-28T01:00"),
    ("Europe/London", "2027-03-28T02:00", "2027-03-28T01:00"),
    ("Europe/London", "2027-10-31T01:30", "2027-10-31T00:30"),
    ("Europe/London", "2027-10-31T02:00", "2027-10-31T02:00"),
    ("America/New_York", "2027-03-14T02:45", "2027-03-14T07:00"),
    ("America/New_York", "2027-03-14T03:00", "2027-03-14T07:00"),
    ("America/New_York", "2027-11-07T01:30", "2027-11-07T05:30"),
    ("America/New_York", "2027-11-07T02:00", "2027-11-07T07:00"),
    # By half an hour, at midnight, over midnight, and a day that never was.
    ("Australia/Lord_Howe", "2027-10-03T02:20", "2027-10-02T15:30"),
    ("America/Santiago", "2027-09-05T00:00", "2027-09-05T04:00"),
    ("America/Havana", "2027-11-07T00:00", "2027-11-07T04:00"),
    ("America/Scoresbysund", "2027-03-27T23:59", "2027-03-28T01:00"),
    ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00"),
]


@pytest.mark.parametrize(("zone", "wall", "moment"), MOMENTS)
def test_a_wall_time_is_one_moment(zone, wall, moment):
    shown = datetime.fromisoformat(wall)
    found = moment_at(shown.date(), shown.time(), ZoneInfo(zone))
    assert found.astimezone(UTC) == datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert found.tzinfo == ZoneInfo(zone)
