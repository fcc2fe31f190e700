"""What the builder offers, the judge enforces: every setting of every type has an answer refused."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.fields import plain_field, plain_form, right_answer
from tests.factories.violations import Violation, in_a_row, violations
from wedforms.formspec.answers import judge, read_answers
from wedforms.formspec.errors import AnswersRejected, Problem
from wedforms.formspec.fieldtypes import FIELD_TYPES, type_of
from wedforms.formspec.reading import read_definition
from wedforms.formspec.schema import compile_form

TODAY = date(2026, 11, 1)
ALL = list(violations())
POSTED = [each for each in ALL if each.inputs is not None]
#: Settings that say how a field looks or what it is called, and limit no answer.
LOOKS = {"busy",
    "autocomplete", "placeholder", "pattern_message", "lines", "unit", "min_label", "max_label",
    "icon", "yes_label", "no_label", "other_label", "course", "row_label", "add_label",
}  # fmt: skip


def named(found: list[Violation]) -> list[str]:
    return [f"{at}-{each.name}" for at, each in enumerate(found)]


def refused(found: Violation) -> list[Problem]:
    compiled = compile_form(read_definition(plain_form(found.field)))
    raw = {} if found.value is None else {found.field["key"]: found.value}
    with pytest.raises(AnswersRejected) as rejected:
        read_answers(compiled, raw, today=TODAY)
    return list(rejected.value.problems)


def where(found: Violation) -> str:
    return f"{found.field['key']}.{found.path}" if found.path else found.field["key"]


@pytest.mark.parametrize("found", ALL, ids=named(ALL))
def test_the_violation_is_refused_at_its_path(found):
    assert (where(found), found.keyword) in [(p.path, p.keyword) for p in refused(found)]


@pytest.mark.parametrize("found", ALL, ids=named(ALL))
def test_the_violation_is_refused_in_a_row_of_a_repeat(found):
    inside = in_a_row(found)
    assert (where(inside), found.keyword) in [(p.path, p.keyword) for p in refused(inside)]


@pytest.mark.parametrize("found", POSTED, ids=named(POSTED))
def test_what_a_page_posts_is_refused_too(found):
    definition = read_definition(plain_form(found.field))
    field = definition.fields[0]
    typed = type_of(field).parse_input(field, found.inputs)
    posted = {} if typed is None else {field.key: typed}
    with pytest.raises(AnswersRejected) as rejected:
        read_answers(compile_form(definition), posted, today=TODAY)
    assert where(found) in [problem.path for problem in rejected.value.problems]


def test_every_setting_that_limits_an_answer_is_violated():
    limiting = {
        (name, setting)
        for name, kind in FIELD_TYPES.items()
        if kind.has_answer and not kind.is_computed
        for setting in kind.all_settings
        if setting not in LOOKS
    }
    assert limiting == {(each.field_type, each.setting) for each in ALL} - {
        (name, loose) for name in FIELD_TYPES for loose in ("", "options")
    }


@pytest.mark.parametrize("kind", [name for name, kind in FIELD_TYPES.items() if kind.has_answer])
def test_a_right_answer_is_taken_as_it_is(kind):
    if kind == "hidden":
        kind = "calculation"
    compiled = compile_form(read_definition(plain_form(plain_field(kind))))
    answers = read_answers(compiled, {"it": right_answer(kind)}, today=TODAY)
    assert answers.values == {"it": right_answer(kind)}
    assert judge(compiled, answers.values, TODAY) == []
