"""Dates with more than one part: a range of days, and the wedding date that may still be open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes.base import (
    Column,
    FieldType,
    Inputs,
    Limit,
    Narrowing,
    Scalar,
    Setting,
    first,
)
from wedforms.formspec.fieldtypes.dates import (
    BUSY,
    between,
    parse_date,
    show_date,
    tidy_text,
)
from wedforms.formspec.fieldtypes.plainwords import plain_word
from wedforms.formspec.shapes import Integer, JsonSchema, ListOf, Word
from wedforms.formspec.slots import DATE_OR_EXPRESSION

SEASONS: Final = ("spring", "summer", "autumn", "winter")
#: The months of each season; the winter of a year may mean its first months or its last.
_MONTHS: Final = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (1, 14)}
_MONTHS_A_YEAR: Final = 12
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2200
_DAYS: Final = Integer(1, 3_660)
_DATE: Final[JsonSchema] = {"type": "string", "format": "date"}


class DateRange(FieldType):
    """A first and a last day."""

    name = "date_range"
    title = "Range of dates"
    icon = "date_range"
    family = "date"
    summary = "texts"
    ordered = (("min", "max"), ("min_days", "max_days"))
    bound_kind = "date"
    parts = 2
    settings: ClassVar[Mapping[str, Setting]] = {
        "min": Setting(DATE_OR_EXPRESSION, "Earliest"),
        "max": Setting(DATE_OR_EXPRESSION, "Latest"),
        "min_days": Setting(_DAYS, "Fewest days, first and last counted"),
        "max_days": Setting(_DAYS, "Most days, first and last counted"),
    }

    def schema(self, field: Field) -> JsonSchema:
        """An object of two dates."""
        del field
        return {
            "type": "object",
            "properties": {"start": _DATE, "end": _DATE},
            "required": ["start", "end"],
            "additionalProperties": False,
        }

    def limits(self, field: Field) -> Sequence[Limit]:
        """In order, within bounds, of the right length."""
        first_day = between(field, part="start")[:1] if "min" in field.validation_rules else []
        last_day = between(field, part="end")[-1:] if "max" in field.validation_rules else []
        lengths = [
            Limit(name, field.validation_rules[name], part="end")
            for name in ("min_days", "max_days")
            if name in field.validation_rules
        ]
        return [Limit("in_order", None, part="end"), *first_day, *last_day, *lengths]

    def canonical(self, field: Field, raw: Any) -> Any:
        """Trimmed dates."""
        del field
        return tidy_parts(raw)

    def parse_input(self, field: Field, inputs: Inputs) -> Any:
        """The two days."""
        texts = {part: first(inputs, part) for part in ("start", "end")}
        return self.canonical(field, {part: parse_date(t) for part, t in texts.items() if t})

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """The two days."""
        del field
        return {part: [str(day)] for part, day in value.items()}

    def show(self, field: Field, value: Any, locale: str) -> str:
        """`first day – last day`."""
        del field
        return f"{show_date(value['start'], locale)} – {show_date(value['end'], locale)}"

    def scalars(self, value: Any) -> Sequence[Scalar]:
        """The first and the last day."""
        return (Scalar("date", value["start"]), Scalar("date", value["end"]))

    def narrowing(self, field: Field) -> Narrowing:
        """By a range that the first or the last day lies in."""
        del field
        return "date"

    def columns(self, field: Field) -> Sequence[Column]:
        """One column for each end."""
        return (Column("start", f"{field.label}: from"), Column("end", f"{field.label}: to"))

    def cells(self, field: Field, value: Any, locale: str) -> tuple[str, ...]:
        """The ISO dates."""
        del field, locale
        return (value["start"], value["end"]) if value else ("", "")


class WeddingDate(FieldType):
    """The day of the wedding, or how far the couple have got in choosing it."""

    name = "wedding_date"
    title = "Wedding date"
    icon = "rings"
    family = "date"
    summary = "dates"
    bound_kind = "date"
    parts = 4
    settings: ClassVar[Mapping[str, Setting]] = {
        "allow": Setting(
            ListOf(Word(("date", "season", "undecided")), 3, min_items=1, unique=True),
            "What may be answered",
            default=("date",),
        ),
        "min": Setting(DATE_OR_EXPRESSION, "Earliest"),
        "max": Setting(DATE_OR_EXPRESSION, "Latest"),
        "busy": BUSY,
    }

    def schema(self, field: Field) -> JsonSchema:
        """An object of exactly one of the allowed kinds."""
        allowed = self.setting(field, "allow")
        properties = {
            name: part
            for kind in ("date", "season", "undecided")
            if kind in allowed
            for name, part in _WEDDING_PARTS[kind].items()
        }
        return {
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
            **_one_kind(allowed),
        }

    def limits(self, field: Field) -> Sequence[Limit]:
        """Not before, not after: the day, and every day of a season."""
        seasons = between(field, part="year") if "season" in self.setting(field, "allow") else []
        return [*between(field, part="date"), *seasons]

    def canonical(self, field: Field, raw: Any) -> Any:
        """Trimmed parts; a bare date is taken as the date."""
        del field
        return tidy_parts({"date": raw} if isinstance(raw, str) else raw)

    def parse_input(self, field: Field, inputs: Inputs) -> Any:
        """The parts of the chosen `kind`; without one, the parts that are filled."""
        kind = first(inputs, "kind")
        day, season, year = (first(inputs, part) for part in ("date", "season", "year"))
        if kind == "undecided" or (kind is None and first(inputs, "undecided")):
            return {"undecided": True}
        if kind == "season" or (kind is None and day is None and (season or year)):
            return self.canonical(field, {"season": season, "year": _year(year)})
        return self.canonical(field, {"date": day and parse_date(day)})

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """The parts and the `kind` they make."""
        del field
        kind = next((kind for kind in ("date", "season", "undecided") if kind in value), "date")
        return {"kind": [kind], **{part: [str(item)] for part, item in value.items()}}

    def show(self, field: Field, value: Any, locale: str) -> str:
        """The day, the season, or that it is still open."""
        del field
        if "date" in value:
            return show_date(value["date"], locale)
        if "season" in value:
            return plain_word(value["season"], locale, year=value["year"])
        return plain_word("undecided", locale)

    def show_bound(self, part: str, bound: str) -> str:
        """The season that a bound lies in, where a season is measured."""
        return _season_of(bound) if part == "year" else ""

    def scalars(self, value: Any) -> Sequence[Scalar]:
        """The day, once it is known."""
        return (Scalar("date", value["date"]),) if "date" in value else ()

    def narrowing(self, field: Field) -> Narrowing:
        """By a range of days."""
        del field
        return "date"

    def cell(self, field: Field, value: Any, locale: str) -> str:
        """The ISO date, else the words."""
        return str(value["date"]) if "date" in value else self.show(field, value, locale)


_WEDDING_PARTS: Final[Mapping[str, JsonSchema]] = {
    "date": {"date": _DATE},
    "season": {
        "season": {"enum": list(SEASONS)},
        "year": {"type": "integer", "minimum": _FIRST_YEAR, "maximum": _LAST_YEAR},
    },
    "undecided": {"undecided": {"const": True}},
}


def _one_kind(allowed: Sequence[str]) -> JsonSchema:
    """The part of the schema that lets exactly one kind through."""
    needs = {"date": ["date"], "season": ["season", "year"], "undecided": ["undecided"]}
    *others, last = [kind for kind in ("undecided", "date", "season") if kind in allowed]
    result: JsonSchema = {"required": needs[last]}
    for kind in reversed(others):
        alone: JsonSchema = {"maxProperties": 1}
        result = {"if": {"required": needs[kind]}, "then": alone, "else": result}
    return result


def season_months(season: str, year: int) -> tuple[str, str]:
    """The first and the last month of a season, as the beginnings of their days."""
    first_month, last_month = _MONTHS[season]
    return _month(year, first_month), _month(year, last_month)


def _month(year: int, month: int) -> str:
    years, months = divmod(month - 1, _MONTHS_A_YEAR)
    return f"{year + years:04}-{months + 1:02}"


def _season_of(day: str) -> str:
    """`autumn 2026`: the season that a day lies in; January and February end the winter before."""
    year, month = int(day[:4]), int(day[5:7])
    named = (name for name in SEASONS if _MONTHS[name][0] <= month <= _MONTHS[name][1])
    season = next(named)
    return f"{season} {year - (season == 'winter' and month < _MONTHS['spring'][0])}"


def _year(text: str | None) -> int | str | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= 4 else text  # noqa: PLR2004


def tidy_parts(raw: Any) -> Any:
    """An object with its texts trimmed and its blank parts gone; nothing left is no answer."""
    if not isinstance(raw, Mapping):
        return None if raw == "" else raw
    parts = {name: tidy_text(part) for name, part in raw.items()}
    return {name: part for name, part in parts.items() if part is not None} or None
