"""Every accepted answer gives the values worked out by hand, every refused one its faults."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.unit.demo.forms import (
    FORM_TYPES,
    MISSING,
    accepted_cases,
    cases_of,
    definition,
    found,
    read,
    refused_cases,
)
from wedforms.formspec.errors import AnswersRejected, Problem
from wedforms.formspec.fieldtypes import type_of


def places(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return sorted((problem.path, problem.keyword) for problem in problems)


def expected_places(problems: list[dict[str, str]]) -> list[tuple[str, str]]:
    return sorted((problem["path"], problem["keyword"]) for problem in problems)


@pytest.mark.parametrize(("slug", "case"), accepted_cases(*FORM_TYPES))
def test_an_accepted_answer_is_computed_as_worked_out_by_hand(
    slug: str, case: dict[str, Any]
) -> None:
    answers = read(slug, case)
    seen = {path: found(answers.values, path) for path in case["expect"]}
    assert seen == case["expect"]
    assert places(answers.warnings) == expected_places(case.get("warnings", []))
    kept = [path for path in case.get("absent", []) if found(answers.values, path) is not MISSING]
    assert kept == []


@pytest.mark.parametrize(("slug", "case"), refused_cases(*FORM_TYPES))
def test_a_refused_answer_names_its_faults_and_no_others(slug: str, case: dict[str, Any]) -> None:
    with pytest.raises(AnswersRejected) as rejected:
        read(slug, case)
    errors = tuple(p for p in rejected.value.problems if p.severity == "error")
    assert places(errors) == expected_places(case["problems"])


@pytest.mark.parametrize("slug", FORM_TYPES)
def test_each_form_has_enough_cases(slug: str) -> None:
    cases = cases_of(slug)
    assert len(cases["accepted"]) >= 10
    assert len(cases["refused"]) >= 20


@pytest.mark.parametrize(("slug", "form_type"), FORM_TYPES.items())
def test_each_form_is_of_its_type(slug: str, form_type: str) -> None:
    assert definition(slug).form_type == form_type


@pytest.mark.parametrize("slug", FORM_TYPES)
def test_no_two_questions_have_the_same_words(slug: str) -> None:
    labels = [field.label for field in definition(slug).fields if type_of(field).has_answer]
    asked = [label for label in labels if label]
    assert sorted(asked) == sorted(set(asked))


@pytest.mark.parametrize("slug", FORM_TYPES)
def test_every_merge_field_is_a_field(slug: str) -> None:
    form = definition(slug)
    keys = {field.key for _, field in form.walk()}
    texts = [field.content for _, field in form.walk()]
    texts += [
        entry["label"] for name in ("lines", "schedule") for entry in form.settings.get(name, ())
    ]
    texts += [term["text"] for term in form.settings.get("terms", ())]
    texts.append(form.settings.get("supply_notes", ""))
    cited = {key for text in texts for key in re.findall(r"\{\{(\w+)\}\}", text)}
    assert cited <= keys
