"""The checker finds what can never work, and nothing in what can."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.reading import load, load_all, read_form
from wedforms.formspec.calculation import plan, type_problems
from wedforms.formspec.expression import Types, check, parse, place_fields

FORM = read_form(load("expressions/form")["form"])
PLACES = {place.field.key: place for place in place_fields(FORM.fields)}

FAULTY: list[tuple[str, str, tuple[str, ...], str, str]] = [
    ("unknown_key = 1", "boolean", (), "unknown_field", "There is no field “unknown_key”."),
    (
        'guest = "Ana"',
        "boolean",
        (),
        "unknown_field",
        "“guest” is inside the repeat “guests”: use sum, count, any or all.",
    ),
    (
        "cost > 1",
        "boolean",
        ("guests",),
        "unknown_field",
        "“cost” is inside the repeat “gifts”: use sum, count, any or all.",
    ),
    ("sum(n, 1)", "number", (), "unknown_field", "“n” is not a repeat, so it has no rows."),
    (
        "sum(gifts, cost)",
        "number",
        (),
        "unknown_field",
        "“gifts” is inside the repeat “guests”: use sum, count, any or all.",
    ),
    ("parent.n", "number", (), "unknown_field", "“parent” has no meaning outside a repeat."),
    ("parent.cost", "number", ("guests",), "unknown_field", "“cost” is not around this row."),
    ("previous.n", "number", ("guests",), "unknown_field", "“n” is not in the same repeat."),
    (
        "row_number()",
        "number",
        (),
        "unknown_field",
        "row_number() has no meaning outside a repeat.",
    ),
    ('lookup("nowhere", 1)', "any", (), "unknown_table", "There is no table “nowhere”."),
    ('lookup("fees", 1)', "any", (), "arity", "The table “fees” has 2 keys."),
    ('package = "gold"', "boolean", (), "unknown_option", "“gold” is not an option of “package”."),
    (
        'package in ("story", "gold")',
        "boolean",
        (),
        "unknown_option",
        "“gold” is not an option of “package”.",
    ),
    (
        'contains(extras, "cake")',
        "boolean",
        (),
        "unknown_option",
        "“cake” is not an option of “extras”.",
    ),
    (
        'jobs.speeches = "uncle"',
        "boolean",
        (),
        "unknown_option",
        "“uncle” is not an option of “jobs”.",
    ),
    (
        'any(guests, meal = "fish")',
        "boolean",
        (),
        "unknown_option",
        "“fish” is not an option of “meal”.",
    ),
    (
        "venue > 5",
        "boolean",
        (),
        "type",
        "“>” takes a number or date or time or date and time, not a text.",
    ),
    ("venue = 5", "boolean", (), "type", "“=” brings together a number with a text."),
    ('day = "2027-06-05"', "boolean", (), "type", "“=” brings together a date with a text."),
    ("day < arrive", "boolean", (), "type", "“<” brings together a date with a date and time."),
    ("n = null", "boolean", (), "type", "A comparison with null is never true: use filled()."),
    ("n + venue", "number", (), "type", "“+” takes a number, not a text."),
    ("yes and n", "boolean", (), "type", "“and” takes a yes or no, not a number."),
    ("not venue", "boolean", (), "type", "“not” takes a yes or no, not a text."),
    ("if(n, 1, 2)", "number", (), "type", "“if” takes a yes or no, not a number."),
    ('if(yes, 1, "2")', "number", (), "type", "“if” brings together a number with a text."),
    (
        'coalesce(n, "none")',
        "number",
        (),
        "type",
        "“coalesce” brings together a number with a text.",
    ),
    ("sum(guests, guest)", "number", (), "type", "“sum” takes a number, not a text."),
    ("any(guests, age)", "boolean", (), "type", "“any” takes a yes or no, not a number."),
    (
        "max_of(guests, coming)",
        "any",
        (),
        "type",
        "“max_of” takes a number or date or time or date and time, not a yes or no.",
    ),
    (
        'address = "Bath"',
        "boolean",
        (),
        "type",
        "An answer given to “=” has parts: name one of them.",
    ),
    ('address.city = "Bath"', "boolean", (), "unknown_part", "“address” has no part “city”."),
    ("n.part = 1", "boolean", (), "unknown_part", "“n” has no part “part”."),
    ("price(n)", "number", (), "type", "“price” takes a field with options; “n” has none."),
    ("price(yes)", "number", (), "type", "“price” takes a field with options; “yes” has none."),
    ("weekday(arrive)", "number", (), "type", "“weekday” takes a date, not a date and time."),
    ("next_working_day(n)", "date", (), "type", "“next_working_day” takes a date, not a number."),
    ("n + 1", "boolean", (), "type", "This must give a yes or no, not a number."),
    ("guests = 3", "boolean", (), "type", "“=” brings together a number with a list of rows."),
]


@pytest.mark.parametrize(("text", "expects", "groups", "keyword", "message"), FAULTY)
def test_what_can_never_work_is_found(
    text: str, expects: str, groups: tuple[str, ...], keyword: str, message: str
) -> None:
    types = Types(PLACES, FORM.tables, groups)
    found = [
        (problem.keyword, problem.message)
        for problem in check(parse(text), types, expects=(expects,))
    ]
    assert (keyword, message) in found


SOUND: list[tuple[str, str, tuple[str, ...]]] = [
    ('package = "story" and n > 0', "boolean", ()),
    ('colour = "other" or colour = "navy"', "boolean", ()),
    ("filled(address) and filled(guests) and not filled(missing)", "boolean", ()),
    ("length(guests) > 1 and length(extras) < 3", "boolean", ()),
    ("previous.age < age and parent.n > 1 and row_number() > 1", "boolean", ("guests",)),
    ("parent.age > cost + n", "boolean", ("guests", "gifts")),
    ("sum(guests, sum(gifts, cost + parent.age))", "number", ()),
    ('coalesce(lookup("fees", month(day), weekday(day)), 0) + price(second)', "number", ()),
    ('lookup("codes", package) = "S12"', "boolean", ()),
    ("if(filled(wedding), wedding, add_days(arrive.date, 1))", "date", ()),
    ("minutes_between(start, arrive.time) + minutes_between(arrive, depart)", "number", ()),
    ('colour.other = "Sage" or contains(tasks.setup, "dj")', "boolean", ()),
    ("coalesce(null, n)", "number", ()),
    ("null", "number", ()),
]


@pytest.mark.parametrize(("text", "expects", "groups"), SOUND)
def test_what_can_work_is_left_alone(text: str, expects: str, groups: tuple[str, ...]) -> None:
    types = Types(PLACES, FORM.tables, groups)
    found = check(parse(text), types, expects=(expects,))
    assert found == []


def test_the_forms_of_the_settling_cases_have_only_the_oddities_they_are_about() -> None:
    found = {
        problem.path: problem.keyword
        for _, content in load_all("settle")
        for problem in type_problems(plan(read_form(content["form"])))
    }
    assert found == {"arrive.validation_rules.max": "type", "of_another_kind.value": "type"}


def test_a_tree_of_any_shape_is_checked_without_an_exception() -> None:
    types = Types({}, {})
    trees: list[Any] = [
        parse(case["text"])
        for _, cases in load_all("expressions")
        if isinstance(cases, list)
        for case in cases
    ]
    assert all(isinstance(check(tree, types), list) for tree in trees)
