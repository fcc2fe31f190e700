"""Days and times: kept as ISO text, shown in the words of the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any, ClassVar, Final

from babel.dates import format_date, format_time

from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes.base import (
    FieldType,
    Inputs,
    Limit,
    Narrowing,
    Scalar,
    Setting,
    first,
)
from wedforms.formspec.fieldtypes.showing import locale_of, with_commas
from wedforms.formspec.shapes import Flag, Integer, JsonSchema
from wedforms.formspec.slots import DATE_OR_EXPRESSION, DATE_TIME_OR_EXPRESSION, ISO_TIME
from wedforms.formspec.text import clean_line

_BRITISH: Final = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
_CLOCK: Final = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})(?::00)?\s*(am|pm)?", re.IGNORECASE)
_NOON: Final = 12
#: The day is looked up in the supplier's diary, and said to be taken; nobody is refused.
BUSY: Final = Setting(Flag(), "Say when the day is taken", default=False, only_seen=True)


def parse_date(text: str) -> str:
    """ISO text of a day typed as `2027-06-05` or `5/6/2027`; anything else as it came."""
    tidy = clean_line(text)
    british = _BRITISH.fullmatch(tidy)
    if british is None:
        return tidy
    day, month, year = british.groups()
    return f"{year}-{month:0>2}-{day:0>2}"


def parse_time(text: str) -> str:
    """ISO text of a time typed as `14:30`, `2.30 pm` or `14:30:00`; anything else as it came."""
    tidy = clean_line(text)
    clock = _CLOCK.fullmatch(tidy)
    if clock is None:
        return tidy
    hour, minute, half = int(clock[1]), clock[2], (clock[3] or "").lower()
    if half and not 1 <= hour <= _NOON:
        return tidy
    if half:
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    return f"{hour:02}:{minute}"


def show_date(text: str, locale: str) -> str:
    """`Saturday, 5 June 2027` in the reader's language."""
    try:
        return str(format_date(date.fromisoformat(text), "full", locale=locale_of(locale)))
    except ValueError:
        return text


def show_time(text: str, locale: str) -> str:
    """`14:30` as the reader's language writes it."""
    try:
        return str(format_time(time.fromisoformat(text), "short", locale=locale_of(locale)))
    except ValueError:
        return text


def tidy_text(raw: Any) -> Any:
    """Trimmed text; blank is no answer."""
    return (clean_line(raw) or None) if isinstance(raw, str) else raw


def between(field: Field, *, part: str = "", of: Sequence[str] = ("min", "max")) -> list[Limit]:
    """The limits of a moment: constants, or expressions evaluated when judged."""
    keywords = zip(of, ("formatMinimum", "formatMaximum"), strict=True)
    return [
        Limit(keyword, bound, part=part, computed=not isinstance(bound, str))
        for name, keyword in keywords
        if (bound := field.validation_rules.get(name)) is not None
    ]


class _Moment(FieldType):
    """What single moments share."""

    family = "date"
    summary = "dates"
    format: ClassVar[str]

    def schema(self, field: Field) -> JsonSchema:
        """A string in its ISO form."""
        del field
        return {"type": "string", "format": self.format}

    def limits(self, field: Field) -> Sequence[Limit]:
        """Not before, not after."""
        return between(field)

    def canonical(self, field: Field, raw: Any) -> Any:
        """Trimmed text."""
        del field
        return tidy_text(raw)

    def cell(self, field: Field, value: Any, locale: str) -> str:
        """The ISO form, which spreadsheets sort."""
        del field, locale
        return str(value).replace("T", " ")


class Date(_Moment):
    """A day."""

    name = "date"
    title = "Date"
    icon = "date"
    format = "date"
    bound_kind = "date"
    settings: ClassVar[Mapping[str, Setting]] = {
        "min": Setting(DATE_OR_EXPRESSION, "Earliest"),
        "max": Setting(DATE_OR_EXPRESSION, "Latest"),
        "busy": BUSY,
    }

    def parse_text(self, field: Field, text: str) -> Any:
        """The day in the text."""
        del field
        return parse_date(text)

    def scalars(self, value: Any) -> Sequence[Scalar]:
        """The day."""
        return (Scalar("date", value),)

    def narrowing(self, field: Field) -> Narrowing:
        """By a range of days."""
        del field
        return "date"

    def show(self, field: Field, value: Any, locale: str) -> str:
        """The day in words."""
        del field
        return show_date(value, locale)


class Time(_Moment):
    """A time of day."""

    name = "time"
    title = "Time"
    icon = "time"
    format = "local-time"
    bound_kind = "time"
    settings: ClassVar[Mapping[str, Setting]] = {
        "min": Setting(ISO_TIME, "Earliest"),
        "max": Setting(ISO_TIME, "Latest"),
        "step": Setting(Integer(1, 720), "Step in minutes", default=1),
    }

    def limits(self, field: Field) -> Sequence[Limit]:
        """Not before, not after, in whole steps from the earliest."""
        step = self.setting(field, "step")
        start = self.setting(field, "min") or "00:00"
        steps = [Limit("step", [step, start])] if step > 1 else []
        return [*between(field), *steps]

    def parse_text(self, field: Field, text: str) -> Any:
        """The time in the text."""
        del field
        return parse_time(text)

    def show(self, field: Field, value: Any, locale: str) -> str:
        """The time as the language writes it."""
        del field
        return show_time(value, locale)


class DateTime(_Moment):
    """A day and a time, local to where the form is at home."""

    name = "date_time"
    title = "Date and time"
    icon = "date_time"
    format = "local-date-time"
    bound_kind = "date_time"
    settings: ClassVar[Mapping[str, Setting]] = {
        "min": Setting(DATE_TIME_OR_EXPRESSION, "Earliest"),
        "max": Setting(DATE_TIME_OR_EXPRESSION, "Latest"),
    }

    def parse_input(self, field: Field, inputs: Inputs) -> Any:
        """The moment in one input (`2027-06-05T14:30`) or in two (`date` and `time`)."""
        whole = first(inputs)
        if whole is not None:
            return self.canonical(field, whole)
        day, clock = first(inputs, "date"), first(inputs, "time")
        if day is None and clock is None:
            return None
        return f"{parse_date(day or '')}T{parse_time(clock or '')}"

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """The whole moment and its two halves."""
        del field
        day, _, clock = str(value).partition("T")
        return {"": [str(value)], "date": [day], "time": [clock]}

    def show(self, field: Field, value: Any, locale: str) -> str:
        """The moment in words."""
        del field
        day, _, clock = str(value).partition("T")
        return with_commas((show_date(day, locale), show_time(clock, locale)), locale)
