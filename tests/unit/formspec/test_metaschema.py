"""The schema of definitions: kept equal to the code, and agreeing with reading on single values."""

from __future__ import annotations

from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from tests.factories.fields import plain_field, plain_form
from tests.unit.formspec.test_reading import FIELD_FAULTS, FORM_FAULTS
from wedforms.formspec.errors import DefinitionRejected, Problem
from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.formspec.metaschema import build_meta_schema, meta_schema
from wedforms.formspec.patterns import MAX_PATTERN
from wedforms.formspec.reading import read_definition
from wedforms.formspec.writing import write_definition

META = jsonschema_rs.Draft202012Validator(meta_schema(), offline=True)
#: What only reading can tell: it spans several values, or needs the grammar of a language.
BEYOND = {
    "unknown locale", "NUL in a name", "lone surrogate", "not JSON", "no number", "endless number", "currency",
    "time zone", "time zone of the machine", "closing time without offset", "closing time of a day that is none", "holiday", "name empty",
    "total names nothing", "total names a text", "prefill names nothing", "no remaining instalment",
    "line over no group", "rule names nothing", "table of uneven rows", "table of equal keys", "unknown table",
    "limits crossed", "least above the default most", "evil pattern", "broken expression",
    "deep expression", "unknown name", "circle", "option twice", "package without price", "maybe",
    "other as an option", "exclusive of nothing", "more choices than options", "more ranks than options",
    "rows crossed", "sorted by a stranger", "unknown name in a row", "date that is none", "dates crossed",
    "default of the wrong type", "default beyond the limit", "default that is no option", "merge field",
    "calculation of nothing", "duplicates by what is not asked, and by what has no one answer",
    "a contract erased whole",
}  # fmt: skip
FAULTS = {
    **{name: raw for name, (raw, _) in FORM_FAULTS.items()},
    **{name: plain_form(field) for name, (field, _) in FIELD_FAULTS.items()},
}


def test_the_shipped_schema_is_that_of_the_code():
    assert meta_schema() == build_meta_schema()


def test_the_shipped_schema_is_sound():
    jsonschema.Draft202012Validator.check_schema(meta_schema())


@pytest.mark.parametrize("kind", FIELD_TYPES)
def test_what_is_read_and_written_fits_the_schema(kind):
    raw = plain_form(plain_field(kind))
    assert META.is_valid(raw)
    assert META.is_valid(write_definition(read_definition(raw)))


@pytest.mark.parametrize("name", sorted(set(FAULTS) - BEYOND))
def test_a_fault_of_a_single_value_is_refused_by_both(name):
    assert not META.is_valid(FAULTS[name])


def test_what_only_reading_tells_is_still_needed():
    assert set(FAULTS) >= BEYOND


def single_settings() -> list[tuple[str, str, Any]]:
    wild: list[Any] = [
        -(10**16),
        10**16,
        "",
        "x" * 30_000,
        [],
        ["zz"],
        {},
        True,
        0,
        1,
        1.5,
        "zz",
        None,
    ]
    return [
        (kind, setting, value)
        for kind, made in FIELD_TYPES.items()
        for setting in made.all_settings
        for value in wild
    ]


@pytest.mark.parametrize("kind", FIELD_TYPES)
def test_schema_and_reading_agree_on_every_setting(kind):
    disagreed = []
    for name, setting, value in single_settings():
        if name != kind:
            continue
        raw = plain_field(kind)
        raw["validation_rules"] = {**raw.get("validation_rules", {}), setting: value}
        if META.is_valid(plain_form(raw)) is not _single_value_fits(raw, setting):
            disagreed.append((setting, value))
    assert disagreed == []


def _single_value_fits(field: dict[str, Any], setting: str) -> bool:
    """Whether reading finds no fault that lies in the value of this setting alone."""
    try:
        read_definition(plain_form(field))
    except DefinitionRejected as rejected:
        path = f"fields.0.validation_rules.{setting}"
        mine = [problem for problem in rejected.problems if problem.path.startswith(path)]
        return not any(
            _is_of_one_value(problem, field["validation_rules"][setting]) for problem in mine
        )
    return True


def _is_of_one_value(problem: Problem, value: Any) -> bool:
    if problem.keyword == "expression":
        return isinstance(value, dict)
    if problem.keyword == "pattern":
        return len(value) > MAX_PATTERN
    beside = (
        "may not be more",
        "There is no option",
        "fewer options",
        "needs “multiple”",
        "not “other”",
    )
    return problem.keyword != "unknown_field" and not any(
        words in problem.message for words in beside
    )
