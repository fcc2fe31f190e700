"""When the sun sets: on a day, at a place, by the clock there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import astral.sun

from wedforms.formspec.definition import Definition

#: Almanacs round to the nearest minute.
_HALF_A_MINUTE: Final = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Place:
    """A place on earth, in degrees north and east, with its IANA zone."""

    latitude: float
    longitude: float
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wedding:
    """What is known of a couple's wedding beside their answers."""

    day: date | None = None
    place: Place | None = None


def sunset(day: date, place: Place) -> time | None:
    """The minute of sunset; None where the sun does not set on that day."""
    where = astral.Observer(place.latitude, place.longitude)
    try:
        moment = astral.sun.sunset(where, day, tzinfo=ZoneInfo(place.time_zone))
    except ValueError:
        return None
    return (moment + _HALF_A_MINUTE).time().replace(second=0, microsecond=0)


def event_day(definition: Definition, answers: Mapping[str, Any]) -> date | None:
    """The date that the form is about, if it was answered."""
    answer = answers.get(definition.settings.get("event_date", ""))
    text = answer.get("date") if isinstance(answer, Mapping) else answer
    try:
        return date.fromisoformat(str(text)[:10]) if text else None
    except ValueError:
        return None
