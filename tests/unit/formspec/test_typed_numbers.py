"""Numbers as people type them: the same on the page and here, exact, and never without an end."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cases.reading import encode, load
from tests.factories.fields import plain_field, plain_form
from wedforms.formspec.answers import read_answers
from wedforms.formspec.errors import AnswersRejected
from wedforms.formspec.expression.values import number_from_json
from wedforms.formspec.reading import read_definition
from wedforms.formspec.schema import CompiledForm, compile_form
from wedforms.wtf.inputs import read_inputs

CURRENCIES = {0: "JPY", 2: "GBP"}
CASES = [pytest.param(case, id=case["typed"]) for case in load("typed_numbers")]


def asking(kind: str, **rules: Any) -> CompiledForm:
    field = plain_field(kind, key="n", validation_rules=rules)
    return compile_form(read_definition(plain_form(field)))


def form_of(case: dict[str, Any]) -> CompiledForm:
    if case.get("type") == "money":
        return asking("money", currency=CURRENCIES[case.get("places", 2)])
    return asking("number", decimals=6)


@pytest.mark.parametrize("case", CASES)
def test_a_typed_number_counts_as_much_as_on_the_page(case):
    read = read_inputs(form_of(case), {"n": [case["typed"]]})
    assert encode(number_from_json(read.get("n"))) == case["gives"]


@pytest.mark.parametrize(
    ("kind", "typed", "keyword"),
    [
        ("number", "9" * 100_000, "number"),
        ("number", "0." + "9" * 100_000, "number"),
        ("number", "0." + "9" * 40, "decimals"),
        ("number", "1e999999999", "type"),
        ("number", "NaN", "type"),
        ("money", "9" * 100_000, "type"),
        ("money", "1." + "0" * 40 + "1", "type"),
    ],
    ids=lambda value: value[:24],
)
def test_a_number_beyond_all_bounds_is_refused_at_its_question(kind, typed, keyword):
    compiled = asking(kind, **({"decimals": 6} if kind == "number" else {}))
    with pytest.raises(AnswersRejected) as rejected:
        read_answers(compiled, read_inputs(compiled, {"n": [typed]}), today=date(2026, 11, 1))
    assert [(one.path, one.keyword) for one in rejected.value.problems] == [("n", keyword)]
