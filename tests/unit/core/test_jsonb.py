"""JSON for the database: what goes in comes out, numbers to the digit."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wedforms.core.jsonb import dumps, loads

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=6)
WITHOUT_FRACTIONS = st.none() | st.booleans() | st.integers() | st.text()


def nested(leaves):
    return st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@given(nested(WITHOUT_FRACTIONS | NUMBERS))
def test_what_goes_in_comes_out(value):
    assert loads(dumps(value)) == value


@given(nested(WITHOUT_FRACTIONS))
def test_what_has_no_fraction_is_written_as_the_standard_library_writes_it(value):
    assert dumps(value) == json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("0.10"), "0.10"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-6"), "0.000001"),
        (True, "true"),
        (1, "1"),
        ('\u2028"\\\n\0é', '"\u2028\\"\\\\\\n\\u0000é"'),
        ({"a": [None, False]}, '{"a": [null, false]}'),
        ((1, 2), "[1, 2]"),
    ],
    ids=repr,
)
def test_the_text_is_exact(value, written):
    assert dumps(value) == written


@pytest.mark.parametrize("text", ["0.1", "1e2", "-0.000001", "1.50"])
def test_a_fraction_is_read_as_a_decimal(text):
    assert isinstance(loads(text), Decimal)
    assert loads(text) == Decimal(text)


@pytest.mark.parametrize(
    "value",
    [1.5, Decimal("NaN"), Decimal("Infinity"), {1: 2}, object(), {"a": {1, 2}}],
    ids=["float", "NaN", "infinity", "number as key", "object", "set"],
)
def test_what_is_not_exact_json_is_refused(value):
    with pytest.raises(TypeError, match="JSON"):
        dumps(value)
