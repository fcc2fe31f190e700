"""The compiled schema: conditions as if/then/else where JSON Schema can say them, rules where not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import jsonschema_rs
import pytest

from tests.factories.fields import plain_field, plain_form
from wedforms.formspec.answers import judge
from wedforms.formspec.errors import DefinitionRejected
from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.formspec.jsontext import canonical_json
from wedforms.formspec.oracle import UnsoundSchema, check_schema
from wedforms.formspec.reading import read_definition
from wedforms.formspec.schema import CompiledForm, compile_form

SEEN = [
    plain_field("text", key="word"),
    plain_field("number", key="n"),
    plain_field("number", key="half", validation_rules={"decimals": 1}),
    plain_field("yes_no", key="yes"),
    plain_field("single_choice", key="one", validation_rules={"other": True}),
    plain_field("multiple_choice", key="many"),
    plain_field("date", key="day"),
    plain_field("address", key="home"),
    plain_field(
        "wedding_date", key="wedding", validation_rules={"allow": ["date", "season", "undecided"]}
    ),
]


def compiled_with(condition: str, **more: Any) -> CompiledForm:
    field = plain_field("text", key="it", visible_if=condition, validation_rules={"required": True})
    return compile_form(read_definition(plain_form(*SEEN, {**field, **more})))


def shown(compiled: CompiledForm, answers: dict[str, Any]) -> bool:
    """Whether a stock validator wants the field for these answers, and refuses it otherwise."""
    stock = jsonschema_rs.Draft202012Validator(compiled.schema)
    with_it, without = stock.is_valid({**answers, "it": "x"}), stock.is_valid(answers)
    assert with_it is not without
    return with_it


LIFTED = {
    'word = "a"': ([{"word": "a"}], [{"word": "b"}, {}]),
    'word != "a"': ([{"word": "b"}], [{"word": "a"}, {}]),
    'not (word = "a")': ([{"word": "b"}], [{"word": "a"}, {}]),
    'word in ("a", "b")': ([{"word": "b"}], [{"word": "c"}, {}]),
    'not (word in ("a", "b"))': ([{"word": "c"}], [{"word": "b"}, {}]),
    "filled(word)": ([{"word": "a"}], [{}]),
    "not filled(word)": ([{}], [{"word": "a"}]),
    "n > 3": ([{"n": 4}], [{"n": 3}, {}]),
    "not (n > 3)": ([{"n": 3}], [{"n": 4}, {}]),
    "3 >= n": ([{"n": 3}], [{"n": 4}, {}]),
    "n = 3": ([{"n": 3}], [{"n": 4}, {}]),
    "n != 3": ([{"n": 4}], [{"n": 3}, {}]),
    "yes": ([{"yes": True}], [{"yes": False}, {}]),
    "not yes": ([{"yes": False}], [{"yes": True}, {}]),
    "yes != true": ([{"yes": False}], [{"yes": True}, {}]),
    'one = "a"': ([{"one": "a"}], [{"one": "b"}, {"one": {"other": "a"}}, {}]),
    'one != "a"': ([{"one": "b"}, {"one": {"other": "a"}}], [{"one": "a"}, {}]),
    'one = "other"': ([{"one": {"other": "x"}}], [{"one": "a"}, {}]),
    'one != "other"': ([{"one": "a"}], [{"one": {"other": "x"}}, {}]),
    'contains(many, "a")': ([{"many": ["a", "b"]}], [{"many": ["b"]}, {}]),
    'not contains(many, "a")': ([{"many": ["b"]}], [{"many": ["a"]}, {}]),
    'home.country = "GB"': (
        [{"home": {"line1": "1", "town": "Bath", "postcode": "BA1 5LN", "country": "GB"}}], [{}]
    ),
    'wedding.season = "spring"': (
        [{"wedding": {"season": "spring", "year": 2027}}],
        [{"wedding": {"season": "autumn", "year": 2027}}, {"wedding": {"undecided": True}}, {}],
    ),
    "wedding.undecided": ([{"wedding": {"undecided": True}}], [{"wedding": {"date": "2027-06-05"}}, {}]),
    "wedding.year > 2026": ([{"wedding": {"season": "spring", "year": 2027}}], [{"wedding": {"undecided": True}}]),
    'yes and word = "a"': ([{"yes": True, "word": "a"}], [{"yes": True}, {"word": "a"}]),
    'yes or word = "a"': ([{"yes": False, "word": "a"}, {"yes": True}], [{"yes": False}, {}]),
    'not (yes and word = "a")': ([{"yes": False}, {"word": "b"}], [{"yes": True, "word": "a"}, {"yes": True}, {}]),
    "true": ([{}], []),
    "false": ([], [{}]),
    "null": ([], [{}]),
}  # fmt: skip


@pytest.mark.parametrize("condition", LIFTED)
def test_a_condition_on_constants_is_judged_by_any_stock_validator(condition):
    compiled = compiled_with(condition)
    assert (compiled.rules.visible, compiled.rules.required) == ((), ())
    when_true, when_not = LIFTED[condition]
    assert [answers for answers in when_true if not shown(compiled, answers)] == []
    assert [answers for answers in when_not if shown(compiled, answers)] == []


RULES = [
    "n > half", "half > 3", 'day > date("2027-01-01")', 'contains(word, "a")', "length(word) > 2",
    "n + 1 > 3", "wedding > today()", "n > 2.5", 'word < "a"', "coalesce(yes, true)", 'lookup("t", n) = 1',
]  # fmt: skip


@pytest.mark.parametrize("condition", RULES)
def test_a_condition_beyond_json_schema_stays_a_rule(condition):
    tables = {"t": {"keys": ["k"], "rows": [[1, 1]]}}
    field = plain_field("text", key="it", visible_if=condition, validation_rules={"required": True})
    compiled = compile_form(read_definition(plain_form(*SEEN, field, tables=tables)))
    assert [place.field.key for place in compiled.rules.visible] == ["it"]
    assert [place.field.key for place in compiled.rules.required] == ["it"]
    kinds = [(rule["kind"], rule["at"]) for rule in compiled.schema["x-wedforms-rules"]]
    assert ("visible", "it") in kinds
    assert ("required", "it") in kinds


def test_required_if_is_lifted_beside_visible_if():
    field = plain_field("text", key="it", visible_if="yes", required_if="n > 3")
    compiled = compile_form(read_definition(plain_form(*SEEN, field)))
    stock = jsonschema_rs.Draft202012Validator(compiled.schema)
    assert stock.is_valid({"yes": True, "n": 3})
    assert not stock.is_valid({"yes": True, "n": 4})
    assert stock.is_valid({"yes": False, "n": 4})


def rows_form(condition: str) -> Any:
    inner = plain_field("text", key="it", visible_if=condition, validation_rules={"required": True})
    table = plain_field("group", key="tables", fields=[
        plain_field("number", key="size"),
        plain_field("group", key="guests", fields=[plain_field("yes_no", key="coming"), inner]),
    ])  # fmt: skip
    compiled = compile_form(read_definition(plain_form(plain_field("yes_no", key="dinner"), table)))
    assert compiled.rules.visible == ()
    return jsonschema_rs.Draft202012Validator(compiled.schema)


@pytest.mark.parametrize("coming", [True, False])
@pytest.mark.parametrize("size", [5, 6])
@pytest.mark.parametrize("dinner", [True, False])
def test_conditions_over_three_depths_are_lifted_to_where_each_can_be_seen(dinner, size, coming):
    stock = rows_form("dinner and size > 5 and coming")
    is_shown = dinner and size > 5 and coming
    for answer in ({}, {"it": "x"}):
        row = {"_id": "a", "coming": coming, **answer}
        raw = {"dinner": dinner, "tables": [{"_id": "t", "size": size, "guests": [row]}]}
        assert stock.is_valid(raw) is (bool(answer) is is_shown)


def test_parts_of_a_condition_at_mixed_depths_stay_a_rule():
    inner = plain_field("text", key="it", visible_if="dinner or coming")
    group = plain_field("group", key="guests", fields=[plain_field("yes_no", key="coming"), inner])
    compiled = compile_form(read_definition(plain_form(plain_field("yes_no", key="dinner"), group)))
    assert [place.field.key for place in compiled.rules.visible] == ["it"]


@pytest.mark.parametrize("kind", FIELD_TYPES)
def test_every_type_compiles_to_sound_portable_json_without_what_the_design_forbids(kind):
    schema = compile_form(read_definition(plain_form(plain_field(kind)))).schema
    check_schema(schema)
    text = canonical_json(schema)
    assert json.loads(text)["additionalProperties"] is False
    assert '"$ref"' not in text
    assert '"multipleOf"' not in text
    assert [part for part in parts(schema) if is_costly(part)] == []


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every object in a schema."""
    inside = schema.values() if isinstance(schema, dict) else schema
    if isinstance(schema, dict):
        yield schema
    if isinstance(schema, dict | list):
        for one in inside:
            yield from parts(one)


def is_costly(part: dict[str, Any]) -> bool:
    """Whether values are compared with each other that are more than texts out of a list."""
    one_of = part.get("items", {}).get("enum", [{}]) if "uniqueItems" in part else []
    return not all(isinstance(value, str) for value in one_of)


def test_an_unsound_schema_is_refused():
    with pytest.raises(UnsoundSchema):
        check_schema({"type": "colour"})


def test_fields_shown_together_share_one_condition():
    fields = [plain_field("text", key=f"a{at}", visible_if="yes") for at in range(5)]
    schema = compile_form(read_definition(plain_form(*SEEN, *fields))).schema
    assert [set(block["else"]["properties"]) for block in schema["allOf"]] == [
        {"a0", "a1", "a2", "a3", "a4"}
    ]


def test_equal_definitions_compile_to_equal_schemas():
    raw = plain_form(*SEEN, plain_field("text", key="it", visible_if="yes and n > 3"))
    first, second = (compile_form(read_definition(raw)) for _ in range(2))
    assert first.content_hash == second.content_hash
    assert canonical_json(first.schema) == canonical_json(second.schema)


def test_a_circle_is_refused():
    fields = [
        plain_field("text", key="a", visible_if="filled(b)"),
        plain_field("text", key="b", visible_if="filled(a)"),
    ]
    with pytest.raises(DefinitionRejected) as rejected:
        read_definition(plain_form(*fields))
    assert [problem.keyword for problem in rejected.value.problems] == ["cycle"]


def test_so_many_comparisons_are_lifted_and_no_more():
    crowd = " or ".join(f"n = {at}" for at in range(90))
    fields = [plain_field("text", key=f"a{at}", visible_if=crowd) for at in range(30)]
    compiled = compile_form(read_definition(plain_form(*SEEN, *fields)))
    assert [place.field.key for place in compiled.rules.visible] == [
        f"a{at}" for at in range(22, 30)
    ]
    kept = {"n": 95, "a0": "x", "a29": "x"}
    assert [(p.path, p.keyword) for p in judge(compiled, kept, date(2026, 11, 1))] == [
        ("a0", "hidden"),
        ("a29", "hidden"),
    ]
