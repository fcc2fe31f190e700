"""Whatever text is typed, the parser answers with a tree or with words; every tree prints back to itself."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.forms import Forms
from wedforms.formspec.definition import Tree
from wedforms.formspec.errors import ExpressionError
from wedforms.formspec.expression import format_tree, parse, read_tree

PIECES = (
    *(
        "sum(",
        "count(",
        "if(",
        "lookup(",
        "price(",
        "date(",
        "parent.",
        "previous.",
        "guests",
        "a",
        "b.c",
        "not ",
        "-",
    ),
    *(
        " and ",
        " or ",
        " in (",
        " = ",
        " < ",
        "+",
        "*",
        "/",
        "(",
        ")",
        ",",
        ".",
        '"',
        "\\",
        "1",
        "0",
        "1.5",
        "“",
        "\n",
        "é",
    ),
    *("true", "null", '"x"', "\x00", "\ud800", "today()"),
)


def read(raw: object) -> Tree | ExpressionError:
    try:
        return read_tree(raw)
    except ExpressionError as refused:
        return refused


@settings(max_examples=2_000, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=25).map("".join)))
def test_any_text_is_parsed_or_refused_in_words(text: str) -> None:
    tree = read(text)
    if isinstance(tree, ExpressionError):
        assert str(tree)
        assert tree.position is None or 0 <= tree.position <= len(text)
    else:
        assert parse(format_tree(tree)) == tree


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.sampled_from(["field", "+", "sum", "text", "a", ""]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.tuples(
            st.sampled_from(["field", "+", "if", "sum", "lookup", "text", "date", "and"]),
            inner,
            inner,
        ).map(list),
        st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2),
    ),
    max_leaves=12,
)


@settings(max_examples=1_000, deadline=None)
@given(JSON)
def test_any_json_is_a_tree_or_refused_in_words(raw: object) -> None:
    tree = read(raw)
    if isinstance(tree, ExpressionError):
        assert str(tree)
    else:
        assert read_tree(tree) == tree
        assert parse(format_tree(tree)) == tree


@pytest.mark.parametrize("seed", range(20))
def test_the_expressions_of_random_forms_print_and_parse_back(seed: int) -> None:
    planned, probes = Forms(Random(seed)).with_probes(Forms(Random(seed)).plan())
    trees = [slot.tree for slot in planned.slots] + [tree for _, tree in probes]
    for tree in trees:
        assert parse(format_tree(tree)) == tree
