"""Text and JSON as they are kept: what is tidied, what is refused, and one spelling for one value."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from wedforms.formspec.jsontext import BrokenJson, canonical_json, exact, parse_json
from wedforms.formspec.screening import screen
from wedforms.formspec.text import clean_line, clean_lines, storable


@pytest.mark.parametrize(
    ("text", "line", "lines"),
    [
        ("plain", "plain", "plain"),
        ("  a  b ", "a  b", "a  b"),
        ("a\tb", "a b", "a\tb"),
        ("a\r\nb\rc\x0bd\u2029e", "a b c d e", "a\nb\nc\nd\ne"),
        ("e\u0301", "é", "é"),
        ("\ufeffa\u00a0", "a", "a"),
        ("a\x1b[0mb\x7f\x9d", "a[0mb", "a[0mb"),
        ("👩‍❤️‍👩", "👩‍❤️‍👩", "👩‍❤️‍👩"),
    ],
)
def test_text_is_cleaned_once_and_for_all(text, line, lines):
    assert clean_line(text) == line
    assert clean_lines(text) == lines
    assert clean_line(line) == line
    assert clean_lines(lines) == lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [("é\n", True), ("\x00", False), ("é\x00", False), ("\ud800", False), ("\U0001f470", True)],
)
def test_what_can_be_stored(text, expected):
    assert storable(text) is expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None, "é"]}, '{"a":[true,null,"é"],"b":1}'),
        (Decimal("1.50"), "1.5"),
        (Decimal("2.0"), "2"),
        (Decimal("1E+3"), "1000"),
        (0.1, "0.1"),
        (Decimal("-0.000001"), "-0.000001"),
        (False, "false"),
        ((), "[]"),
    ],
)
def test_one_value_has_one_spelling(value, text):
    assert canonical_json(value) == text
    assert canonical_json(parse_json(text)) == text


def test_numbers_are_read_exactly():
    assert parse_json("[0.1, 1.0, 12345678901234567890]") == [
        Decimal("0.1"),
        Decimal("1.0"),
        12345678901234567890,
    ]
    assert (exact(1.0), exact(Decimal("1.10"))) == (1, Decimal("1.1"))
    long = "0." + "9" * 59
    assert str(parse_json(long)) == str(exact(Decimal(long + "0"))) == canonical_json(Decimal(long))


@pytest.mark.parametrize(
    "digits",
    [
        "1e30",
        "1e-61",
        "-1e999999999",
        "1e-999999999",
        "1e99999999999999999999",
        "1e-99999999999999999999",
        "9" * 100_000,
        "0." + "9" * 100_000,
    ],
    ids=lambda digits: digits[:24],
)
def test_a_number_that_nobody_counts_with_is_told_where_it_stands(digits):
    read = parse_json(f'{{"a": [1, {digits}]}}')
    problem = screen(read, most_bytes=200, most_depth=9)
    assert (problem.path, problem.keyword) == ("a.1", "number")


@pytest.mark.parametrize("power", ["1E+999999999", "-1E+999999999", "1E-999999999"])
def test_digits_without_end_are_never_written_out(power):
    assert canonical_json([Decimal(power)]) == f"[{power}]"


@pytest.mark.parametrize(
    "text", ["", "{", "nul", "[1,]", '{"a":1,"a":1}', "Infinity", "[" * 99_999, b"\xff"]
)
def test_broken_json_is_told_in_a_sentence(text):
    with pytest.raises(BrokenJson) as broken:
        parse_json(text)
    assert str(broken.value).endswith(".")


def deep(levels: int) -> Any:
    value: Any = 0
    for _ in range(levels):
        value = {"a": value}
    return value


@pytest.mark.parametrize(
    ("raw", "path", "keyword"),
    [
        ({"a": [{"b": "\x00"}]}, "a.0.b", "text"),
        ({"a\ud800": 1}, "", "text"),
        ({1: 1}, "", "type"),
        ([b"x"], "0", "type"),
        ([10**30], "0", "number"),
        ([float("inf")], "0", "number"),
        ([Decimal("1E+999999999")], "0", "number"),
        ([Decimal("1E-999999999")], "0", "number"),
        ([Decimal("NaN")], "0", "number"),
        ("é" * 60, "", "size"),
        (["x"] * 60, "", "size"),
        (deep(9), "", "depth"),
        (deep(200_000), "", "depth"),
    ],
)
def test_what_cannot_be_kept_is_refused_before_anything_else(raw, path, keyword):
    problem = screen(raw, most_bytes=100, most_depth=8)
    assert problem is not None
    assert (problem.path, problem.keyword) == (path, keyword)


def test_ordinary_json_passes_the_screen():
    raw = {"a": [1, 1.5, Decimal("2.5"), True, None, "é", {"b": {}}]}
    assert screen(raw, most_bytes=200, most_depth=8) is None
