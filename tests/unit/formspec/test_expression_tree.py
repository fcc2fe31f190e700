"""A JSON tree is taken only in its exact shape; its canonical form is one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from wedforms.formspec.errors import ExpressionError
from wedforms.formspec.expression import read_tree

CANONICAL = [
    (12.5, Decimal("12.5")),
    (12.0, 12),
    (Decimal("0.250000"), Decimal("0.25")),
    (-0.0, 0),
    (1e3, 1000),
    (["neg", 5], -5),
    (["neg", ["neg", 5]], 5),
    (["neg", ["field", "a"]], ["neg", ["field", "a"]]),
    (["+", 1.0, ["round", 2.5, 0.0]], ["+", 1, ["round", Decimal("2.5"), 0]]),
]

REFUSED: list[Any] = [
    [],
    {},
    {"field": "a"},
    [1, 2],
    [["field", "a"]],
    ["nonsense", 1],
    ["eval", ["text", "1"]],
    ["__import__", ["text", "os"]],
    ["+", 1],
    ["+", 1, 2, 3],
    ["and", True],
    ["not"],
    ["if", True, 1],
    ["today", 1],
    ["field"],
    ["field", 1],
    ["field", "Guests"],
    ["field", "and"],
    ["field", "a", ""],
    ["field", "a", 1],
    ["field", "a", "x y"],
    ["parent"],
    ["price"],
    ["price", ["field", "a"]],
    ["price", "a", "b"],
    ["sum", "guests"],
    ["sum", ["field", "guests"], 1],
    ["sum", "guests", 1, 2],
    ["count"],
    ["lookup"],
    ["lookup", ""],
    ["lookup", ["text", "fees"], 1],
    ["text"],
    ["text", 1],
    ["text", "a", "b"],
    ["text", "\ud800"],
    ["text", "\x00"],
    ["date", "2027-2-3"],
    ["date", "2027-02-30"],
    ["date", "0000-01-01"],
    ["date", "20270605"],
    ["date", "2027-06-05\n"],
    ["date", "२०२७-०६-०५"],
    ["time", "24:00"],
    ["time", "9:00"],
    ["date_time", "2027-06-05 12:00"],
    ["+", "a", 1],
    10**15,
    -(10**15),
    0.1234567,
    1e-7,
    12345678901.123456,
    float("nan"),
    float("inf"),
    Decimal("NaN"),
    Decimal("1e400"),
    10**5_000,
    Decimal("0.1" + "0" * 40 + "1"),
    ["+", 1, {"a": 1}],
    ("field", "a"),
]


def str_of(raw: Any) -> str:
    return "a very long integer" if isinstance(raw, int) and raw > 10**100 else repr(raw)


@pytest.mark.parametrize(("raw", "canonical"), CANONICAL)
def test_a_tree_has_one_canonical_form(raw: Any, canonical: Any) -> None:
    given = read_tree(raw)
    assert given == canonical
    assert str(given) == str(canonical)
    assert read_tree(given) == canonical


@pytest.mark.parametrize("raw", REFUSED, ids=str_of)
def test_anything_else_is_refused(raw: Any) -> None:
    with pytest.raises(ExpressionError):
        read_tree(raw)


def test_depth_and_size_are_limited() -> None:
    tree: Any = 1
    for _ in range(63):
        tree = ["abs", tree]
    assert read_tree(tree) == tree
    with pytest.raises(ExpressionError, match="nested deeper than 64"):
        read_tree(["abs", tree])
    for _ in range(300):
        tree = ["abs", tree]
    with pytest.raises(ExpressionError, match="nested deeper than 64"):
        read_tree(tree)
    assert read_tree(["max", *[1] * 1_999])
    with pytest.raises(ExpressionError, match="more than 2000 parts"):
        read_tree(["max", *[1] * 2_000])
