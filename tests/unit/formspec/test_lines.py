"""What a supplier types in one line is the answer that they mean, for a link that fills it in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from wedforms.forms.errors import PrefillUnusable
from wedforms.forms.prefill import prefillable, read_prefill
from wedforms.formspec.reading import read_definition

COLOURS = [{"value": "r", "label": "Red"}, {"value": "g", "label": "Green"}]
TAKEN = [
    ({"field_type": "couple"}, "Ana Bell & Ben Ode", {"partner1": {"name": "Ana Bell"}, "partner2": {"name": "Ben Ode"}}),
    ({"field_type": "couple"}, "Jean et Marie", {"partner1": {"name": "Jean"}, "partner2": {"name": "Marie"}}),
    ({"field_type": "couple"}, "Andersand", {"partner1": {"name": "Andersand"}}),
    ({"field_type": "person_name"}, "Ana  Bell Ode", {"given": "Ana", "family": "Bell Ode"}),
    ({"field_type": "person_name"}, "陳大文", {"given": "陳大文"}),
    ({"field_type": "group", "fields": [{"key": "n", "field_type": "text", "label": "N"}]}, "Priya\n\n Rohan ",
     [{"_id": "row1", "n": "Priya"}, {"_id": "row2", "n": "Rohan"}]),
    ({"field_type": "hidden", "validation_rules": {"result": "number"}}, "3.50", Decimal("3.5")),
    ({"field_type": "hidden", "validation_rules": {"result": "boolean"}}, "Yes", True),
    ({"field_type": "hidden"}, " José ", "José"),
    ({"field_type": "dropdown", "options": COLOURS}, "g", "g"),
    ({"field_type": "multiple_choice", "options": COLOURS}, "g", ["g"]),
    ({"field_type": "yes_no"}, "no", False),
    ({"field_type": "money"}, "12.50", 1250),
    ({"field_type": "email"}, "ANA@Example.com", "ANA@example.com"),
    ({"field_type": "date"}, "2027-06-05", "2027-06-05"),
]  # fmt: skip
REFUSED = [
    ({"field_type": "dropdown", "options": COLOURS}, "blue"),
    ({"field_type": "email"}, "ana"),
    ({"field_type": "number"}, "many"),
    ({"field_type": "date"}, "soon"),
    ({"field_type": "hidden", "validation_rules": {"result": "number"}}, "1e999999999"),
    ({"field_type": "hidden", "validation_rules": {"result": "boolean"}}, "perhaps"),
    ({"field_type": "person_name"}, "a" * 161),
    ({"field_type": "text", "validation_rules": {"max_length": 3}}, "four"),
    ({"field_type": "group", "fields": [{"key": "n", "field_type": "text", "label": "N"}]}, "a\n" * 51),
]  # fmt: skip
NEVER = ["signature", "consent", "initials", "file", "image", "address", "wedding_date", "heading"]


def definition(field: dict):
    more = {"label": "Label", **field, "key": "it"}
    return read_definition({"name": "F", "form_type": "questionnaire", "fields": [more]})


@pytest.mark.parametrize(("field", "line", "answer"), TAKEN)
def test_a_line_is_taken_as_it_is_meant(field, line, answer):
    assert read_prefill(definition(field), {"it": line, "other": "x"}) == {"it": answer}


@pytest.mark.parametrize(("field", "line"), REFUSED)
def test_what_the_form_would_not_take_is_refused(field, line):
    with pytest.raises(PrefillUnusable) as refused:
        read_prefill(definition(field), {"it": line})
    assert refused.value.keys == ("it",)


@pytest.mark.parametrize("kind", NEVER)
def test_nobody_agrees_signs_or_uploads_for_somebody_else(kind):
    assert prefillable(definition({"field_type": kind})) == []
