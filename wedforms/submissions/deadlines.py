"""When a form closes and when sent answers can no longer be changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wedforms.formspec.expression import evaluate, open_form, world_of
from wedforms.formspec.schema import CompiledForm


def deadline(
    compiled: CompiledForm, name: str, answers: Mapping[str, Any], *, today: date
) -> datetime | None:
    """The moment of `closes_at`, `locks_at` or `due_at`, or None when the form does not say.

    A setting that is an expression gives a date; it means the end of that day in the form's zone.
    """
    setting = compiled.definition.settings.get(name)
    if setting is None:
        return None
    if isinstance(setting, str):
        return datetime.fromisoformat(setting)
    definition = compiled.definition
    day = evaluate(setting, open_form(definition, answers, world_of(definition, today)))
    return _end_of(day, compiled) if isinstance(day, date) else None


def _end_of(day: date, compiled: CompiledForm) -> datetime:
    zone = ZoneInfo(compiled.definition.settings.get("time_zone", "Europe/London"))
    return datetime.combine(day + timedelta(days=1), time(), zone)
