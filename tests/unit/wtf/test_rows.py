"""Rows on the flat map of inputs: add, remove and move them, nested ones too."""

from __future__ import annotations

import pytest

from wedforms.wtf.rows import UnknownAction, change_rows, is_row_action, rows_of

GUESTS = {
    "email": ["ana@example.com"],
    "guests-_rows": ["a1 b2"],
    "guests-a1-name": ["Ana"],
    "guests-b2-name": ["Bea"],
    "guests-b2-wishes-_rows": ["w1"],
    "guests-b2-wishes-w1-song": ["Waltz"],
}

CASES = {
    "add": ("add:guests", "a1 b2 new", "guests-new"),
    "move up": ("up:guests-b2", "b2 a1", "guests-b2"),
    "the first stays first": ("up:guests-a1", "a1 b2", "guests-a1"),
    "move down": ("down:guests-a1", "b2 a1", "guests-a1"),
    "the last stays last": ("down:guests-b2", "a1 b2", "guests-b2"),
    "remove": ("remove:guests-a1", "b2", "guests"),
}


@pytest.mark.parametrize(("action", "order", "look_at"), CASES.values(), ids=CASES)
def test_button_changes_the_order(action, order, look_at):
    changed, place = change_rows(GUESTS, action, new_id="new")
    assert changed["guests-_rows"] == [order]
    assert place == look_at


def test_removed_row_takes_everything_in_it_along():
    changed, _ = change_rows(GUESTS, "remove:guests-b2", new_id="")
    assert changed == {
        "email": ["ana@example.com"],
        "guests-_rows": ["a1"],
        "guests-a1-name": ["Ana"],
    }


def test_nested_row_is_changed_in_its_own_row_only():
    changed, place = change_rows(GUESTS, "add:guests-b2-wishes", new_id="w2")
    assert changed["guests-b2-wishes-_rows"] == ["w1 w2"]
    assert changed["guests-_rows"] == ["a1 b2"]
    assert place == "guests-b2-wishes-w2"


def test_group_of_a_similar_name_is_left_alone():
    inputs = {**GUESTS, "guests_more-_rows": ["z9"], "guests_more-z9-name": ["Zoe"]}
    changed, _ = change_rows(inputs, "remove:guests-a1", new_id="")
    assert changed["guests_more-z9-name"] == ["Zoe"]


def test_rows_without_stated_order_stand_as_they_came():
    assert rows_of({"guests-b2-name": ["B"], "guests-a1-name": ["A"]}, "guests") == ["b2", "a1"]


@pytest.mark.parametrize("action", ["remove:guests-zz", "up:nothing", "turn:guests-a1"])
def test_unknown_row_or_verb_is_refused(action):
    with pytest.raises(UnknownAction):
        change_rows(GUESTS, action, new_id="")


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("add:guests", True),
        ("up:guests-a1", True),
        ("next", False),
        ("add:", False),
        ("drop:x/1", False),
    ],
)
def test_row_action_is_known_by_its_verb(action, expected):
    assert is_row_action(action) is expected
