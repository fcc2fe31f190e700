"""Where a press of a button leads."""

from __future__ import annotations

import pytest

from tests.unit.wtf.conftest import compiled
from wedforms.wtf.steps import take_step


def field(key, field_type="text", **more):
    return {"key": key, "field_type": field_type, "label": key.capitalize(), **more}


FORM = compiled(
    field("one", "page_break"),
    field("who", validation_rules={"required": True}),
    field("more", "yes_no"),
    field("detail", visible_if="more", validation_rules={"required": True}),
    field("two", "page_break"),
    field("only_with_more", visible_if="more"),
    field("three", "page_break"),
    field("end"),
)

NO = {"who": ["Ana"], "more": ["no"]}
YES = {"who": ["Ana"], "more": ["yes"], "detail": ["x"]}

#: what is filled in, the button, the page → where it leads, on which page
CASES = {
    "next passes over an empty page": (NO, "next", 1, ("page", 3)),
    "next to a page that has something": (YES, "next", 1, ("page", 2)),
    "next on the last page is the review": (NO, "next", 3, ("review", 3)),
    "back passes over an empty page": (NO, "back", 3, ("page", 1)),
    "back on the first page stays": (NO, "back", 1, ("page", 1)),
    "save stays, right or wrong": ({}, "save", 1, ("page", 1)),
    "an unknown button stays": ({}, "fly", 1, ("page", 1)),
    "review": (NO, "review", 3, ("review", 3)),
    "submit sends": (NO, "submit", 3, ("send", 3)),
    "a page out of range": (NO, "submit", 99, ("send", 3)),
}


@pytest.mark.parametrize(("inputs", "action", "page", "expected"), CASES.values(), ids=CASES)
def test_button_leads(fill, inputs, action, page, expected):
    step = take_step(fill(FORM, inputs), action=action, page=page, shown=None, has_review=True)
    assert (step.goal, step.page) == expected
    assert not step.is_held


def test_problem_of_this_page_holds(fill):
    step = take_step(fill(FORM, {}), action="next", page=1, shown=None, has_review=True)
    assert step.is_held
    assert [problem.path for problem in step.problems] == ["who"]


def test_problem_of_another_page_waits_until_the_end(fill):
    filled = fill(FORM, {"more": ["yes"], "detail": ["x"]})
    assert not take_step(filled, action="next", page=2, shown=None, has_review=True).is_held
    step = take_step(filled, action="review", page=3, shown=None, has_review=True)
    assert (step.is_held, step.page) == (True, 1)


def test_fresh_question_is_shown_before_it_is_called_wrong(fill):
    filled = fill(FORM, {"who": ["Ana"], "more": ["yes"]})
    step = take_step(filled, action="next", page=1, shown=frozenset(), has_review=True)
    assert [drawn.name for drawn in step.fresh] == ["detail"]
    assert step.problems == []
    again = take_step(filled, action="next", page=1, shown=frozenset({"detail"}), has_review=True)
    assert [problem.path for problem in again.problems] == ["detail"]


def test_script_that_shows_conditions_live_is_never_held_for_fresh_ones(fill):
    filled = fill(FORM, YES)
    assert not take_step(filled, action="submit", page=3, shown=None, has_review=False).is_held
