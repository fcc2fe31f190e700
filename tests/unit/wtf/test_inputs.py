"""What was typed becomes raw answers, and answers become inputs again."""

from __future__ import annotations

import json

import pytest

from wedforms.formspec.reading import read_definition
from wedforms.formspec.schema import compile_form
from wedforms.wtf.inputs import (
    completed,
    default_row,
    field_named,
    first_inputs,
    hidden_in_rows,
    known_inputs,
    read_inputs,
    write_inputs,
)


def compiled(*fields):
    return compile_form(
        read_definition({"name": "F", "form_type": "questionnaire", "fields": list(fields)})
    )


def field(key, field_type="text", **more):
    return {"key": key, "field_type": field_type, "label": key, **more}


OPTIONS = [{"value": "fish", "label": "Trout"}, {"value": "veg", "label": "Risotto"}]
FILE = {"id": "0197c0de-0000-7000-8000-000000000001", "sha256": "a" * 64, "name": "c.pdf",
        "size": 9, "type": "application/pdf"}  # fmt: skip

#: (settings of the field, what stands in its inputs, the answer)
CASES = {
    "text": ({}, {"x": ["José"]}, "José"),
    "long_text": ({}, {"x": ["one\ntwo"]}, "one\ntwo"),
    "number": ({}, {"x": ["12"]}, 12),
    "money": ({}, {"x": ["12.50"]}, 1250),
    "yes_no": ({}, {"x": ["no"]}, False),
    "single_choice": (
        {"options": OPTIONS, "validation_rules": {"other": True}},
        {"x": ["other"], "x-other": ["Soup"]},
        {"other": "Soup"},
    ),
    "multiple_choice": ({"options": OPTIONS}, {"x": ["fish", "veg"]}, ["fish", "veg"]),
    "ranking": ({"options": OPTIONS}, {"x-veg": ["1"], "x-fish": ["2"]}, ["veg", "fish"]),
    "matrix": (
        {"rows": [{"value": "sun-set", "label": "S"}], "columns": OPTIONS},
        {"x-sun-set": ["fish"]},
        {"sun-set": "fish"},
    ),
    "date_range": (
        {},
        {"x-start": ["2027-06-05"], "x-end": ["2027-06-07"]},
        {"start": "2027-06-05", "end": "2027-06-07"},
    ),
    "wedding_date": (
        {"validation_rules": {"allow": ["date", "season"]}},
        {"x-kind": ["season"], "x-season": ["spring"], "x-year": ["2027"]},
        {"season": "spring", "year": 2027},
    ),
    "address": (
        {},
        {
            "x-line1": ["1 High St"],
            "x-town": ["Frome"],
            "x-postcode": ["BA11 1AA"],
            "x-country": ["GB"],
        },
        {"line1": "1 High St", "town": "Frome", "postcode": "BA11 1AA", "country": "GB"},
    ),
    "person_name": ({}, {"x-given": ["עדי"]}, {"given": "עדי"}),
    "couple": (
        {},
        {"x-partner1-name": ["Ana"], "x-partner2-name": ["陳大文"]},
        {"partner1": {"name": "Ana"}, "partner2": {"name": "陳大文"}},
    ),
    "file": ({}, {"x": [json.dumps(FILE, separators=(",", ":"), sort_keys=True)]}, [FILE]),
}


@pytest.mark.parametrize("field_type", CASES)
def test_inputs_and_answer_are_two_spellings_of_one_thing(field_type):
    more, inputs, answer = CASES[field_type]
    form = compiled(field("x", field_type, **more))
    assert read_inputs(form, inputs) == {"x": answer}
    assert write_inputs(form, {"x": answer}) == inputs


def test_rows_keep_their_ids_and_their_order():
    form = compiled(
        field(
            "guests",
            "group",
            fields=[field("name"), field("wishes", "group", fields=[field("song")])],
        )
    )
    inputs = {
        "guests-_rows": ["b2 a1"],
        "guests-b2-name": ["Bea"],
        "guests-b2-wishes-_rows": ["w1"],
        "guests-b2-wishes-w1-song": ["Waltz"],
    }
    answers = {
        "guests": [
            {"_id": "b2", "name": "Bea", "wishes": [{"_id": "w1", "song": "Waltz"}]},
            {"_id": "a1"},
        ]
    }
    assert read_inputs(form, inputs) == answers
    assert write_inputs(form, answers) == inputs


@pytest.mark.parametrize(
    ("kind", "inputs", "data"),
    [
        ("typed", {"x-typed": ["Ana"]}, "Ana"),
        ("drawn", {"x-drawn": ["[[[1,2],[3,4]]]"]}, [[[1, 2], [3, 4]]]),
        ("uploaded", {"x-file": [json.dumps(FILE)]}, FILE),
    ],
)
def test_signature_is_read_from_the_part_of_its_kind(kind, inputs, data):
    form = compiled(field("x", "signature"))
    read = read_inputs(form, {"x-kind": [kind], "x-name": ["Ana"], **inputs})
    assert read == {"x": {"kind": kind, "name": "Ana", "data": data}}


def test_hidden_and_calculated_answers_are_never_read_from_a_page():
    form = compiled(
        field("secret", "hidden"),
        field("total", "calculation", value="1"),
        field("words", "heading"),
    )
    inputs = {"secret": ["x"], "total": ["5"], "words": ["y"], "unknown": ["z"]}
    assert read_inputs(form, inputs) == {}
    assert known_inputs(form, inputs) == {}


def test_what_is_known_of_hidden_questions_in_rows_goes_by_the_name_of_the_row():
    invited = field("invited_as", "hidden")
    guests = field("guests", "group", fields=[invited, field("who")])
    form = compiled(
        field("tables", "group", fields=[field("zone", "hidden"), guests]), invited | {"key": "x"}
    )
    rows = [{"_id": "g1", "invited_as": "José", "who": "José"}, {"_id": "g2", "who": "Ana"}]
    known = {"x": "1", "tables": [{"_id": "t1", "zone": "A", "guests": rows}, {"_id": "t2"}]}
    assert hidden_in_rows(form, known) == {
        "tables-t1": {"zone": "A"},
        "tables-t1-guests-g1": {"invited_as": "José"},
    }


def test_defaults_fill_what_nobody_touched_and_nothing_else():
    form = compiled(field("a", default="A"), field("b", default="B"))
    defaults = first_inputs(form, {})
    assert completed({"a": []}, with_defaults=defaults) == {"a": [], "b": ["B"]}


TABLES = field(
    "tables",
    "group",
    fields=[
        field("seats", "number", default=8),
        field("guests", "group", fields=[field("meal", default="veg"), field("who")]),
    ],
)


def test_known_rows_begin_with_defaults_for_what_is_not_known():
    rows = [{"_id": "t1", "guests": [{"_id": "g1", "who": "José"}, {"_id": "g2", "meal": "fish"}]}]
    assert first_inputs(compiled(TABLES), {"tables": rows}) == {
        "tables-_rows": ["t1"],
        "tables-t1-seats": ["8"],
        "tables-t1-guests-_rows": ["g1 g2"],
        "tables-t1-guests-g1-meal": ["veg"],
        "tables-t1-guests-g1-who": ["José"],
        "tables-t1-guests-g2-meal": ["fish"],
    }


def test_rows_of_a_default_begin_with_the_defaults_of_their_fields():
    form = compiled({**TABLES, "default": [{"_id": "t1"}]})
    assert first_inputs(form, {}) == {"tables-_rows": ["t1"], "tables-t1-seats": ["8"]}


def test_new_row_begins_with_its_defaults():
    form = compiled(field("guests", "group", fields=[field("age", "number", default=30)]))
    assert default_row(form.definition.fields, "guests-a1") == {"guests-a1-age": ["30"]}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("address-line1", "address"),
        ("guests-a1-name", "name"),
        ("guests-a1", None),
        ("nothing", None),
    ],
)
def test_question_is_found_by_the_name_of_its_input(name, key):
    form = compiled(field("address", "address"), field("guests", "group", fields=[field("name")]))
    found = field_named(form, name)
    assert (found.key if found else None) == key
