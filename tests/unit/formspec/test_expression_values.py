"""Every shared case of the expression language gives the value that was worked out by hand."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from tests.cases.reading import encode, load, load_all, read_form
from tests.cases.write_trees import compact, complete
from wedforms.formspec.calculation import State, plan, settle
from wedforms.formspec.expression import Scope, evaluate, format_tree, parse

CASES = [
    pytest.param(case, id=f"{topic}: {case.get('at', '')} {case['text']}".strip())
    for topic, cases in load_all("expressions")
    if topic != "form"
    for case in cases
]


@cache
def settled() -> State:
    raw = load("expressions/form")
    return settle(
        plan(read_form(raw["form"])), raw["answers"], today=date.fromisoformat(raw["today"])
    )


def scope_at(path: str) -> Scope:
    scope, steps = settled().scope, path.split(".") if path else []
    for group, index in zip(steps[::2], steps[1::2], strict=True):
        scope = scope.rows[group][int(index)]
    return scope


@pytest.mark.parametrize("case", CASES)
def test_an_expression_gives_the_value_worked_out_by_hand(case: dict[str, Any]) -> None:
    given = encode(evaluate(parse(case["text"]), scope_at(case.get("at", ""))))
    expected = case["gives"]
    if isinstance(expected, dict) and "number" in expected:
        expected, given = expected["number"], str(given)
    assert given == expected
    assert isinstance(given, bool) is isinstance(expected, bool)


@pytest.mark.parametrize("case", CASES)
def test_a_case_prints_and_parses_back_to_its_tree(case: dict[str, Any]) -> None:
    tree = parse(case["text"])
    assert parse(format_tree(tree)) == tree


def test_the_trees_and_page_plans_of_the_cases_are_up_to_date() -> None:
    for folder in ("expressions", "settle"):
        for topic, cases in load_all(folder):
            assert compact(complete(cases)) == compact(cases), topic


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 250
