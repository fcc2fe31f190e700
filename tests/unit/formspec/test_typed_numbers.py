"""Numbers as people type them: the same on the page and here, exact, and never without an end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.cases.reading import encode, load
from tests.factories.fields import plain_field, plain_form
from wedforms.formspec.answers import read_answers
from wedforms.formspec.errors import AnswersRejected
from wedforms.formspec.expression.values import number_from_json
from wedforms.formspec.fieldtypes.showing import decimal_sign
from wedforms.formspec.reading import read_definition
from wedforms.formspec.schema import CompiledForm, compile_form
from wedforms.wtf.inputs import first_inputs, read_inputs

CURRENCIES = {0: "JPY", 2: "GBP"}
CASES = [
    pytest.param(case, id=f"{case['typed']} {case.get('decimal', '')}")
    for case in load("typed_numbers")
]


LOCALES = {".": "en-GB", ",": "de"}


def asking(kind: str, locale: str = "en-GB", **rules: Any) -> CompiledForm:
    field = plain_field(kind, key="n", validation_rules=rules)
    return compile_form(read_definition({**plain_form(field), "locale": locale}))


def form_of(case: dict[str, Any]) -> CompiledForm:
    locale = LOCALES[case.get("decimal", ".")]
    if case.get("type") == "money":
        return asking("money", locale, currency=CURRENCIES[case.get("places", 2)])
    return asking("number", locale, decimals=6)


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


@pytest.mark.parametrize(
    ("locale", "decimal", "typed"),
    [("en-GB", ".", "12.5"), ("fr", ",", "12,5"), ("de", ",", "12,5"), ("es", ",", "12,5"),
     ("ar", ".", "12.5"), ("de-CH", ".", "12.5")],
)  # fmt: skip
def test_an_answer_is_written_into_its_input_as_people_of_the_language_type_it(
    locale, decimal, typed
):
    for kind, answer in (("number", Decimal("12.5")), ("money", 1250)):
        compiled = asking(kind, locale, **({"decimals": 1} if kind == "number" else {}))
        written = first_inputs(compiled, {"n": answer})
        assert written["n"][0].startswith(typed)
        assert read_inputs(compiled, written) == {"n": answer}
    assert decimal_sign(locale) == decimal
