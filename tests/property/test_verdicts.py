"""Our verdict is that of any stock 2020-12 validator on the compiled schema."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import jsonschema
import jsonschema_rs
from hypothesis import given
from referencing import Registry

from tests.property.effort import SLOWLY
from tests.property.strategies import forms_with_answers
from wedforms.formspec.answers import judge, read_answers
from wedforms.formspec.calculation import settle
from wedforms.formspec.errors import AnswersRejected
from wedforms.formspec.formats import FORMATS
from wedforms.formspec.oracle import check_schema
from wedforms.formspec.patterns import matches
from wedforms.formspec.reading import read_definition
from wedforms.formspec.schema import CompiledForm, compile_form
from wedforms.formspec.tidying import tidy
from wedforms.formspec.validator import build, problems_of

TODAY = date(2026, 11, 1)
RULE_KEYWORDS = {
    "formatMinimum",
    "formatMaximum",
    "decimals",
    "step",
    "in_order",
    "exclusive",
    "every_option",
}


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[Any]:
    if isinstance(instance, str) and not matches(pattern, instance):
        yield jsonschema.ValidationError(pattern)


def oracle(schema: dict[str, Any]) -> Any:
    """The stock Python validator with our formats and RE2; it never fetches anything."""
    formats = jsonschema.FormatChecker(formats=())
    for name, check in FORMATS.items():
        formats.checks(name)(lambda value, check=check: not isinstance(value, str) or check(value))
    kind = jsonschema.validators.extend(jsonschema.Draft202012Validator, {"pattern": _pattern})
    return kind(schema, registry=Registry(), format_checker=formats)


def told_by_oracle(schema: dict[str, Any], answers: Any) -> set[tuple[str, str]]:
    """Paths and keywords of the stock validator, missing and unknown keys named by their path."""
    found = set()
    for error in oracle(schema).iter_errors(answers):
        path = [str(step) for step in error.absolute_path]
        if error.validator == "required":
            missing = [name for name in error.validator_value if name not in error.instance]
            found |= {(".".join([*path, name]), "required") for name in missing}
        elif error.validator == "additionalProperties":
            known = error.schema.get("properties", {})
            found |= {
                (".".join([*path, name]), error.validator)
                for name in error.instance
                if name not in known
            }
        else:
            found.add((".".join(path), error.validator or "hidden"))
    return found


def told_by_engine(compiled: CompiledForm, answers: Any) -> set[tuple[str, str]]:
    errors = build(compiled.schema).iter_errors(answers)
    found = {(p.path, p.keyword) for error in errors for p in problems_of(error)}
    # jsonschema 4.26 forgets the last step of the path to a property whose schema is `false`.
    return {(path.rpartition(".")[0] if word == "hidden" else path, word) for path, word in found}


@SLOWLY
@given(forms_with_answers())
def test_both_engines_tell_the_same_paths_and_keywords(drawn):
    raw, answers = drawn
    compiled = compile_form(read_definition(raw))
    check_schema(compiled.schema)
    tidied = tidy(compiled.definition.fields, answers, prefill={}, earlier={}).values
    assert told_by_engine(compiled, tidied) == told_by_oracle(compiled.schema, tidied)


@SLOWLY
@given(forms_with_answers())
def test_our_verdict_is_the_stock_verdict_where_no_rule_is_left(drawn):
    raw, answers = drawn
    compiled = compile_form(read_definition(raw))
    tidied = tidy(compiled.definition.fields, answers, prefill={}, earlier={}).values
    of_schema = [p for p in judge(compiled, tidied, TODAY) if p.keyword not in RULE_KEYWORDS]
    stock = oracle(compiled.schema).is_valid(tidied)
    if not compiled.rules.needs_state:
        assert (of_schema == []) is stock
    elif not stock:
        assert of_schema != []
    if not stock and "format" not in str(compiled.schema) and "pattern" not in str(compiled.schema):
        assert not jsonschema_rs.Draft202012Validator(compiled.schema).is_valid(tidied)


@SLOWLY
@given(forms_with_answers())
def test_settling_and_the_schema_agree_on_what_is_hidden_and_required(drawn):
    raw, answers = drawn
    compiled = compile_form(read_definition(raw))
    tidied = tidy(compiled.definition.fields, answers, prefill={}, earlier={}).values
    state = settle(compiled.plan, tidied, today=TODAY)
    problems = judge(compiled, state.values, TODAY)
    assert [p.path for p in problems if p.keyword == "hidden"] == []
    missing = {path for path in state.required if _absent(state.values, path)}
    told = {p.path for p in problems if p.keyword == "required"}
    assert missing <= told
    assert {path for path in told - missing if path in state.visible} <= _groups_with_least(
        raw["fields"], told
    )


def _absent(values: Any, path: str) -> bool:
    for step in path.split("."):
        try:
            values = values[int(step)] if isinstance(values, list) else values[step]
        except (KeyError, IndexError, TypeError):
            return True
    return False


def _groups_with_least(fields: list[dict[str, Any]], paths: set[str]) -> set[str]:
    """Paths of groups that must have rows, which settling counts apart."""
    keys = {f["key"] for f in _walk(fields) if f["field_type"] == "group" and f.get("min_rows", 0)}
    return {path for path in paths if path.rpartition(".")[2] in keys}


def _walk(fields: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for field in fields:
        yield field
        yield from _walk(field.get("fields", []))


@SLOWLY
@given(forms_with_answers())
def test_accepted_answers_are_canonical(drawn):
    raw, answers = drawn
    compiled = compile_form(read_definition(raw))
    try:
        accepted = read_answers(compiled, answers, today=TODAY)
    except AnswersRejected:
        return
    assert judge(compiled, accepted.values, TODAY) == list(accepted.warnings)
    assert read_answers(compiled, accepted.values, today=TODAY).values == accepted.values
