"""What a clock on the wall shows somewhere, as the moment that it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_SECOND: Final = timedelta(seconds=1)


def moment_at(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment when it is `at` on this day there.

    A time that a change of clocks leaves out is the first moment after it; one that comes twice
    is the first of the two.
    """
    wall = datetime.combine(day, at, zone)
    late = wall.astimezone(UTC)
    if late.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return wall
    early = wall.replace(fold=1).astimezone(UTC)
    while late - early > _SECOND:
        middle = early + (late - early) // 2
        if middle.astimezone(zone).utcoffset() == wall.utcoffset():
            early = middle
        else:
            late = middle
    return late.replace(microsecond=0).astimezone(zone)
