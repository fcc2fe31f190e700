"""The day itself as a calendar file."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event

from wedforms.formspec.definition import Definition


def calendar_of(
    definition: Definition, *, day: date, submission_id: UUID, stamp: datetime
) -> bytes:
    """An all-day event; the same submission keeps the same identity, so a change moves it."""
    event = Event()
    event.add("uid", f"{submission_id}@wedforms")
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", definition.settings.get("event_title") or definition.name)
    event.add("transp", "TRANSPARENT")
    calendar = Calendar()
    calendar.add("prodid", "-//WedForms//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
