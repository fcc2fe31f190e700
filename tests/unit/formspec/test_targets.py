"""What answers say about the couple, by where they are written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.factories.fields import plain_form
from wedforms.formspec.reading import read_definition
from wedforms.formspec.targets import TARGETS, written

DAY = date(2027, 6, 5)


@pytest.mark.parametrize(
    ("kind", "target", "answer", "expected"),
    [
        ("text", "venue", "The Barn", {"venue": "The Barn"}),
        ("person_name", "partner_1_name", {"given": "Ana", "family": "B"}, {"partner_1_name": "Ana B"}),
        ("person_name", "partner_2_name", {"given": "Bea"}, {"partner_2_name": "Bea"}),
        ("wedding_date", "wedding_date", {"date": "2027-06-05"}, {"wedding_date": DAY}),
        ("wedding_date", "wedding_date", {"season": "spring", "year": 2027}, {}),
        ("wedding_date", "wedding_date", {"undecided": True}, {}),
        ("date", "wedding_date", "2027-06-05", {"wedding_date": DAY}),
        ("date_time", "wedding_date", "2027-06-05T14:00", {"wedding_date": DAY}),
        ("email", "partner_1_email", "a@example.com", {"partner_1_email": "a@example.com"}),
        ("email", "venue", "a@example.com", {}),
        ("text", "shoe_size", "42", {}),
        (
            "couple", "names",
            {"partner1": {"name": "Ana", "email": "a@example.com"}, "partner2": {"name": "Bea"}},
            {"partner_1_name": "Ana", "partner_1_email": "a@example.com", "partner_2_name": "Bea"},
        ),
    ],
)  # fmt: skip
def test_what_an_answer_writes(kind, target, answer, expected):
    field = {"key": "it", "field_type": kind, "label": "It", "writes_to": f"client.{target}"}
    assert written(read_definition(plain_form(field)), {"it": answer}) == expected


def test_the_first_answer_wins_and_no_answer_says_nothing():
    fields = [
        {"key": key, "field_type": "text", "label": key, "writes_to": "client.venue"}
        for key in "abc"
    ]
    definition = read_definition(plain_form(*fields))
    assert written(definition, {"c": "last", "b": "first"}) == {"venue": "first"}
    assert written(definition, {}) == {}


def test_every_target_is_documented():
    page = (Path(__file__).parents[3] / "docs/definition.md").read_text(encoding="utf-8")
    for target in TARGETS:
        short = target.replace("partner_1_", "").replace("partner_2_", "")
        assert f"`{target}`" in page or f"`{short}`" in page
