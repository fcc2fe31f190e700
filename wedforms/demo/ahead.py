"""The demo’s wedding stays ahead: the file names one day, and seeding moves it when it nears."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

#: How far ahead the wedding is at least, so that its guests can still answer.
_LEAST: Final = timedelta(weeks=26)
#: A year in whole weeks: a Saturday stays a Saturday, in the same season.
_YEAR: Final = timedelta(weeks=52)


def with_wedding_ahead(
    definition: Mapping[str, Any], wedding_day: str, *, today: date
) -> dict[str, Any]:
    """The definition whose field `wedding_day` has a day by default that is half a year ahead.

    It moves by whole years, so that for most of a year seeding again changes nothing.
    """
    fields = [
        {**field, "default": day_ahead(date.fromisoformat(field["default"]), today=today)}
        if field["key"] == wedding_day
        else field
        for field in definition["fields"]
    ]
    return {**definition, "fields": fields}


def day_ahead(day: date, *, today: date) -> str:
    """The ISO text of this day, or of its like in the first year that leaves half a year for it."""
    while day < today + _LEAST:
        day += _YEAR
    return day.isoformat()
