"""Merge fields: the words of the server, and the hooks from which a script says the same."""

from __future__ import annotations

from operator import itemgetter

import pytest

from tests.cases.reading import load
from tests.factories.fields import plain_form
from tests.unit.wtf.conftest import compiled
from wedforms.formspec.reading import read_definition
from wedforms.wtf.merging import said_as
from wedforms.wtf.words import said

SAID = load("said/merged")["cases"]


@pytest.mark.parametrize("case", SAID, ids=itemgetter("name"))
def test_answer_is_said_and_marked_as_the_shared_case_says(case):
    raw = {"key": "it", "label": "It", **case["field"]}
    field = read_definition(plain_form(raw)).fields[0]
    words = said(field, case["answer"], case.get("locale", "en-GB"))
    assert (words, said_as(field)) == (case["words"], case["hooks"])


def test_text_holds_answers_and_what_scripts_need(fill):
    form = compiled(
        {"key": "venue", "field_type": "text", "label": "Venue"},
        {"key": "price", "field_type": "money", "label": "Price"},
        {"key": "mobile", "field_type": "phone", "label": "Mobile"},
        {
            "key": "words",
            "field_type": "clause",
            "label": "Words",
            "content": "<p>{{venue}}, {{price}}, {{ mobile }}</p>",
        },
    )
    filled = fill(form, {"venue": ['The "Old" Mill'], "price": ["12"]})
    [clause] = [one for one in filled.form if one.design.key == "words"]
    assert str(clause.content) == (
        '<p><bdi class="merge" data-merge="venue" data-result="text">The &#34;Old&#34; Mill</bdi>, '
        '<bdi class="merge" data-merge="price" data-result="money" data-currency="GBP">£12.00</bdi>, '
        '<bdi class="merge" data-merge="mobile">…</bdi></p>'
    )
