"""Conditions that can never hold are found, and none that could is blamed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories.fields import OPTIONS, plain_field, plain_form
from wedforms.formspec.expression import read_tree
from wedforms.formspec.reach import Reach
from wedforms.formspec.reading import read_definition

FIELDS: list[dict[str, Any]] = [
    plain_field("dropdown", key="fruit"),
    plain_field("dropdown", key="open", options=OPTIONS, validation_rules={"other": True}),
    plain_field("multiple_choice", key="many"),
    plain_field("number", key="n"),
    plain_field("date", key="day"),
    plain_field("yes_no", key="yes"),
    plain_field("text", key="ghost", visible_if="false"),
    plain_field("group", key="guests", fields=[plain_field("text", key="name")]),
    plain_field(
        "group", key="nobody", visible_if="false", fields=[plain_field("text", key="none")]
    ),
]
REACH = Reach(read_definition(plain_form(*FIELDS)))

NEVER = [
    "false", "null", "5", 'fruit = "plum"', '"plum" = fruit', 'fruit in ("plum", "fig")', 'contains(many, "plum")',
    'fruit = "a" and fruit = "b"', 'fruit = "a" and n = 1 and (yes and fruit = "b")', "n > 5 and n < 5", "n >= 6 and n < 6",
    "n = 3 and n > 3", "5 < n and 5 > n", "n = 1 and n != 1", "yes and not yes", "filled(n) and not filled(n)",
    "not filled(n) and n > 2", "yes = true and yes = false",
    'day > date("2027-06-05") and day < date("2027-06-05")', 'ghost = "x"', 'ghost != "x"', "filled(ghost)",
    'not (ghost = "x")', 'fruit = "plum" or n = null', "not true", "n != null", 'any(guests, name = "a" and name = "b")',
    "any(nobody, filled(none))", "yes and false", "not (true or yes)",
]  # fmt: skip
PERHAPS = [
    "true", 'fruit = "a"', 'fruit != "plum"', 'fruit in ("plum", "a")', 'open = "other"', 'not (fruit = "plum")',
    'fruit = "a" or fruit = "b"', "n >= 5 and n <= 5", "n > 5 and n < 6", "n = 1 and n != 2", "yes or not yes",
    "filled(n) or not filled(n)", "not filled(ghost)", "not filled(n) and yes", "n > n", 'lower(fruit) = "plum"',
    "all(nobody, filled(none))", "count(nobody) = 0", "count(guests) > 1 and count(guests) < 1", "yes",
    'fruit = "a" or ghost = "x"', "n = day", 'n > 1 and day < date("2027-06-05")',
]  # fmt: skip


@pytest.mark.parametrize("text", NEVER)
def test_what_never_holds_is_known(text):
    assert REACH.never(read_tree(text))


@pytest.mark.parametrize("text", PERHAPS)
def test_what_may_hold_is_not_blamed(text):
    assert not REACH.never(read_tree(text))


def unseen(*fields: dict[str, Any]) -> set[str]:
    return Reach(read_definition(plain_form(*fields))).unseen


def test_what_waits_for_the_unseen_is_unseen_in_any_order():
    assert unseen(
        plain_field("text", key="c", visible_if="filled(b)"),
        plain_field("text", key="b", visible_if='a = "x"'),
        plain_field("text", key="a", visible_if="false"),
        plain_field("text", key="d", visible_if="not filled(c)"),
    ) == {"a", "b", "c"}


def test_what_is_inside_an_unseen_group_is_unseen():
    group = plain_field(
        "group", key="g", visible_if="1 = null", fields=[plain_field("text", key="a")]
    )
    assert unseen(group, plain_field("text", key="b")) == {"g", "a"}
