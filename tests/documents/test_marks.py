"""Signatures as they are drawn on the page."""

from __future__ import annotations

import pytest

from wedforms.documents.marks import mark, path_of


@pytest.mark.parametrize(
    ("strokes", "path"),
    [
        ([[[10, 20]]], "M10,20 h0.01"),
        ([[[0, 0], [10, 20]]], "M0,0 L10,20"),
        ([[[0, 0], [10, 10], [20, 0]]], "M0,0 Q10,10 15,5 L20,0"),
        ([[[0, 0], [1, 1]], [[5, 5]]], "M0,0 L1,1 M5,5 h0.01"),
        ([], ""),
    ],
)
def test_strokes_become_a_smooth_path(strokes: list[list[list[int]]], path: str):
    assert path_of(strokes) == path


@pytest.mark.parametrize(
    ("answer", "drawn"),
    [
        ({"kind": "typed", "data": "Rose"}, {"kind": "typed", "words": "Rose"}),
        ({"kind": "drawn", "data": [[[1, 2]]]}, {"kind": "drawn", "path": "M1,2 h0.01"}),
        ({"kind": "uploaded", "data": {"sha256": "ab"}}, {"kind": "uploaded", "picture": "ab"}),
        ({"kind": "uploaded", "data": [{"sha256": "ab"}]}, {"kind": "uploaded", "picture": "ab"}),
    ],
    ids=["typed", "drawn", "one file", "a list of files"],
)
def test_each_kind_has_its_mark(answer: dict, drawn: dict):
    assert mark(answer) == drawn
