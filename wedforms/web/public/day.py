"""The day itself as a calendar file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from icalendar import Calendar, Event

from wedforms.formspec.definition import Definition


def event_day(definition: Definition, answers: Mapping[str, Any]) -> date | None:
    """The date that the form is about, if it was answered."""
    answer = answers.get(definition.settings.get("event_date", ""))
    text = answer.get("date") if isinstance(answer, Mapping) else answer
    try:
        return date.fromisoformat(str(text)[:10]) if text else None
    except ValueError:
        return None


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
