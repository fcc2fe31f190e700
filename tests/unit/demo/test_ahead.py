"""The wedding of the demo is always ahead, on a Saturday, and moves once a year."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.unit.demo.forms import DEFINITIONS
from wedforms.demo.ahead import day_ahead, with_wedding_ahead
from wedforms.formspec.deadlines import deadline
from wedforms.formspec.jsontext import parse_json
from wedforms.formspec.reading import read_definition
from wedforms.formspec.schema import compile_form

WRITTEN = date(2027, 9, 18)
SATURDAY = 5


def rsvp() -> Any:
    return parse_json((DEFINITIONS / "rsvp.json").read_bytes())


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-11-23", "2027-09-18"),
        ("2027-03-20", "2027-09-18"),
        ("2027-03-21", "2028-09-16"),
        ("2027-09-18", "2028-09-16"),
        ("2040-01-01", "2040-09-01"),
    ],
)
def test_a_day_that_nears_moves_by_whole_years(today: str, expected: str) -> None:
    assert day_ahead(WRITTEN, today=date.fromisoformat(today)) == expected


@pytest.mark.parametrize("weeks", range(0, 1040, 17))
def test_whenever_it_is_seeded_it_is_a_saturday_whose_guests_can_answer(weeks: int) -> None:
    today = date(2026, 11, 23) + timedelta(weeks=weeks)
    moved = with_wedding_ahead(rsvp(), "wedding_day", today=today)
    compiled = compile_form(read_definition(moved))
    day = date.fromisoformat(compiled.fields["wedding_day"].default)
    closes_at = deadline(
        compiled.definition, "closes_at", {"wedding_day": day.isoformat()}, today=today
    )
    assert day.weekday() == SATURDAY
    assert closes_at is not None
    assert closes_at > datetime(today.year, today.month, today.day, tzinfo=UTC) + timedelta(140)


def test_nothing_else_of_the_form_moves() -> None:
    moved = with_wedding_ahead(rsvp(), "wedding_day", today=date(2030, 1, 1))
    [at] = [at for at, field in enumerate(moved["fields"]) if field["key"] == "wedding_day"]
    moved["fields"][at] = rsvp()["fields"][at]
    assert moved == rsvp()
