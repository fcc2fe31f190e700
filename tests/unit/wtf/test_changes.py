"""Two people, two tabs, one draft: only what somebody changed is stored."""

from __future__ import annotations

import pytest

from wedforms.wtf.changes import (
    UnreadableBase,
    applied,
    base_of,
    changes_of_page,
    changes_of_parts,
    read_base,
)

DRAWN = {
    "who": ["Ana"],
    "note": [""],
    "flags": ["vegan", "nut"],
    "guests-_rows": ["a1 b2"],
    "guests-a1-name": ["One"],
    "guests-b2-name": ["Two"],
}
BASE = read_base(base_of(DRAWN))


def after(stored, sent):
    return applied(stored, changes_of_page(stored, sent, base=BASE))


def test_unchanged_page_changes_nothing():
    assert changes_of_page(DRAWN, DRAWN, base=BASE).inputs == {}


def test_empty_box_does_not_empty_what_somebody_else_typed():
    stored = {**DRAWN, "note": ["from the other one"]}
    assert after(stored, {**DRAWN, "who": ["Bea"]}) == {**stored, "who": ["Bea"]}


def test_emptied_box_is_emptied():
    assert after(DRAWN, {**DRAWN, "who": [""]})["who"] == [""]


def test_unticked_boxes_are_stored_as_nothing():
    sent = {name: values for name, values in DRAWN.items() if name != "flags"}
    assert after(DRAWN, sent)["flags"] == []


def test_row_that_somebody_else_added_stays_behind_ours():
    stored = {**DRAWN, "guests-_rows": ["a1 b2 c3"], "guests-c3-name": ["Three"]}
    sent = {**DRAWN, "guests-_rows": ["b2 a1"]}
    result = after(stored, sent)
    assert result["guests-_rows"] == ["b2 a1 c3"]
    assert result["guests-c3-name"] == ["Three"]


def test_removed_row_goes_with_everything_in_it():
    sent = {
        "who": ["Ana"],
        "flags": DRAWN["flags"],
        "guests-_rows": ["b2"],
        "guests-b2-name": ["Two"],
    }
    result = after(DRAWN, sent)
    assert result["guests-_rows"] == ["b2"]
    assert "guests-a1-name" not in result


def test_autosave_removes_rows_first_and_merges_orders():
    changes = changes_of_parts(
        DRAWN, {"guests-_rows": ["c3"], "guests-c3-name": ["Three"]}, removed=["guests-a1"]
    )
    assert changes.gone == ["guests-a1-name"]
    assert changes.inputs == {"guests-_rows": ["c3 b2"], "guests-c3-name": ["Three"]}


@pytest.mark.parametrize("text", ["{", "[]", '{"who": 1}', "[" * 100_000])
def test_damaged_note_is_refused(text):
    with pytest.raises(UnreadableBase):
        read_base(text)
