"""Whatever arrives, reading gives a definition, answers, or a refusal with words; never a crash."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.fields import plain_field, plain_form
from tests.property.effort import SLOWLY
from tests.property.strategies import ANYTHING, ASKED, answers, definitions, settings_of
from wedforms.formspec.answers import judge, read_answers
from wedforms.formspec.errors import AnswersRejected, DefinitionRejected, Problem
from wedforms.formspec.fieldtypes import FIELD_TYPES, type_of
from wedforms.formspec.jsontext import canonical_json
from wedforms.formspec.messages import say
from wedforms.formspec.reading import read_definition, read_definition_text
from wedforms.formspec.schema import CompiledForm, compile_form
from wedforms.formspec.writing import content_hash, write_definition

TODAY = date(2026, 11, 1)
EVERY_TYPE = compile_form(
    read_definition(plain_form(*(plain_field(kind, key=f"k_{kind}") for kind in FIELD_TYPES)))
)
SPOILED = st.sampled_from(
    [
        "key",
        "field_type",
        "label",
        "options",
        "validation_rules",
        "visible_if",
        "fields",
        "default",
        "rows",
    ]
)


def refusal(raw: Any) -> tuple[Problem, ...]:
    try:
        read_definition(raw)
    except DefinitionRejected as rejected:
        return rejected.problems
    return ()


def problems(compiled: CompiledForm, raw: Any) -> tuple[Problem, ...]:
    try:
        read_answers(compiled, raw, today=TODAY)
    except AnswersRejected as rejected:
        return rejected.problems
    return ()


@SLOWLY
@given(ANYTHING)
def test_any_json_is_read_or_refused_as_a_definition(raw):
    assert refusal(raw)
    assert all(
        problem.message for problem in refusal({"name": "x", "form_type": "rsvp", "fields": raw})
    )


@SLOWLY
@given(st.text(max_size=60) | st.binary(max_size=60))
def test_any_text_is_refused_with_one_sentence(text):
    with pytest.raises(DefinitionRejected) as rejected:
        read_definition_text(text)
    assert all(problem.message for problem in rejected.value.problems)


@SLOWLY
@given(definitions(), SPOILED, ANYTHING, st.data())
def test_a_spoiled_definition_is_refused_at_the_spoiled_field_or_read(raw, key, value, data):
    at = data.draw(st.integers(0, len(raw["fields"]) - 1))
    raw["fields"][at][key] = value
    assert all(problem.message for problem in refusal(raw))


@SLOWLY
@given(definitions())
def test_writing_and_reading_keep_a_definition_and_its_hash(raw):
    definition = read_definition(raw)
    text = canonical_json(write_definition(definition))
    assert read_definition_text(text) == definition
    assert content_hash(read_definition_text(text)) == content_hash(definition)
    assert json.loads(text)["name"] == definition.name


@SLOWLY
@given(ANYTHING)
def test_any_json_is_accepted_or_refused_as_answers(raw):
    for problem in problems(EVERY_TYPE, raw):
        assert say(problem, EVERY_TYPE.fields.get(problem.path.split(".")[0]), "en-GB")
    assert isinstance(judge(EVERY_TYPE, raw, TODAY), list)


@SLOWLY
@given(st.sampled_from([kind for kind in FIELD_TYPES if FIELD_TYPES[kind].has_answer]), ANYTHING)
def test_any_json_is_accepted_or_refused_for_every_type(kind, value):
    raw = {f"k_{kind}": value}
    try:
        accepted = read_answers(EVERY_TYPE, raw, today=TODAY).values
    except AnswersRejected:
        return
    field = EVERY_TYPE.fields[f"k_{kind}"]
    if field.key in accepted:
        shown = type_of(field).show(field, accepted[field.key], "en-GB")
        cells = type_of(field).cells(field, accepted[field.key], "en-GB")
        assert isinstance(shown, str)
        assert all(isinstance(cell, str) for cell in cells)


PARTS = st.sampled_from(["", "kind", "date", "time", "year", "season", "start", "given", "line1", "other", "a",
                         "day", "name", "typed", "drawn", "uploaded", "partner1-name", "partner1-email"])  # fmt: skip
TEXTS = st.lists(
    st.text(max_size=9) | st.sampled_from(["a", "1", "yes", "other", "5/6/2027", "[[", "{}"]),
    max_size=3,
)


@SLOWLY
@given(st.sampled_from(ASKED), st.dictionaries(PARTS, TEXTS, max_size=4), st.data())
def test_whatever_a_page_posts_is_read_and_judged(kind, inputs, data):
    field = plain_field(
        kind,
        validation_rules={
            **plain_field(kind).get("validation_rules", {}),
            **data.draw(settings_of(kind)),
        },
    )
    compiled = compile_form(read_definition(plain_form(field)))
    found = compiled.fields["it"]
    typed = type_of(found).parse_input(found, inputs)
    answered = {} if typed is None else {"it": typed}
    blamed = {problem.path.split(".")[0] for problem in problems(compiled, answered)}
    assert blamed <= {"it"}


@SLOWLY
@given(definitions(), st.data())
def test_accepted_answers_can_be_typed_again(raw, data):
    compiled = compile_form(read_definition(raw))
    try:
        accepted = read_answers(compiled, data.draw(answers(raw["fields"])), today=TODAY).values
    except AnswersRejected:
        return
    for key, value in accepted.items():
        field = compiled.fields[key]
        if field.field_type not in ("group", "signature"):
            inputs = type_of(field).inputs(field, value)
            assert type_of(field).parse_input(field, inputs) == value
