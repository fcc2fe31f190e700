"""JSON Schemas: what becomes a question, what becomes a condition, and what is told and left out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wedforms.forms.importing import Imported, ImportRefused
from wedforms.forms.importing.jsonschema import read_json_schema
from wedforms.formspec.expression import format_tree
from wedforms.formspec.reading import read_definition
from wedforms.formspec.writing import content_hash, write_definition


def schema(properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"title": "Form", "type": "object", "properties": properties, **more}


def read(properties: dict[str, Any], **more: Any) -> Imported:
    return read_json_schema(json.dumps(schema(properties, **more)), name="x")


def only(said: Any, **more: Any):
    imported = read({"a": said}, **more)
    return imported.definition.fields[0], imported.remarks


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"required": ["a", "zz"]}, "#/required"),
        ({"allOf": [{"required": ["zz"]}]}, "#/allOf/0/required"),
        ({"if": {"required": ["a"]}, "then": {"required": ["zz"]}}, "#/then/required"),
        ({"dependentRequired": {"a": ["zz"]}}, "#/dependentRequired/a/required"),
    ],
)
def test_an_answer_that_is_required_and_nowhere_asked_is_told(more, place):
    [remark] = read({"a": {"type": "string"}}, **more).remarks
    assert (remark.place.endswith(f" ({place})"), remark.what) == (True, "zz")
    assert "No question asks for it" in remark.why


@pytest.mark.parametrize(
    "more",
    [
        {"required": ["a", "b"], "allOf": [{"properties": {"b": {"type": "string"}}}]},
        {
            "required": ["b"],
            "if": {"required": ["a"]},
            "then": {"properties": {"b": {"type": "string"}}},
        },
        {"required": [{}, 1]},
    ],
)
def test_what_is_asked_in_another_part_is_not_told_as_missing(more):
    assert read({"a": {"type": "string"}}, **more).remarks == ()


TYPES = [
    ({"type": "string"}, "text", {}),
    ({"type": "string", "maxLength": 80, "minLength": 2}, "text", {"max_length": 80, "min_length": 2}),
    ({"type": "string", "maxLength": 2000}, "long_text", {"max_length": 2000}),
    ({"type": ["string", "null"]}, "text", {}),
    ({"type": "string", "format": "email"}, "email", {}),
    ({"type": "string", "format": "date"}, "date", {}),
    ({"type": "string", "format": "date-time"}, "date_time", {}),
    ({"type": "string", "format": "uri"}, "url", {}),
    ({"type": "string", "pattern": "^[A-Z]+$"}, "text", {"pattern": "[A-Z]+"}),
    ({"type": "string", "pattern": "x"}, "text", {"pattern": ".*x.*"}),
    ({"type": "string", "pattern": "^a|b$"}, "text", {"pattern": "(?:a|b)"}),
    ({"type": "string", "contentEncoding": "base64"}, "file", {}),
    ({"type": "integer", "minimum": 1, "exclusiveMaximum": 10}, "number", {"min": 1, "max": 9}),
    ({"type": "number", "multipleOf": 0.01, "minimum": 0}, "number", {"decimals": 2, "min": 0}),
    ({"type": "integer", "minimum": 0.5}, "number", {"min": 1}),
    ({"type": "boolean"}, "yes_no", {}),
    ({"const": True}, "consent", {}),
    ({"enum": ["x", "y"]}, "single_choice", {}),
    ({"enum": [str(n) for n in range(9)]}, "dropdown", {}),
    ({"oneOf": [{"const": "x", "title": "X"}]}, "single_choice", {}),
    ({"type": "array", "items": {"enum": ["x", "y"]}, "maxItems": 2}, "multiple_choice", {"max_choices": 2}),
    ({"type": "array", "items": {"type": "string"}}, "group", {}),
    ({"type": "array", "items": {"type": "object", "properties": {"b": {}}}}, "group", {}),
]  # fmt: skip


@pytest.mark.parametrize(("said", "kind", "rules"), TYPES)
def test_each_property_becomes_a_question(said, kind, rules):
    field, remarks = only(said)
    assert (field.field_type, dict(field.validation_rules), remarks) == (kind, rules, ())


def test_words_defaults_and_what_is_required():
    imported = read(
        {"guestCount": {"type": "integer", "title": "Guests", "description": "All", "default": 80},
         "meal": {"enum": ["Fish & chips", "Veg"], "default": "Veg"},
         "lastName": {"type": "string", "examples": ["Lark"]}},
        required=["guestCount"],
    )  # fmt: skip
    guests, meal, name = imported.definition.fields
    assert (guests.label, guests.help, guests.default) == ("Guests", "All", 80)
    assert guests.validation_rules["required"] is True
    assert [(one.value, one.label) for one in meal.options] == [
        ("fish-chips", "Fish & chips"), ("veg", "Veg"),
    ]  # fmt: skip
    assert meal.default == "veg"
    assert (name.key, name.label, name.validation_rules) == (
        "last_name",
        "Last name",
        {"placeholder": "Lark"},
    )


CONDITIONS = [
    ({"properties": {"a": {"const": "x"}}, "required": ["a"]}, 'a = "x"'),
    ({"properties": {"a": {"enum": ["x", "y"]}}}, 'a in ("x", "y")'),
    ({"properties": {"n": {"minimum": 3, "maximum": 5}}}, "n >= 3 and n <= 5"),
    ({"required": ["n"]}, "filled(n)"),
    ({"not": {"properties": {"a": {"const": "x"}}}}, 'not a = "x"'),
    ({"properties": {"m": {"contains": {"const": "x"}}}}, 'contains(m, "x")'),
    ({"allOf": [{"required": ["n"]}, {"required": ["a"]}]}, "filled(n) and filled(a)"),
]
BESIDE = {
    "a": {"enum": ["x", "y"]}, "n": {"type": "integer"},
    "m": {"type": "array", "items": {"enum": ["x", "y"]}},
}  # fmt: skip


@pytest.mark.parametrize(("condition", "ours"), CONDITIONS)
def test_what_is_asked_only_then_is_shown_only_then(condition, ours):
    then = {"properties": {"more": {"type": "string"}}, "required": ["more", "n"]}
    imported = read(BESIDE, **{"if": condition, "then": then})
    fields = {one.key: one for one in imported.definition.fields}
    assert format_tree(fields["more"].visible_if) == ours
    assert fields["more"].validation_rules["required"] is True
    assert format_tree(fields["n"].required_if) == ours
    assert imported.remarks == ()


def test_else_is_the_opposite_and_dependents_wait_for_their_question():
    imported = read(
        BESIDE,
        **{"if": CONDITIONS[0][0], "else": {"properties": {"other": {}}}},
        dependentRequired={"n": ["a"]},
        dependencies={"a": {"properties": {"why": {}}}},
    )
    fields = {one.key: one for one in imported.definition.fields}
    assert format_tree(fields["other"].visible_if) == 'not coalesce(a = "x", false)'
    assert format_tree(fields["a"].required_if) == "filled(n)"
    assert format_tree(fields["why"].visible_if) == "filled(a)"


def test_objects_lie_flat_and_references_are_looked_up():
    imported = read(
        {"guests": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/guest"}},
         "venue": {"type": "object", "title": "Venue", "properties": {"town": {}}}},
        **{"$defs": {"guest": {"type": "object", "properties": {"who": {"$ref": "#/$defs/name"}}},
                     "name": {"type": "string", "title": "Name"}}},
    )  # fmt: skip
    group, heading, town = imported.definition.fields
    assert (group.min_rows, group.fields[0].label) == (1, "Name")
    assert (heading.field_type, heading.label, town.key) == ("heading", "Venue", "town")


LEFT_OUT = [
    ({"$ref": "https://example.com/schema"}, "Only parts of the same document are looked up."),
    ({"$ref": "file:///etc/passwd"}, "Only parts of the same document are looked up."),
    ({"$ref": "#"}, "It contains itself."),
    ({"$ref": "#/$defs/nothing"}, "There is nothing at this place of the document."),
    ({"type": ["string", "integer"]}, "One question has one type."),
    ({"const": "x"}, "There is nothing to answer."),
    ({"type": "array", "prefixItems": [{}]}, "There is nothing like it here."),
    (False, "Nothing can be asked with it."),
    ({"type": "string", "pattern": "(?=x)"}, "Only plain groups (…) and (?:…) can be used."),
    ({"type": "string", "if": {}, "minimum": 3, "contains": {}}, "There is nothing like it here."),
]


@pytest.mark.parametrize(("said", "why"), LEFT_OUT)
def test_what_cannot_be_carried_is_told_with_its_place(said, why):
    imported = read({"z": {"type": "string"}, "a": said})
    assert (("“A” (#/properties/a)", why)) in [(one.place, one.why) for one in imported.remarks]


def doubling(depth: int, last: Any) -> dict[str, Any]:
    """A schema of a few lines that stands for 2 to the power of its depth."""
    defs = {
        f"d{n}": {"type": "object", "properties": {
            "a": {"$ref": f"#/$defs/d{n + 1}"}, "b": {"$ref": f"#/$defs/d{n + 1}"}}}
        for n in range(depth)
    } | {f"d{depth}": last}  # fmt: skip
    return schema({"a": {"$ref": "#/$defs/d0"}}, **{"$defs": defs})


def nested(depth: int) -> dict[str, Any]:
    inner: dict[str, Any] = {"type": "string"}
    for _ in range(depth):
        inner = {"type": "object", "properties": {"a": inner}}
    return inner


REFUSED = [
    "", "[]", "{", "null", "1e999999", "{}", json.dumps({"type": "string"}), json.dumps(nested(40)),
    json.dumps(doubling(25, {"type": "string"})), json.dumps(doubling(25, {"$ref": "#/nowhere"})),
    json.dumps(schema({f"q{n}": {} for n in range(501)})), "x" * 1_000_001,
    json.dumps(schema({"a": {"$ref": "#/$defs/a"}}, **{"$defs": {"a": {"$ref": "#/$defs/a"}}})),
    '{"a":' * 5_000 + "1" + "}" * 5_000,
]  # fmt: skip


@pytest.mark.parametrize("content", REFUSED, ids=range(len(REFUSED)))
def test_what_is_no_form_is_refused_in_words(content):
    with pytest.raises(ImportRefused) as refused:
        read_json_schema(content, name="x")
    assert refused.value.words


NAMES = st.sampled_from(
    ["type", "properties", "items", "enum", "const", "oneOf", "anyOf", "allOf", "if", "then", "else",
     "$ref", "required", "minimum", "maximum", "pattern", "format", "default", "title", "not",
     "dependentRequired", "dependencies", "minItems", "multipleOf", "a", "b", "examples"]
)  # fmt: skip
ANYTHING = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False),
        st.sampled_from(["object", "string", "array", "#", "#/properties/a", "a", "integer", "", "(("]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=5)
    ),
    max_leaves=30,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), ANYTHING, min_size=1), ANYTHING, ANYTHING)
def test_any_schema_becomes_a_form_or_is_refused(properties, condition, then):
    raw = schema(properties, **{"if": condition, "then": then, "required": ["a"]})
    imported = read_or_refused(raw)
    if imported is not None:
        again = read_definition(write_definition(imported.definition))
        assert content_hash(again) == content_hash(imported.definition)


def read_or_refused(raw: Any) -> Imported | None:
    try:
        return read_json_schema(json.dumps(raw), name="x")
    except ImportRefused:
        return None


CALLED = [
    ({"oneOf": [{"type": "string"}, {"type": "integer"}]}, "an answer of several shapes (oneOf)"),
    ({"type": "number", "multipleOf": 0.3}, "steps of a number (multipleOf: 0.3)"),
    ({"pattern": "^(?=x)"}, "“Pattern of the entire answer”"),
]


@pytest.mark.parametrize(("said", "told"), CALLED, ids=str)
def test_what_could_not_be_carried_is_called_by_its_plain_name(said, told):
    imported = read({"a": {"type": "string", **said}, "b": {"type": "string"}})
    assert [one.what for one in imported.remarks] == [told]


GENERATED = {
    "$defs": {
        "Meal": {"enum": ["fish", "veg"], "enumNames": ["Trout", "Risotto"], "type": "string"},
        "Place": {
            "type": "object",
            "properties": {"street": {"type": "string"}, "town": {"type": "string"}},
            "required": ["street"],
        },
    },
    "properties": {
        "mail": {"anyOf": [{"type": "string", "format": "email"}, {"type": "null"}], "title": "E"},
        "meal": {"allOf": [{"$ref": "#/$defs/Meal"}], "default": "veg"},
        "home": {"anyOf": [{"$ref": "#/$defs/Place"}, {"type": "null"}]},
        "scan": {"type": "string", "format": "data-url"},
    },
}


def test_what_programs_generate_is_read_as_people_mean_it():
    imported = read_json_schema(json.dumps({"type": "object", **GENERATED}), name="x")
    fields = {field.key: field for field in imported.definition.fields}
    assert not imported.remarks
    assert (fields["mail"].field_type, fields["mail"].label) == ("email", "E")
    assert [one.label for one in fields["meal"].options] == ["Trout", "Risotto"]
    assert fields["meal"].default == "veg"
    assert fields["scan"].field_type == "file"
    assert format_tree(fields["street"].required_if) == "filled(town)"


def test_parts_of_an_object_that_must_be_there_are_always_asked_for():
    raw = {"type": "object", "required": ["home"], **GENERATED}
    imported = read_json_schema(json.dumps(raw), name="x")
    [street] = [one for one in imported.definition.fields if one.key == "street"]
    assert street.validation_rules["required"]


def test_two_conditions_that_ask_for_one_answer_both_count():
    text = {"type": "string"}
    asked, *_ = read(
        {"a": text, "b": text, "c": text}, dependentRequired={"b": ["a"], "c": ["a"]}
    ).definition.fields
    assert format_tree(asked.required_if) == "filled(b) or filled(c)"


@pytest.mark.parametrize(
    ("shapes", "instead"),
    [
        ([{"type": "string"}, {"type": "integer"}], "It is asked as a text."),
        ([{"minimum": 5}, {"maximum": 2}], "It is asked as a number."),
    ],
)
def test_of_several_shapes_the_report_says_which_is_asked(shapes, instead):
    kind = {} if "type" in shapes[0] else {"type": "integer"}
    imported = read({"a": {**kind, "oneOf": shapes}})
    assert [one.instead for one in imported.remarks] == [instead]


@pytest.mark.parametrize("name", ["anyOf", "oneOf"])
def test_answers_of_several_shapes_as_a_whole_are_told(name):
    [remark] = read({"a": {"type": "string"}}, **{name: [{"required": ["a"]}, {}]}).remarks
    assert remark.place == f"The form as a whole (#/{name})"


BRACES = {
    "anyOf": [{"required": ["years"]}, {}],
    "if": {"properties": {"years": {"not": {"const": 1}}}},
    "then": {"properties": {"years": {"title": "Again"}}},
    "dependentRequired": {"gone": ["years"]},
}


def test_no_report_speaks_in_braces():
    said = {"years": {"type": ["string", "integer"]}, "guestList": {"type": "array", "items": {
        "type": "object", "properties": {"firstName": {"type": "string", "contains": {"a": {}}}}}}}  # fmt: skip
    remarks = read(said, **BRACES).remarks
    assert len(remarks) >= 4
    assert not [one for one in remarks if set("{}[]") & set(one.place + one.what + one.why)]
    assert "“Guest list”, “First name” (#/properties/guestList/items/properties/firstName)" in {
        one.place for one in remarks
    }


def test_a_fault_is_told_of_its_own_question_though_others_were_taken_out_before():
    bottom: dict[str, Any] = {"type": "string"}
    for _ in range(6):
        bottom = {"type": "array", "items": bottom}
    day = {"type": "string", "format": "date", "default": "never"}
    imported = read({"too_deep": bottom, "other": {"type": "string"}, "day": day})
    [remark] = [one for one in imported.remarks if one.what == "default"]
    assert remark.place.startswith("“Day”")


@pytest.mark.parametrize(
    ("said", "what", "instead"),
    [
        ({"title": "x" * 500 + "END"}, "the end of its title: END", "It was left out."),
        (
            {"description": "x" * 2_000 + "END"},
            "the end of its description: END",
            "It was left out.",
        ),
        ({"maxLength": 6_000}, "how long an answer may be (maxLength: 6000)", "At most 5,000."),
        (
            {"type": "array", "items": {"type": "string"}, "maxItems": 301},
            "how many rows there may be (maxItems: 301)",
            "At most 300.",
        ),
        ({"enum": ["a", {"b": 1}]}, "the choice “b”", "It was left out."),
    ],
)
def test_nothing_is_cut_off_in_silence(said, what, instead):
    [remark] = read({"a": {"type": "string", **said}}).remarks
    assert (remark.what, remark.instead) == (what, instead)


def test_a_property_of_which_nothing_is_said_is_asked_as_a_text():
    imported = read({"anything": True, "": {"type": "string"}})
    assert [(one.field_type, one.label) for one in imported.definition.fields] == [
        ("text", "Anything"),
        ("text", "…"),
    ]
