"""Reading a definition: every fault at once, each at its path; what is right comes out canonical."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.factories.fields import OPTIONS, plain_field, plain_form
from wedforms.formspec.errors import DefinitionRejected
from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.formspec.jsontext import canonical_json
from wedforms.formspec.reading import MOST_BYTES, read_definition, read_definition_text
from wedforms.formspec.writing import content_hash, write_definition

TEXT = {"key": "a", "field_type": "text", "label": "A"}
GUESTS = plain_field("group", key="guests")


def faults(raw: Any) -> list[tuple[str, str]]:
    with pytest.raises(DefinitionRejected) as rejected:
        read_definition(raw)
    assert all(problem.message for problem in rejected.value.problems)
    return [(problem.path, problem.keyword) for problem in rejected.value.problems]


FORM_FAULTS = {
    "not an object": ([], [("", "type")]),
    "nothing": ({}, [("fields", "required"), ("form_type", "required"), ("name", "required")]),
    "no fields": (plain_form(), [("fields", "minItems")]),
    "fields are no list": (plain_form() | {"fields": {}}, [("fields", "type")]),
    "unknown key": (plain_form(TEXT, colour="red"), [("colour", "additionalProperties")]),
    "unknown form type": (plain_form(TEXT) | {"form_type": "quiz"}, [("form_type", "enum")]),
    "name too long": (plain_form(TEXT) | {"name": "x" * 121}, [("name", "maxLength")]),
    "name empty": (plain_form(TEXT) | {"name": "  "}, [("name", "minLength")]),
    "unknown locale": (plain_form(TEXT, locale="xx-YY"), [("locale", "format")]),
    "NUL in a name": (plain_form(TEXT) | {"name": "a\x00"}, [("name", "text")]),
    "lone surrogate": (plain_form(TEXT, description="\ud800"), [("description", "text")]),
    "not JSON": (plain_form(TEXT, description={1, 2}), [("description", "type")]),
    "endless number": (plain_form(TEXT, settings={"capacity": 10**40}), [("settings.capacity", "number")]),
    "no number": (plain_form(TEXT, settings={"capacity": Decimal("NaN")}), [("settings.capacity", "number")]),
    "unknown setting": (plain_form(TEXT, settings={"x": 1}), [("settings.x", "additionalProperties")]),
    "currency": (plain_form(TEXT, settings={"currency": "XYZ"}), [("settings.currency", "format")]),
    "time zone of the machine": (plain_form(TEXT, settings={"time_zone": "localtime"}), [("settings.time_zone", "format")]),
    "time zone": (plain_form(TEXT, settings={"time_zone": "Bath"}), [("settings.time_zone", "format")]),
    "closing time without offset": (
        plain_form(TEXT, settings={"closes_at": "2027-06-05T10:00"}), [("settings.closes_at", "expression")]
    ),
    "closing time of a day that is none": (
        plain_form(TEXT, settings={"closes_at": "2027-02-30T10:00:00Z"}), [("settings.closes_at", "format")]
    ),
    "holiday": (plain_form(TEXT, settings={"holidays": ["2027-13-01"]}), [("settings.holidays.0", "format")]),
    "total names nothing": (plain_form(TEXT, settings={"total": "b"}), [("settings.total", "unknown_field")]),
    "total names a text": (plain_form(TEXT, settings={"total": "a"}), [("settings.total", "type")]),
    "prefill names nothing": (
        plain_form(TEXT, settings={"prefill": ["a", "b"]}), [("settings.prefill.1", "unknown_field")]
    ),
    "a contract erased whole": (
        plain_form(TEXT, form_type="contract", settings={"retention_of": "everything"}),
        [("settings.retention_of", "enum")],
    ),
    "retention of what is none": (
        plain_form(TEXT, settings={"retention_of": "all", "retention_from": "birth"}),
        [("settings.retention_from", "enum"), ("settings.retention_of", "enum")],
    ),
    "duplicates by nothing": (
        plain_form(TEXT, settings={"duplicates": {"same": [], "within_days": 30}}),
        [("settings.duplicates.same", "minItems")],
    ),
    "duplicates by what is not asked, and by what has no one answer": (
        plain_form(
            TEXT, {"key": "h", "field_type": "heading", "label": "H"},
            {"key": "g", "field_type": "group", "fields": [{"key": "b", "field_type": "text", "label": "B"}]},
            settings={"duplicates": {"same": ["a", "b", "c", "h"], "within_days": 30}},
        ),
        [
            ("settings.duplicates.same.1", "type"), ("settings.duplicates.same.2", "unknown_field"),
            ("settings.duplicates.same.3", "type"),
        ],
    ),
    "no remaining instalment": (
        plain_form(TEXT, settings={"schedule": [{"label": "All", "amount": "100", "due": "today()"}]}),
        [("settings.schedule", "contains")],
    ),
    "line over no group": (
        plain_form(TEXT, settings={"lines": [{"label": "L", "amount": "1", "vat": "S20", "over": "a"}]}),
        [("settings.lines.0.over", "type")],
    ),
    "line without VAT": (
        plain_form(TEXT, settings={"lines": [{"label": "L", "amount": "1"}]}),
        [("settings.lines.0.vat", "required")],
    ),
    "rule names nothing": (
        plain_form(TEXT, rules=[{"when": "b = 1", "message": "No", "at": "c"}]),
        [("rules.0.at", "unknown_field"), ("rules.0.when", "unknown_field")],
    ),
    "rule without words": (plain_form(TEXT, rules=[{"when": 'a = "x"'}]), [("rules.0.message", "required")]),
    "table of uneven rows": (
        plain_form(TEXT, tables={"fee": {"keys": ["month"], "rows": [[1, 2], [3, 4, 5]]}}),
        [("tables.fee.rows.1", "minItems")],
    ),
    "table of equal keys": (
        plain_form(TEXT, tables={"fee": {"keys": ["month"], "rows": [[1, 2], [1, 3]]}}),
        [("tables.fee.rows.1", "uniqueItems")],
    ),
    "unknown table": (
        plain_form(plain_field("calculation", value='lookup("fee", 1)')), [("fields.0.value", "unknown_table")]
    ),
}  # fmt: skip

FIELD_FAULTS = {
    "not an object": (7, [("fields.0", "type")]),
    "unknown type": ({**TEXT, "field_type": "colour"}, [("fields.0.field_type", "enum")]),
    "type is no text": ({**TEXT, "field_type": ["text"]}, [("fields.0.field_type", "enum")]),
    "no type": ({"key": "a"}, [("fields.0.field_type", "required")]),
    "no key": ({"field_type": "text"}, [("fields.0.key", "required")]),
    "key in capitals": ({**TEXT, "key": "A"}, [("fields.0.key", "format")]),
    "key with a line end": ({**TEXT, "key": "a\n"}, [("fields.0.key", "format")]),
    "key too long": ({**TEXT, "key": "a" * 64}, [("fields.0.key", "format")]),
    "unknown key": ({**TEXT, "colour": 1}, [("fields.0.colour", "additionalProperties")]),
    "unknown setting": ({**TEXT, "validation_rules": {"x": 1}}, [("fields.0.validation_rules.x", "additionalProperties")]),
    "settings are no object": ({**TEXT, "validation_rules": [1]}, [("fields.0.validation_rules", "type")]),
    "options where there are none": ({**TEXT, "options": OPTIONS}, [("fields.0.options", "additionalProperties")]),
    "fields where there are none": ({**TEXT, "fields": [TEXT]}, [("fields.0.fields", "additionalProperties"), ("fields.0.fields.0.key", "unique")]),
    "content in a question": ({**TEXT, "content": "x"}, [("fields.0.content", "additionalProperties")]),
    "required heading": (
        {"key": "h", "field_type": "heading", "validation_rules": {"required": True}},
        [("fields.0.validation_rules.required", "additionalProperties")],
    ),
    "limits crossed": (
        {**TEXT, "validation_rules": {"min_length": 5, "max_length": 4}},
        [("fields.0.validation_rules.min_length", "maximum")],
    ),
    "least above the default most": (
        {**TEXT, "validation_rules": {"min_length": 501}}, [("fields.0.validation_rules.min_length", "maximum")]
    ),
    "evil pattern": ({**TEXT, "validation_rules": {"pattern": "(?=a)"}}, [("fields.0.validation_rules.pattern", "pattern")]),
    "long pattern": ({**TEXT, "validation_rules": {"pattern": "a" * 257}}, [("fields.0.validation_rules.pattern", "pattern")]),
    "broken expression": ({**TEXT, "visible_if": "1 +"}, [("fields.0.visible_if", "expression")]),
    "deep expression": ({**TEXT, "visible_if": "(" * 2000}, [("fields.0.visible_if", "expression")]),
    "unknown name": ({**TEXT, "visible_if": "b"}, [("fields.0.visible_if", "unknown_field")]),
    "circle": ({**TEXT, "visible_if": "filled(a)"}, [("fields.0", "cycle")]),
    "choice without options": ({"key": "a", "field_type": "dropdown"}, [("fields.0.options", "required")]),
    "option twice": (
        plain_field("dropdown", options=[*OPTIONS, OPTIONS[0]]), [("fields.0.options.3.value", "unique")]
    ),
    "option without label": (plain_field("dropdown", options=[{"value": "a"}]), [("fields.0.options.0.label", "required")]),
    "option value with a space": (
        plain_field("dropdown", options=[{"value": "a b", "label": "A"}]), [("fields.0.options.0.value", "format")]
    ),
    "no places": (
        plain_field("dropdown", options=[{"value": "a", "label": "A", "places": 0}]),
        [("fields.0.options.0.places", "minimum")],
    ),
    "package without price": (
        plain_field("package", options=[{"value": "a", "label": "A"}]), [("fields.0.options.0.price", "required")]
    ),
    "maybe": (
        plain_field("yes_no", options=[{"value": "maybe", "label": "M"}]), [("fields.0.options.0.value", "enum")]
    ),
    "other as an option": (
        plain_field("dropdown", options=[{"value": "other", "label": "O"}], validation_rules={"other": True}),
        [("fields.0.options.0.value", "const")],
    ),
    "exclusive of nothing": (
        plain_field("multiple_choice", validation_rules={"exclusive": ["z"]}),
        [("fields.0.validation_rules.exclusive.0", "enum")],
    ),
    "more choices than options": (
        plain_field("multiple_choice", validation_rules={"min_choices": 4}),
        [("fields.0.validation_rules.min_choices", "maximum")],
    ),
    "more ranks than options": (
        plain_field("ranking", validation_rules={"ranks": 4}), [("fields.0.validation_rules.ranks", "maximum")]
    ),
    "slider without bounds": (
        {"key": "s", "field_type": "slider"},
        [("fields.0.validation_rules.max", "required"), ("fields.0.validation_rules.min", "required")],
    ),
    "matrix without rows": ({"key": "m", "field_type": "matrix"}, [("fields.0.columns", "required"), ("fields.0.rows", "required")]),
    "calculation of nothing": ({"key": "c", "field_type": "calculation"}, [("fields.0.value", "required")]),
    "group of nothing": ({"key": "g", "field_type": "group"}, [("fields.0.fields", "required")]),
    "rows crossed": ({**GUESTS, "min_rows": 3, "max_rows": 2}, [("fields.0.min_rows", "maximum")]),
    "too many rows": ({**GUESTS, "max_rows": 301}, [("fields.0.max_rows", "maximum")]),
    "sorted by a stranger": ({**GUESTS, "sort_by": "nope"}, [("fields.0.sort_by", "sort_by")]),
    "fault in a row": (
        {**GUESTS, "fields": [{**TEXT, "validation_rules": {"max_length": 0}}]},
        [("fields.0.fields.0.validation_rules.max_length", "minimum")],
    ),
    "unknown name in a row": (
        {**GUESTS, "fields": [{**TEXT, "visible_if": "nobody"}]}, [("fields.0.fields.0.visible_if", "unknown_field")]
    ),
    "date that is none": (
        plain_field("date", validation_rules={"min": "2027-02-30"}), [("fields.0.validation_rules.min", "format")]
    ),
    "dates crossed": (
        plain_field("date", validation_rules={"min": "2027-06-05", "max": "2027-06-04"}),
        [("fields.0.validation_rules.min", "maximum")],
    ),
    "default of the wrong type": ({**TEXT, "default": 5}, [("fields.0.default", "default")]),
    "default beyond the limit": (
        {**TEXT, "default": "abc", "validation_rules": {"max_length": 2}}, [("fields.0.default", "default")]
    ),
    "default that is no option": (plain_field("dropdown", default="z"), [("fields.0.default", "default")]),
    "merge field": ({"key": "c", "field_type": "clause", "content": "{{ a b }}"}, [("fields.0.content", "merge")]),
    "picture from elsewhere": (
        plain_field("picture", validation_rules={"source": "http://a.de/x.png", "alt": "x"}),
        [("fields.0.validation_rules.source", "format")],
    ),
    "place to write to": ({**TEXT, "writes_to": "client"}, [("fields.0.writes_to", "format")]),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "expected"), FORM_FAULTS.values(), ids=FORM_FAULTS.keys())
def test_a_fault_of_the_form_is_told_at_its_path(raw, expected):
    assert faults(raw) == expected


@pytest.mark.parametrize(("field", "expected"), FIELD_FAULTS.values(), ids=FIELD_FAULTS.keys())
def test_a_fault_of_a_field_is_told_at_its_path(field, expected):
    assert faults(plain_form(field)) == expected


def test_all_faults_are_told_at_once_in_the_order_of_the_document():
    raw = plain_form({**TEXT, "key": "A"}, TEXT, TEXT, {**TEXT, "key": "b", "label": 5}, extra=1)
    assert faults(raw) == [
        ("extra", "additionalProperties"),
        ("fields.0.key", "format"),
        ("fields.2.key", "unique"),
        ("fields.3.label", "type"),
    ]


def test_keys_are_unique_in_the_whole_form_rows_included():
    assert faults(plain_form(TEXT, {**GUESTS, "fields": [TEXT]})) == [
        ("fields.1.fields.0.key", "unique")
    ]


def test_five_hundred_fields_are_enough():
    many = [{**TEXT, "key": f"a{at}"} for at in range(500)]
    assert len(read_definition(plain_form(*many)).fields) == 500
    assert faults(plain_form(*many, TEXT)) == [("fields", "maxItems")]


def test_groups_nest_four_levels_and_no_deeper():
    inner = {**TEXT, "key": "leaf"}
    for depth in (3, 2, 1):
        inner = {"key": f"g{depth}", "field_type": "group", "fields": [inner]}
    assert read_definition(plain_form(inner)).fields[0].fields[0].fields[0].fields[0].key == "leaf"
    assert ("fields.0.fields.0.fields.0.fields.0.fields", "depth") in faults(
        plain_form({"key": "g0", "field_type": "group", "fields": [inner]})
    )


def test_five_hundred_options_are_enough():
    options = [{"value": f"o{at}", "label": "O"} for at in range(501)]
    assert read_definition(plain_form(plain_field("dropdown", options=options[:500])))
    assert faults(plain_form(plain_field("dropdown", options=options))) == [
        ("fields.0.options", "maxItems")
    ]


BROKEN = {
    "broken": '{"name": ',
    "empty": "",
    "no UTF-8": b"\xff\xfe",
    "not a number": '{"name": NaN}',
    "deep list": "[" * 100_000,
    "deep object": '{"a":' * 100_000,
    "key twice": '{"name": "a", "name": "b"}',
    "key twice in a field": '{"fields": [{"key": "a", "key": "b"}]}',
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_broken_json_is_refused_with_words(text):
    with pytest.raises(DefinitionRejected) as rejected:
        read_definition_text(text)
    (problem,) = rejected.value.problems
    assert problem.keyword == "json"
    assert problem.message.endswith(".")


def test_a_definition_is_at_most_a_megabyte():
    with pytest.raises(DefinitionRejected) as rejected:
        read_definition_text(" " * (MOST_BYTES + 1))
    assert rejected.value.problems[0].keyword == "size"
    assert faults(plain_form(TEXT, description="x" * MOST_BYTES)) == [("", "size")]


def test_a_hundred_levels_are_refused_without_recursion():
    deep: Any = 1
    for _ in range(100_000):
        deep = [deep]
    assert faults(plain_form({**TEXT, "default": deep})) == [("", "depth")]


@pytest.mark.parametrize("kind", FIELD_TYPES)
def test_what_is_written_reads_back_equal(kind):
    definition = read_definition(plain_form(plain_field(kind)))
    written = write_definition(definition)
    assert read_definition(written) == definition
    assert read_definition_text(canonical_json(written)) == definition
    assert content_hash(read_definition(written)) == content_hash(definition)


def test_text_and_tree_give_the_equal_hash():
    text = plain_form(TEXT, {**TEXT, "key": "b", "visible_if": 'a = "x" and filled(a)'})
    tree = plain_form(
        TEXT,
        {
            **TEXT,
            "key": "b",
            "visible_if": ["and", ["=", ["field", "a"], ["text", "x"]], ["filled", ["field", "a"]]],
        },
    )
    assert content_hash(read_definition(text)) == content_hash(read_definition(tree))


def test_the_hash_hears_of_every_change():
    forms = [
        plain_form(TEXT),
        plain_form({**TEXT, "label": "B"}),
        plain_form({**TEXT, "default": "x"}),
        plain_form(plain_field("yes_no", key="a")),
        plain_form(plain_field("yes_no", key="a", default=False)),
        plain_form(TEXT, {**TEXT, "key": "b"}),
        plain_form({**TEXT, "key": "b"}, TEXT),
    ]
    assert len({content_hash(read_definition(raw)) for raw in forms}) == len(forms)


def test_null_and_blank_stand_for_an_absent_key():
    blank = {
        **TEXT,
        "options": [],
        "content": "",
        "visible_if": None,
        "validation_rules": {"pattern": None},
    }
    assert read_definition(plain_form(blank)) == read_definition(plain_form(TEXT))


def test_rich_text_is_cleaned():
    dirty = '<p onclick="x()">A<script>alert(1)</script> <a href="javascript:x">b</a></p>'
    field = read_definition(
        plain_form({"key": "p", "field_type": "paragraph", "content": dirty})
    ).fields[0]
    assert field.content == "<p>A <a>b</a></p>"


def test_a_field_knows_where_its_form_is_at_home():
    raw = plain_form(GUESTS, settings={"currency": "EUR", "country": "IE"}, locale="en-IE")
    inner = read_definition(raw).fields[0].fields[0]
    assert (inner.form.currency, inner.form.country, inner.form.locale) == ("EUR", "IE", "en-IE")
