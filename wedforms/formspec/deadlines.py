"""When a form closes and when sent answers can no longer be changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wedforms.formspec.definition import Definition
from wedforms.formspec.expression import evaluate, open_form, world_of
from wedforms.lib.walltime import moment_at


def deadline(
    definition: Definition, name: str, answers: Mapping[str, Any], *, today: date
) -> datetime | None:
    """The moment of `closes_at`, `locks_at` or `due_at`, or None when the form does not say.

    A setting that is an expression gives a date; it means the end of that day in the form's zone.
    """
    setting = definition.settings.get(name)
    if setting is None:
        return None
    if isinstance(setting, str):
        return datetime.fromisoformat(setting)
    day = evaluate(setting, open_form(definition, answers, world_of(definition, today)))
    return _end_of(day, definition) if isinstance(day, date) else None


def closed_since(definition: Definition, *, now: datetime) -> date | None:
    """The day since which nobody can answer the form, where it is; None while somebody can."""
    zone = ZoneInfo(definition.facts.time_zone)
    today = now.astimezone(zone).date()
    closes_at = deadline(definition, "closes_at", {}, today=today)
    if closes_at is None or closes_at > now:
        return None
    try:
        return closes_at.astimezone(zone).date()
    except OverflowError:  # the first day of the calendar has no day before it
        return closes_at.date()


def _end_of(day: date, definition: Definition) -> datetime | None:
    if day == date.max:
        return None
    zone = ZoneInfo(definition.facts.time_zone)
    return moment_at(day + timedelta(days=1), time(), zone)
