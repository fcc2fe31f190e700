"""What is known of a couple begins a form: the way back of what answers write."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.fields import plain_form
from wedforms.formspec.known import known_answers
from wedforms.formspec.reading import read_definition
from wedforms.formspec.targets import written

DAY = date(2027, 6, 5)


def known(facts, *fields, **more):
    return known_answers(read_definition({**plain_form(*fields), **more}), facts)


def asks(kind, target, **more):
    return {"key": "it", "field_type": kind, "label": "It", "writes_to": f"client.{target}", **more}


@pytest.mark.parametrize(
    ("kind", "target", "facts", "answer"),
    [
        ("text", "venue", {"venue": "The Barn"}, "The Barn"),
        ("text", "town", {"town": "Ely"}, "Ely"),
        ("text", "partner_1_name", {"partner_1_name": "José"}, "José"),
        (
            "person_name", "partner_2_name", {"partner_2_name": "Bea de la Cruz"},
            {"given": "Bea", "family": "de la Cruz"},
        ),
        ("person_name", "partner_1_name", {"partner_1_name": "Suharto"}, {"given": "Suharto"}),
        ("date", "wedding_date", {"wedding_date": DAY}, "2027-06-05"),
        ("wedding_date", "wedding_date", {"wedding_date": DAY}, {"date": "2027-06-05"}),
        ("email", "email", {"email": "a@example.com"}, "a@example.com"),
        ("phone", "partner_2_phone", {"partner_2_phone": "+447700900555"}, "+447700900555"),
        ("url", "social", {"social": "https://example.com/us"}, "https://example.com/us"),
        (
            "couple", "names", {"partner_1_name": "Ana & Co", "partner_2_name": "Bea"},
            {"partner1": {"name": "Ana & Co"}, "partner2": {"name": "Bea"}},
        ),
        ("couple", "names", {"partner_2_name": "Bea"}, {"partner2": {"name": "Bea"}}),
    ],
)  # fmt: skip
def test_a_known_fact_is_an_answer_that_would_write_the_same(kind, target, facts, answer):
    field = asks(kind, target)
    assert known(facts, field) == {"it": answer}
    assert written(read_definition(plain_form(field)), {"it": answer}) == facts


def test_of_a_couple_only_what_is_asked_and_known_is_told():
    field = asks("couple", "names", validation_rules={"parts": ["name", "phone"]})
    facts = {
        "partner_1_name": "Ana",
        "partner_1_email": "a@example.com",
        "partner_1_phone": "+447700900555",
        "partner_2_phone": "not a number",
    }
    assert known(facts, field) == {"it": {"partner1": {"name": "Ana", "phone": "+447700900555"}}}


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        (asks("date_time", "wedding_date"), {"wedding_date": DAY}),
        (asks("wedding_date", "wedding_date", validation_rules={"allow": ["season"]}), {"wedding_date": DAY}),
        (asks("email", "email"), {"email": "no address"}),
        (asks("phone", "phone"), {"phone": "12"}),
        (asks("url", "social"), {"social": "@ana"}),
        (asks("text", "venue", validation_rules={"max_length": 5}), {"venue": "Aldermere"}),
        (asks("text", "venue", validation_rules={"pattern": "[0-9]+"}), {"venue": "Aldermere"}),
        (asks("person_name", "partner_1_name", validation_rules={"max_length": 5}), {"partner_1_name": "Wilhelmina"}),
        (asks("couple", "names"), {"partner_1_name": "A" * 1_000}),
    ],
)  # fmt: skip
def test_what_a_field_would_not_take_is_left_out(field, facts):
    assert known(facts, field) == {}


@pytest.mark.parametrize(
    "field",
    [
        asks("hidden", "wedding_date"),
        asks("calculation", "wedding_date", value="today()"),
        asks("text", "venue", value='"Barn"'),
        asks("text", "venue", sensitive=True),
        asks("number", "venue"),
        asks("text", "shoe_size"),
        {"key": "it", "field_type": "text", "label": "Venue"},
        {"key": "all", "field_type": "group", "label": "All", "fields": [asks("text", "venue")]},
    ],
    ids=lambda field: f"{field['field_type']}-{field.get('writes_to', '')}",
)
def test_what_nobody_types_or_nothing_writes_begins_empty(field):
    facts = {"wedding_date": DAY, "venue": "The Barn", "shoe_size": "42", "": "x"}
    assert known(facts, field) == {}


def test_an_rsvp_begins_with_nothing_for_couples_pass_it_on():
    field = asks("email", "email")
    assert known({"email": "a@example.com"}, field, form_type="rsvp") == {}
    assert known({"email": "a@example.com"}, field, form_type="contract") != {}
