"""Every field type: how answers are tidied, read from a page, shown in words, and exported."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.factories.fields import RIGHT, plain_field, plain_form
from wedforms.formspec.definition import Field
from wedforms.formspec.expression.operand import KINDS
from wedforms.formspec.expression.operand import kind as kind_of
from wedforms.formspec.fieldtypes import FIELD_TYPES, type_of
from wedforms.formspec.reading import read_definition


def made(kind: str, *, form: dict[str, Any] | None = None, **rules: Any) -> Field:
    """A field of this type with these settings."""
    raw = plain_field(kind)
    raw["validation_rules"] = {**raw.get("validation_rules", {}), **rules}
    return read_definition(plain_form(raw, **(form or {}))).fields[0]


CANONICAL = [
    ("text", {}, "  José  ", "José"),
    ("text", {}, "Jose\u0301", "José"),
    ("text", {}, "a\r\nb\u2028c\td", "a b c d"),
    ("text", {}, "a\u0007b", "ab"),
    ("text", {}, " \u00a0\u3000\ufeff", None),
    ("text", {}, 5, 5),
    ("text", {"format": "postcode_gb"}, "sw1a1aa", "SW1A 1AA"),
    ("text", {"format": "handle"}, "@our.wedding", "our.wedding"),
    ("text", {"format": "handle"}, "https://www.instagram.com/our.wedding/?x=1", "our.wedding"),
    ("long_text", {}, " a\r\n\r\n b\rc ", "a\n\n b\nc"),
    ("initials", {}, " A.J. ", "A.J."),
    ("email", {}, " Anna.Jones@EXAMPLE.Com ", "Anna.Jones@example.com"),
    ("email", {}, "陳@例子.TW", "陳@例子.tw"),
    ("phone", {}, "07700 900123", "+447700900123"),
    ("phone", {}, "+1 (212) 555-0100", "+12125550100"),
    ("phone", {"region": "FR"}, "01 23 45 67 89", "+33123456789"),
    ("phone", {}, "call me", "call me"),
    ("phone", {}, "020 7946 0958 ext. 5", "020 7946 0958 ext. 5"),
    ("url", {}, "example.com/us", "https://example.com/us"),
    ("url", {}, "http://example.com", "http://example.com"),
    ("number", {}, 5.0, 5),
    ("number", {}, Decimal("5.00"), 5),
    ("number", {"decimals": 2}, 0.1, Decimal("0.1")),
    ("number", {"decimals": 2}, Decimal("1.50"), Decimal("1.5")),
    ("number", {}, True, True),
    ("number", {}, "5", "5"),
    ("yes_no", {}, "", None),
    ("single_choice", {}, " a ", "a"),
    ("single_choice", {"other": True}, {"other": "  mine "}, {"other": "mine"}),
    ("multiple_choice", {}, ["c", "z", "a"], ["a", "c", "z"]),
    ("multiple_choice", {}, [], None),
    ("multiple_choice", {}, "a", "a"),
    ("picture_choice", {"multiple": True}, ["b", "a"], ["a", "b"]),
    ("ranking", {}, ["c", "a"], ["c", "a"]),
    ("matrix", {"multiple": True}, {"night": ["b", "a"], "day": []}, {"night": ["a", "b"]}),
    ("date", {}, " 2027-06-05 ", "2027-06-05"),
    ("date_range", {}, {"start": "", "end": ""}, None),
    ("wedding_date", {}, "2027-06-05", {"date": "2027-06-05"}),
    ("address", {}, {"line1": " 1 Lane ", "line2": "", "town": "Bath", "postcode": "ba15ln"},
     {"line1": "1 Lane", "town": "Bath", "postcode": "BA1 5LN", "country": "GB"}),
    ("address", {}, {"country": "GB"}, None),
    ("person_name", {}, {"given": " עדי ", "family": ""}, {"given": "עדי"}),
    ("couple", {}, {"partner1": {"name": " Anna "}, "partner2": {}}, {"partner1": {"name": "Anna"}}),
    ("signature", {}, {"kind": "typed", "data": " Anna "}, {"kind": "typed", "data": "Anna", "name": "Anna"}),
    ("signature", {}, {"kind": "typed", "data": "", "name": " "}, None),
    ("file", {}, [], None),
    ("hidden", {}, " table 5 ", "table 5"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "rules", "raw", "expected"), CANONICAL)
def test_an_answer_is_tidied(kind, rules, raw, expected):
    field = made(kind, **rules)
    tidy = type_of(field).canonical(field, raw)
    assert tidy == expected
    assert type(tidy) is type(expected)
    if tidy is not None:
        assert type_of(field).canonical(field, tidy) == tidy


TYPED = [
    ("text", {}, {"": ["  José "]}, "José"),
    ("text", {}, {}, None),
    ("text", {}, {"": [""]}, None),
    ("number", {}, {"": ["1,250"]}, 1250),
    ("number", {"decimals": 2}, {"": [" 12.50 "]}, Decimal("12.5")),
    ("number", {}, {"": ["−3"]}, -3),
    ("number", {}, {"": ["1e3"]}, "1e3"),
    ("number", {}, {"": ["1,25"]}, "1,25"),
    ("number", {}, {"": ["٣"]}, 3),
    ("money", {}, {"": ["£1,250.00"]}, 125_000),
    ("money", {}, {"": ["GBP 12.5"]}, 1250),
    ("money", {}, {"": ["0.001"]}, "0.001"),
    ("money", {"currency": "JPY"}, {"": ["1,250"]}, 1250),
    ("rating", {}, {"": ["4"]}, 4),
    ("yes_no", {}, {"": ["yes"]}, True),
    ("yes_no", {}, {"": ["false"]}, False),
    ("yes_no", {}, {"": ["perhaps"]}, "perhaps"),
    ("consent", {}, {"": ["on"]}, True),
    ("consent", {}, {}, None),
    ("single_choice", {"other": True}, {"": ["other"], "other": [" mine "]}, {"other": "mine"}),
    ("single_choice", {"other": True}, {"": ["a"], "other": ["left over"]}, "a"),
    ("single_choice", {}, {"": ["other"], "other": ["mine"]}, "other"),
    ("multiple_choice", {}, {"": ["", "c", "a"]}, ["a", "c"]),
    ("ranking", {}, {"a": ["2"], "b": ["1"], "c": ["3"]}, ["b", "a", "c"]),
    ("ranking", {}, {"": ["c", "b", "a"]}, ["c", "b", "a"]),
    ("ranking", {}, {"a": [""], "b": [""]}, None),
    ("matrix", {}, {"night": ["b"], "day": ["a"]}, {"day": "a", "night": "b"}),
    ("matrix", {"multiple": True}, {"day": ["b", "a"]}, {"day": ["a", "b"]}),
    ("date", {}, {"": ["5/6/2027"]}, "2027-06-05"),
    ("date", {}, {"": ["2027-06-05"]}, "2027-06-05"),
    ("date", {}, {"": ["31/2/2027"]}, "2027-02-31"),
    ("time", {}, {"": ["2.30 pm"]}, "14:30"),
    ("time", {}, {"": ["12:15 am"]}, "00:15"),
    ("time", {}, {"": ["9:05"]}, "09:05"),
    ("time", {}, {"": ["13:00 pm"]}, "13:00 pm"),
    ("date_time", {}, {"": ["2027-06-05T14:30"]}, "2027-06-05T14:30"),
    ("date_time", {}, {"date": ["5/6/2027"], "time": ["2.30 pm"]}, "2027-06-05T14:30"),
    ("date_range", {}, {"start": ["5/6/2027"], "end": ["2027-06-06"]},
     {"start": "2027-06-05", "end": "2027-06-06"}),
    ("wedding_date", {}, {"kind": ["undecided"], "date": ["2027-06-05"]}, {"undecided": True}),
    ("wedding_date", {}, {"kind": ["season"], "season": ["spring"], "year": ["2027"]},
     {"season": "spring", "year": 2027}),
    ("wedding_date", {}, {"date": ["5/6/2027"]}, {"date": "2027-06-05"}),
    ("wedding_date", {}, {"kind": ["date"], "date": [""]}, None),
    ("address", {}, {"line1": [""], "country": ["GB"]}, None),
    ("couple", {"parts": ["name", "phone"]},
     {"partner1-name": ["Anna"], "partner1-phone": ["07700 900123"], "partner2-name": ["Ben"]},
     {"partner1": {"name": "Anna", "phone": "+447700900123"}, "partner2": {"name": "Ben"}}),
    ("signature", {}, {"kind": ["typed"], "name": [""], "typed": ["Anna Jones"]},
     {"kind": "typed", "name": "Anna Jones", "data": "Anna Jones"}),
    ("signature", {}, {"kind": ["drawn"], "name": ["Anna"], "drawn": ["[[[1, 2], [3, 4]]]"]},
     {"kind": "drawn", "name": "Anna", "data": [[[1, 2], [3, 4]]]}),
    ("signature", {}, {"kind": ["drawn"], "name": ["Anna"], "drawn": ["[[["]},
     {"kind": "drawn", "name": "Anna", "data": "[[["}),
    ("signature", {}, {"kind": ["typed"], "typed": [""]}, None),
    ("file", {}, {"": ['{"id": "1"}', ""]}, [{"id": "1"}]),
    ("file", {}, {"": ["forged"]}, ["forged"]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "rules", "inputs", "expected"), TYPED)
def test_what_was_typed_is_read(kind, rules, inputs, expected):
    field = made(kind, **rules)
    read = type_of(field).parse_input(field, inputs)
    assert read == expected
    assert type(read) is type(expected)


def test_two_options_of_one_rank_are_a_repeat_for_the_judge():
    field = made("ranking")
    read = type_of(field).parse_input(field, {"a": ["1"], "b": ["1"], "c": ["2"]})
    assert read == ["a", "a", "a"]


NOT_TYPED_AGAIN = {"signature", "group", "calculation", "hidden"}


@pytest.mark.parametrize("kind", [name for name in RIGHT if name not in NOT_TYPED_AGAIN])
def test_inputs_and_answers_are_each_others_reverse(kind):
    field = made(kind)
    typed = type_of(field).inputs(field, RIGHT[kind])
    assert all(isinstance(text, str) for texts in typed.values() for text in texts)
    assert type_of(field).parse_input(field, typed) == RIGHT[kind]


SHOWN = [
    ("text", {"format": "handle"}, "ours", "@ours"),
    ("phone", {}, "+447700900123", "07700 900123"),
    ("phone", {}, "+12125550100", "+1 212-555-0100"),
    ("number", {"unit": "miles", "decimals": 2}, Decimal("1250.5"), "1,250.5 miles"),
    ("money", {}, 125_000, "£1,250.00"),
    ("money", {"currency": "JPY"}, 1250, "JP¥1,250"),
    ("rating", {}, 4, "4 / 5"),
    ("yes_no", {"yes_label": "Yes please"}, True, "Yes please"),
    ("single_choice", {}, "a", "Apple"),
    ("single_choice", {}, "gone", "gone"),
    ("single_choice", {}, {"other": "mine"}, "mine"),
    ("multiple_choice", {}, ["a", "c"], "Apple, Cheese"),
    ("picture_choice", {}, "a", "Apple"),
    ("ranking", {}, ["c", "a"], "1. Cheese, 2. Apple"),
    ("matrix", {}, {"day": "a", "night": "b"}, "Day: Apple; Night: Bread"),
    ("date", {}, "2027-06-05", "Saturday, 5 June 2027"),
    ("time", {}, "14:30", "14:30"),
    ("date_time", {}, "2027-06-05T14:30", "Saturday, 5 June 2027, 14:30"),
    ("date_range", {}, {"start": "2027-06-05", "end": "2027-06-06"},
     "Saturday, 5 June 2027 – Sunday, 6 June 2027"),
    ("wedding_date", {}, {"season": "spring", "year": 2027}, "Spring 2027"),
    ("wedding_date", {}, {"undecided": True}, "Not decided yet"),
    ("address", {"countries": ["GB", "FR"]},
     {"line1": "1 rue A", "town": "Paris", "postcode": "75001", "country": "FR"},
     "1 rue A, Paris, 75001, France"),
    ("person_name", {}, {"given": "Anna", "family": "Jones"}, "Anna Jones"),
    ("couple", {"parts": ["name", "email"]},
     {"partner1": {"name": "Anna", "email": "a@b.de"}, "partner2": {"name": "Ben"}},
     "Anna (a@b.de) & Ben"),
    ("signature", {}, {"kind": "typed", "name": "Anna", "data": "Anna"}, "Anna"),
    ("file", {}, [{"name": "a.pdf"}, {"name": "b.pdf"}], "a.pdf, b.pdf"),
    ("calculation", {"result": "money"}, 56_500, "£565.00"),
    ("calculation", {"decimals": 2}, Decimal("1.5"), "1.50"),
    ("calculation", {"result": "date"}, "2027-06-05", "Saturday, 5 June 2027"),
    ("calculation", {"result": "boolean"}, True, "Yes"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "rules", "value", "words"), SHOWN)
def test_an_answer_is_shown_in_words(kind, rules, value, words):
    field = made(kind, **rules)
    assert type_of(field).show(field, value, "en-GB").replace("\u202f", " ") == words


def test_words_follow_the_readers_language_and_the_forms_currency():
    field = made("money", form={"settings": {"currency": "EUR"}})
    assert type_of(field).show(field, 125_050, "fr").replace("\u202f", " ") == "1 250,50\u00a0€"
    day = made("date")
    assert type_of(day).show(day, "2027-06-05", "fr") == "samedi 5 juin 2027"


EXPORTED = [
    ("money", {}, 125_000, ["1250.00"]),
    ("number", {"decimals": 3}, Decimal("0.125"), ["0.125"]),
    ("date", {}, "2027-06-05", ["2027-06-05"]),
    ("date_time", {}, "2027-06-05T14:30", ["2027-06-05 14:30"]),
    ("phone", {}, "+447700900123", ["+447700900123"]),
    ("multiple_choice", {}, ["a", "c"], ["1", "", "1"]),
    ("ranking", {}, ["c", "a"], ["2", "", "1"]),
    ("matrix", {}, {"night": "b"}, ["", "Bread"]),
    ("date_range", {}, {"start": "2027-06-05", "end": "2027-06-06"}, ["2027-06-05", "2027-06-06"]),
    ("wedding_date", {}, {"date": "2027-06-05"}, ["2027-06-05"]),
    ("couple", {}, {"partner1": {"name": "A"}, "partner2": {"name": "B"}}, ["A", "B"]),
    ("calculation", {"result": "money"}, 56_500, ["565.00"]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "rules", "value", "cells"), EXPORTED)
def test_an_answer_is_exported(kind, rules, value, cells):
    field = made(kind, **rules)
    assert list(type_of(field).cells(field, value, "en-GB")) == cells


@pytest.mark.parametrize("kind", RIGHT)
def test_every_answer_fills_the_columns_of_its_field(kind):
    field = made(kind)
    columns = type_of(field).columns(field)
    assert len(type_of(field).cells(field, RIGHT[kind], "fr")) == len(columns)
    assert list(type_of(field).cells(field, None, "fr")) == [""] * len(columns)
    assert isinstance(type_of(field).show(field, RIGHT[kind], "he"), str)


@pytest.mark.parametrize("kind", FIELD_TYPES.values(), ids=FIELD_TYPES.keys())
def test_the_builder_can_offer_every_type(kind):
    assert kind.title
    assert kind.icon
    assert kind.family
    assert all(setting.title for setting in kind.all_settings.values())
    fresh = {
        **plain_field(kind.name),
        "validation_rules": {
            **plain_field(kind.name).get("validation_rules", {}),
            **kind.starts_with,
        },
    }
    assert read_definition(plain_form(fresh)).fields[0].field_type == kind.name


SCALARS = [
    ("yes_no", True, [("text", "true")]),
    ("number", Decimal("1.5"), [("number", Decimal("1.5"))]),
    ("money", 1250, [("number", 1250)]),
    ("text", "Anna", [("text", "Anna")]),
    ("multiple_choice", ["a", "c"], [("text", "a"), ("text", "c")]),
    ("single_choice", {"other": "mine"}, [("text", "other")]),
    ("date", "2027-06-05", [("date", "2027-06-05")]),
    ("time", "14:30", [("text", "14:30")]),
    ("wedding_date", {"date": "2027-06-05"}, [("date", "2027-06-05")]),
    ("wedding_date", {"undecided": True}, []),
    ("address", {"line1": "1 Lane"}, [("text", "1 Lane")]),
    ("file", [{"id": "1"}], []),
]


@pytest.mark.parametrize(("kind", "answer", "expected"), SCALARS)
def test_a_type_knows_what_lists_can_filter_its_answers_by(kind, answer, expected):
    scalars = FIELD_TYPES[kind].scalars(answer)
    assert [(one.column, one.value) for one in scalars] == expected


FILES = [
    ("text", "Anna", {}),
    ("file", [{"id": "1"}, {"id": "2"}], {"0": {"id": "1"}, "1": {"id": "2"}}),
    ("image", [{"id": "1"}], {"0": {"id": "1"}}),
    ("signature", {"kind": "uploaded", "data": {"id": "1"}}, {"": {"id": "1"}}),
    ("signature", {"kind": "typed", "data": "Anna"}, {}),
]


@pytest.mark.parametrize(("kind", "answer", "expected"), FILES)
def test_a_type_knows_the_files_in_its_answers(kind, answer, expected):
    assert FIELD_TYPES[kind].files(answer) == expected


@pytest.mark.parametrize("name", RIGHT)
def test_only_what_takes_files_names_files(name):
    named = FIELD_TYPES[name].files(RIGHT[name])
    assert bool(named) is (FIELD_TYPES[name].takes_files and name != "signature")


def test_the_expression_language_knows_every_type():
    answered = {name for name, kind in FIELD_TYPES.items() if kind.has_answer}
    assert answered == set(KINDS) | {"picture_choice", "calculation", "hidden"}
    for name, kind in FIELD_TYPES.items():
        assert (kind_of(Field(key="a", field_type=name)) == "none") is not kind.has_answer
