"""What an expression sees from its place, and how a text is judged while it is being written."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories.fields import plain_field
from wedforms.formspec.expression import grammar
from wedforms.formspec.expression.vocabulary import VOCABULARY
from wedforms.formspec.sight import sight_of, words_in_sight

DRAFT: dict[str, Any] = {
    "fields": [
        plain_field("text", key="who"),
        plain_field("heading", key="h"),
        plain_field("money", key="budget"),
        plain_field("dropdown", key="fruit"),
        plain_field("calculation", key="total", value="budget * 2"),
        plain_field("calculation", key="tip", value="total", validation_rules={"result": "money"}),
        plain_field(
            "group",
            key="guests",
            fields=[
                plain_field("yes_no", key="coming"),
                plain_field("group", key="dishes", fields=[plain_field("text", key="dish")]),
            ],
        ),
        {"key": "unfinished", "field_type": "nothing yet"},
    ],
    "tables": {"hire": {"keys": ["month"], "rows": [[1, 5]]}},
    "rules": [{"when": "true", "message": "x", "at": "guests.coming"}],
    "settings": {"lines": [{"label": "x", "amount": "1", "vat": "N", "over": "guests"}]},
}


@pytest.mark.parametrize(
    ("path", "groups", "expects"),
    [
        ("who.visible_if", (), ("boolean",)),
        ("fields.0.visible_if", (), ("boolean",)),
        ("fields.6.fields.0.required_if", ("guests",), ("boolean",)),
        ("guests.dishes.dish.visible_if", ("guests", "dishes"), ("boolean",)),
        ("guests.min_rows", (), ("number",)),
        ("total.value", (), ("number",)),
        ("who.value", (), ("text",)),
        ("fruit.options.0.disabled_if", (), ("boolean",)),
        ("rules.0.when", ("guests",), ("boolean",)),
        ("rules.7.when", (), ("boolean",)),
        ("settings.lines.0.amount", ("guests",), ("number",)),
        ("settings.closes_at", (), ("date",)),
        ("settings.cooling_off", (), ("boolean",)),
        ("nowhere.at_all", (), ("any",)),
    ],
)
def test_a_place_knows_its_rows_and_what_it_may_give(path, groups, expects):
    sight = sight_of(DRAFT, path)
    assert (sight.types.groups, sight.expects) == (groups, expects)


def problems(path: str, raw: Any) -> list[tuple[str, int, int]]:
    return [
        (spot.message, spot.start, spot.end) for spot in sight_of(DRAFT, path).judge(raw).problems
    ]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("nobody = nobody", ["nobody", "nobody"]),
        ('fruit = "plum"', ['"plum"']),
        ("who.town", ["who"]),
        ("budget > who", [">", ">"]),
        ("budget", ["budget"]),
        ('lookup("rent", 1) > 1', ['"rent"']),
        ("(budget", [""]),
        ("budget == 2", ["="]),
        ("sums(guests)", ["sums"]),
        ("budget > 007", ["007"]),
        ("coming", ["coming"]),
    ],
)
def test_each_fault_is_told_at_its_word(text, marked):
    found = problems("who.visible_if", text)
    assert [text[start:end] for _, start, end in found] == marked
    assert all(message for message, _, _ in found)


def test_the_second_fault_about_a_word_is_at_its_second_place():
    found = problems("who.visible_if", "nobody = nobody")
    assert [start for _, start, _ in found] == [0, 9]


@pytest.mark.parametrize("text", ['fruit = "a"', "true", "any(guests, coming)", "filled(who)"])
def test_what_is_right_has_no_fault(text):
    assert problems("total.visible_if", text) == []


def test_a_circle_is_told_at_once():
    [(message, start, end)] = problems("budget.value", "total + 1")
    assert message.startswith("These fields depend on each other in a circle")
    assert (start, end) == (0, 9)
    assert problems("budget.required_if", "total > 1") == []


def test_a_tree_is_judged_as_its_text():
    proof = sight_of(DRAFT, "total.value").judge(["*", ["+", 1, ["field", "budget"]], 2])
    assert (proof.text, proof.kind, proof.problems) == ("(1 + budget) * 2", "number", ())


@pytest.mark.parametrize("raw", [["+", 1], ["nothing"], {"a": 1}, [[]]])
def test_what_is_no_tree_is_told(raw):
    assert [message for message, _, _ in problems("total.value", raw)]


def test_fields_are_offered_with_what_menus_need():
    offered = {one["key"]: one for one in words_in_sight(sight_of(DRAFT, "total.value"))["fields"]}
    assert list(offered) == [
        "who", "budget", "fruit", "total", "tip", "guests", "coming", "dishes",
    ]  # fmt: skip
    assert offered["fruit"]["options"][0] == {"value": "a", "label": "Apple"}
    assert (offered["budget"]["money"], offered["tip"]["money"]) == (2, 2)
    assert "money" not in offered["total"]
    assert (offered["total"]["own"], offered["coming"]["within"]) == (True, "guests")


def test_inside_a_row_its_own_questions_come_without_the_repeat():
    offered = words_in_sight(sight_of(DRAFT, "guests.coming.visible_if"))["fields"]
    assert {one["key"]: one["within"] for one in offered if one["key"] in ("coming", "dish")} == {
        "coming": "", "dish": "dishes",
    }  # fmt: skip


def test_every_function_has_its_line_of_help():
    assert {one.name for one in VOCABULARY} == grammar.CALLABLE
    assert all(one.signature.startswith(f"{one.name}(") and one.help for one in VOCABULARY)
