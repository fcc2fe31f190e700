"""What a messenger tells of a form before anybody opens it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from flask_babel import gettext

from wedforms.formspec.deadlines import deadline
from wedforms.formspec.definition import Definition
from wedforms.formspec.fieldtypes.dates import show_date, show_time

_MOMENT: Final = timedelta(minutes=1)
_LAST_HOUR: Final = 23


def introduction(definition: Definition, *, organization: str, today: date) -> str:
    """The supplier's own words; without any, whose form it is and until when it is open."""
    if definition.description:
        return definition.description
    if until := _until(definition, today):
        words = gettext(
            "A form from %(organization)s. Open until %(day)s.",
            organization=organization,
            day=until,
        )
        return str(words)
    return str(gettext("A form from %(organization)s.", organization=organization))


def _until(definition: Definition, today: date) -> str:
    """The last day, with the hour where it ends in the midst of it; empty where none is known."""
    closes_at = deadline(definition, "closes_at", {}, today=today)
    if closes_at is None:
        return ""
    try:
        ends = closes_at.astimezone(ZoneInfo(definition.facts.time_zone))
        last = ends - _MOMENT
    except OverflowError:  # on the last day of the calendar there is no other zone
        return ""
    return _in_words(last, ends, definition.locale)


def _in_words(last: datetime, ends: datetime, language: str) -> str:
    day = show_date(last.date().isoformat(), language)
    if last.hour == _LAST_HOUR:
        return day
    return f"{day}, {show_time(ends.time().isoformat('minutes'), language)}"
