"""The six real forms: every accepted answer with its total worked out by hand, every refused one with its fault."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from wedforms.formspec.answers import Answers, read_answers
from wedforms.formspec.definition import Definition
from wedforms.formspec.errors import AnswersRejected, Problem
from wedforms.formspec.reading import read_definition
from wedforms.formspec.schema import CompiledForm, compile_form

ROOT = Path(__file__).parents[3]
DEFINITIONS = ROOT / "wedforms/demo/definitions"
CASES = ROOT / "tests/cases/forms"
FORM_TYPES = {
    "photography-contract": "contract",
    "venue-hire": "contract",
    "pre-wedding-questionnaire": "questionnaire",
    "rsvp": "rsvp",
    "lead-enquiry": "questionnaire",
    "deposit-balance-invoice": "invoice",
}
MISSING = object()


@cache
def cases_of(slug: str) -> dict[str, Any]:
    return json.loads((CASES / f"{slug}.json").read_text(encoding="utf-8"))


@cache
def form(slug: str) -> CompiledForm:
    return compile_form(definition(slug))


def definition(slug: str) -> Definition:
    return read_definition(json.loads((DEFINITIONS / f"{slug}.json").read_text(encoding="utf-8")))


def all_cases(kind: str) -> list[Any]:
    return [
        pytest.param(slug, case, id=f"{slug}: {case['name']}")
        for slug in FORM_TYPES
        for case in cases_of(slug)[kind]
    ]


def patched(answers: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of the answers with each dotted path set, or removed where the patch says null."""
    result = deepcopy(dict(answers))
    for path, value in patch.items():
        *parents, last = path.split(".")
        holder: Any = result
        for part in parents:
            holder = holder[int(part)] if isinstance(holder, list) else holder[part]
        put(holder, last, value)
    return result


def put(holder: Any, last: str, value: Any) -> None:
    if isinstance(holder, dict):
        holder[last] = value
        if value is None:
            del holder[last]
    elif value is None:
        del holder[int(last)]
    else:
        holder[int(last) : int(last) + 1] = [value]


def found(answers: Any, path: str) -> Any:
    for part in path.split("."):
        if isinstance(answers, list):
            answers = answers[int(part)] if int(part) < len(answers) else MISSING
        else:
            answers = answers.get(part, MISSING)
        if answers is MISSING:
            return MISSING
    return answers


def read(slug: str, case: Mapping[str, Any]) -> Answers:
    base = cases_of(slug)["base"]
    return read_answers(
        form(slug),
        patched(base, case.get("patch", {})),
        today=date.fromisoformat(cases_of(slug)["today"]),
        prefill=case.get("prefill"),
        earlier=patched(base, case["earlier"]) if "earlier" in case else None,
    )


def places(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return sorted((problem.path, problem.keyword) for problem in problems)


def expected_places(problems: list[dict[str, str]]) -> list[tuple[str, str]]:
    return sorted((problem["path"], problem["keyword"]) for problem in problems)


@pytest.mark.parametrize(("slug", "case"), all_cases("accepted"))
def test_an_accepted_answer_is_computed_as_worked_out_by_hand(
    slug: str, case: dict[str, Any]
) -> None:
    answers = read(slug, case)
    seen = {path: found(answers.values, path) for path in case["expect"]}
    assert seen == case["expect"]
    assert places(answers.warnings) == expected_places(case.get("warnings", []))
    kept = [path for path in case.get("absent", []) if found(answers.values, path) is not MISSING]
    assert kept == []


@pytest.mark.parametrize(("slug", "case"), all_cases("refused"))
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
