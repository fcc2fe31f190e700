"""The text form: what it means as a tree, how a tree is printed, and what is refused with which words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from wedforms.formspec.errors import ExpressionError
from wedforms.formspec.expression import format_tree, parse, read_tree, references

TREES: list[tuple[str, Any]] = [
    ("12.50", Decimal("12.5")),
    ("2.0", 2),
    ("-5", -5),
    ("--5", 5),
    ("-x", ["neg", ["field", "x"]]),
    ('"story"', ["text", "story"]),
    (r'"a \"b\" \\ c"', ["text", 'a "b" \\ c']),
    ('date("2027-06-05")', ["date", "2027-06-05"]),
    ("address.postcode", ["field", "address", "postcode"]),
    ("couple.partner1.name", ["field", "couple", "partner1", "name"]),
    ('jobs."first-dance"', ["field", "jobs", "first-dance"]),
    ("parent.key", ["parent", "key"]),
    ("previous.stay.end", ["previous", "stay", "end"]),
    ("a - b - c", ["-", ["-", ["field", "a"], ["field", "b"]], ["field", "c"]]),
    ("a + b * c", ["+", ["field", "a"], ["*", ["field", "b"], ["field", "c"]]]),
    ("a and b and c", ["and", ["field", "a"], ["field", "b"], ["field", "c"]]),
    ("(a and b) and c", ["and", ["and", ["field", "a"], ["field", "b"]], ["field", "c"]]),
    ("a or b and c", ["or", ["field", "a"], ["and", ["field", "b"], ["field", "c"]]]),
    ("not a = b", ["not", ["=", ["field", "a"], ["field", "b"]]]),
    ("not a and b", ["and", ["not", ["field", "a"]], ["field", "b"]]),
    ("a = not b", ["=", ["field", "a"], ["not", ["field", "b"]]]),
    ('x in ("a", "b")', ["in", ["field", "x"], ["text", "a"], ["text", "b"]]),
    ("a + 1 in (2)", ["in", ["+", ["field", "a"], 1], 2]),
    ("count(guests)", ["count", "guests"]),
    ("count(guests, coming)", ["count", "guests", ["field", "coming"]]),
    ("sum(guests.price)", ["sum", "guests", ["field", "price"]]),
    ("sum(guests.address.town)", ["sum", "guests", ["field", "address", "town"]]),
    ("min(a, 2)", ["min", ["field", "a"], 2]),
    ("price(meal)", ["price", "meal"]),
    ("label(meal)", ["label", "meal"]),
    ('lookup("fees", 1)', ["lookup", "fees", 1]),
    ("today()", ["today"]),
    ("date", ["field", "date"]),
    ("if(count, sum, month)", ["if", ["field", "count"], ["field", "sum"], ["field", "month"]]),
    ("  a\n  +\tb ", ["+", ["field", "a"], ["field", "b"]]),
]

REFUSED: list[tuple[str, str, int | None]] = [
    ("", "Something is missing at the end.", 0),
    ("a +", "Something is missing at the end.", 3),
    ("a b", "The expression should end here.", 2),
    ("(a", "A closing bracket “)” is missing.", 2),
    ("a)", "The expression should end here.", 1),
    ("* a", "“*” cannot stand here: a value is missing.", 0),
    ("a == b", "Write “=” to compare.", 2),
    ("a <> b", "Write “!=” for “is not”.", 2),
    ("a && b", "Write “and”.", 2),
    ("a || b", "Write “or”.", 2),
    ("!a", "Write “not”.", 0),
    ("a = 'b'", 'Write text in straight double quotes: "text".', 4),
    ("a = “b”", 'Write text in straight double quotes: "text".', 4),
    ('a = "b', "This text has no closing quote.", 4),
    ("25%", "There is no percent sign: write * 0.25 for 25 %.", 2),
    ("a # b", "“#” has no meaning here.", 2),
    ("2027-06-05", 'Write a date as date("2027-06-05").', 5),
    ("23:30", 'Write a time as time("23:30").', 2),
    ("a < b < c", "Comparisons cannot be chained: join two of them with “and”.", 6),
    ("sume(a)", "There is no function “sume”. Did you mean “sum”?", 0),
    ("xyzzy(a)", "There is no function “xyzzy”.", 0),
    ("and(a, b)", "“and” stands between two values.", 0),
    ("Guests", "'Guests' is not the key of a field.", 0),
    ("if(a, b)", "“if” takes 3 value(s), not 2.", 0),
    ("min()", "“min” takes at least 1 value(s), not 0.", 0),
    ("today(1)", "“today” takes 0 value(s), not 1.", 0),
    ("x in ()", "“in” takes at least 2 value(s), not 1.", None),
    ("sum(guests)", "“sum” needs what to work out in each row, after a comma.", 10),
    ("sum(1)", "The key of a group is missing.", 4),
    ("price(1)", "The key of a field is missing.", 6),
    ("price(a, b)", "A closing bracket “)” is missing.", 7),
    ("a.", "After the dot comes the part of the answer.", 2),
    ("parent", "After “parent” comes a dot and the key of a field.", 6),
    ("parent.previous", "“previous” is a word of the language, not the key of a field.", 7),
    ('date("2027-02-30")', "'2027-02-30' is not a date: write YYYY-MM-DD.", 0),
    ('time("24:00")', "'24:00' is not a time: write HH:MM.", 0),
    ("date(today())", 'Write it in double quotes, such as "2027-06-05".', 5),
    ("lookup(a, 1)", "“lookup” begins with the name of a table.", 0),
    ("1.2345678", "The number 1.2345678 is too fine: at most 6 decimals and 15 digits.", 0),
    ("1000000000000000", "The number is too large: it must be below 10^15.", 0),
    ("max(1 2)", "A comma or a closing bracket “)” is missing.", 6),
    ("a" * 64, f"'{'a' * 64}' is not the key of a field.", 0),
    ('"\ud800"', "A text holds a character that cannot be stored.", 0),
    ('"\x00"', "A text holds a character that cannot be stored.", 0),
]


@pytest.mark.parametrize(("text", "tree"), TREES)
def test_a_text_means_this_tree(text: str, tree: Any) -> None:
    assert parse(text) == tree
    assert read_tree(text) == tree
    assert read_tree(tree) == tree
    assert parse(format_tree(tree)) == tree


@pytest.mark.parametrize(("text", "message", "position"), REFUSED)
def test_what_is_wrong_is_said_in_words_and_where(
    text: str, message: str, position: int | None
) -> None:
    with pytest.raises(ExpressionError) as refused:
        parse(text)
    assert str(refused.value) == message
    assert refused.value.position == position


PRINTED = [
    (["-", ["field", "a"], ["-", ["field", "b"], ["field", "c"]]], "a - (b - c)"),
    (["*", ["+", 1, 2], 3], "(1 + 2) * 3"),
    (["neg", ["*", ["field", "a"], 2]], "-(a * 2)"),
    (["-", ["field", "a"], -5], "a - -5"),
    (["=", ["=", 1, 1], True], "(1 = 1) = true"),
    (["not", ["and", True, None]], "not (true and null)"),
    (["and", ["or", True, False], True], "(true or false) and true"),
    (["+", Decimal("0.000001"), 100], "0.000001 + 100"),
    (["in", ["not", ["field", "a"]], True], "(not a) in (true)"),
    (["any", "guests", ["field", "a"]], "any(guests, a)"),
    (["lookup", 'say "x"', 1], 'lookup("say \\"x\\"", 1)'),
]


@pytest.mark.parametrize(("tree", "text"), PRINTED)
def test_a_tree_is_printed_with_only_the_brackets_it_needs(tree: Any, text: str) -> None:
    assert format_tree(tree) == text
    assert parse(text) == tree


def test_nesting_is_read_to_its_limit_and_refused_beyond_with_words() -> None:
    deepest = "abs(" * 63 + "1" + ")" * 63
    assert parse(format_tree(parse(deepest))) == parse(deepest)
    bracketed = "a - (" * 32 + "a" + ")" * 32
    assert parse(format_tree(parse(bracketed))) == parse(bracketed)
    for opening in ("abs(", "(", "-", "not ", "a - (", "if(a, b, ", "count(g, "):
        for depth in (65, 200, 4_000):
            with pytest.raises(ExpressionError, match=r"nested deeper|longer than|missing"):
                parse(opening * depth + "a")


def test_a_long_sum_is_refused_with_words() -> None:
    with pytest.raises(ExpressionError, match="nested deeper than 64"):
        parse(" + ".join(["a"] * 66))
    with pytest.raises(ExpressionError, match="more than 2000 parts"):
        parse("max(" + ", ".join(["1"] * 2_001) + ")")
    with pytest.raises(ExpressionError, match="longer than 20000"):
        parse(" " * 20_001)


def test_references_are_the_keys_mentioned_without_tables() -> None:
    text = 'if(a.part = "text", sum(guests, price(meal) + parent.b), lookup("fees", previous.c))'
    assert references(parse(text)) == {"a", "guests", "meal", "b", "c"}
