"""Addresses and keys made of people's words; the browser makes the same keys (node --test reads the cases)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from wedforms.formspec.slots import FIELD_KEY
from wedforms.lib.text import key_of, slug_of

CASES = json.loads((Path(__file__).parents[1] / "cases" / "keys.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["words"][:20] or "nothing")
def test_words_make_a_key(case):
    key = key_of(case["words"], otherwise=case["otherwise"])
    assert key == case["key"]
    assert re.match(FIELD_KEY, key)


def test_words_make_an_address():
    assert slug_of("Ana & Ben’s Day") == "ana-bens-day"
    assert slug_of("陳大文") == "form"
