"""Reading answers: tidy, hide, lock, calculate, judge; and the limits of what may arrive."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.factories.fields import plain_field, plain_form
from wedforms.formspec.answers import MOST_BYTES, judge, read_answers
from wedforms.formspec.errors import AnswersRejected
from wedforms.formspec.reading import read_definition
from wedforms.formspec.schema import CompiledForm, compile_form

TODAY = date(2026, 11, 1)


def form(*fields: dict[str, Any], **more: Any) -> CompiledForm:
    return compile_form(read_definition(plain_form(*fields, **more)))


def text(key: str, **more: Any) -> dict[str, Any]:
    return plain_field("text", key=key, **more)


def yes_no(key: str, **more: Any) -> dict[str, Any]:
    return plain_field("yes_no", key=key, **more)


def number(key: str, **more: Any) -> dict[str, Any]:
    return plain_field("number", key=key, **more)


def group(key: str, *fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return plain_field("group", key=key, **(more | {"fields": list(fields)}))


def required(field: dict[str, Any]) -> dict[str, Any]:
    return {**field, "validation_rules": {**field.get("validation_rules", {}), "required": True}}


def problems(compiled: CompiledForm, raw: Any, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(AnswersRejected) as rejected:
        read_answers(compiled, raw, today=TODAY, **more)
    return [(problem.path, problem.keyword) for problem in rejected.value.problems]


def values(compiled: CompiledForm, raw: Any, **more: Any) -> dict[str, Any]:
    return read_answers(compiled, raw, today=TODAY, **more).values


ALBUM = form(yes_no("wants_album"), required(text("size", visible_if="wants_album")))


def test_a_hidden_answer_is_dropped_before_it_is_judged():
    assert values(ALBUM, {"wants_album": False, "size": "x" * 999}) == {"wants_album": False}


def test_a_hidden_field_is_never_required_and_a_shown_one_is():
    assert values(ALBUM, {}) == {}
    assert problems(ALBUM, {"wants_album": True}) == [("size", "required")]


def test_the_judge_refuses_a_hidden_answer_that_was_kept():
    found = judge(ALBUM, {"wants_album": False, "size": "big"}, TODAY)
    assert [(problem.path, problem.keyword) for problem in found] == [("size", "hidden")]


GUESTS = form(
    yes_no("dinner"),
    group(
        "guests",
        required(text("name")),
        yes_no("coming"),
        required(text("meal", visible_if="coming and dinner")),
        required(text("song", visible_if="coming and name = previous.name")),
    ),
)


def test_conditions_look_at_the_row_and_at_the_form_around_it():
    rows = [{"name": "A", "coming": True}, {"name": "B", "coming": False}]
    assert problems(GUESTS, {"dinner": True, "guests": rows}) == [("guests.0.meal", "required")]
    assert len(values(GUESTS, {"dinner": False, "guests": rows})["guests"]) == 2


def test_a_condition_that_no_schema_can_state_is_judged_all_the_same():
    rows = [{"name": "A", "coming": True}, {"name": "A", "coming": True}]
    assert [place.field.key for place in GUESTS.rules.visible] == ["song"]
    assert problems(GUESTS, {"guests": rows}) == [("guests.1.song", "required")]
    kept = {"guests": [{"_id": "a", "name": "A", "song": "x"}]}
    assert [(p.path, p.keyword) for p in judge(GUESTS, kept, TODAY)] == [
        ("guests.0.song", "hidden")
    ]


def test_rows_get_ids_that_stay():
    rows = [{"name": "A"}, {"_id": "r1", "name": "B"}, {"name": "C"}]
    ids = [row["_id"] for row in values(GUESTS, {"guests": rows})["guests"]]
    assert ids == ["r1_", "r1", "r3"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("x", [("guests", "type")]),
        ([5, {"name": "B"}], [("guests.0", "type")]),
        ([{"name": "A", "_id": "-"}], [("guests.0._id", "pattern")]),
        ([{"name": "A", "_id": 5}], [("guests.0._id", "type")]),
        ([{"name": "A", "_id": "a"}, {"name": "B", "_id": "a"}], [("guests.1._id", "uniqueItems")]),
        ([{"name": "A", "zzz": 1}], [("guests.0.zzz", "additionalProperties")]),
        ([{"name": "A"}] * 301, [("guests", "maxItems")]),
    ],
)
def test_rows_of_the_wrong_shape_are_refused_at_their_place(rows, expected):
    assert problems(GUESTS, {"guests": rows}) == expected


def test_numbers_of_rows_may_be_expressions():
    compiled = form(
        number("seats"), group("guests", text("name"), min_rows="seats", max_rows="seats")
    )
    assert problems(compiled, {"seats": 2, "guests": [{"name": "A"}]}) == [("guests", "minItems")]
    assert problems(compiled, {"seats": 0, "guests": [{"name": "A"}]}) == [("guests", "maxItems")]
    assert problems(compiled, {"seats": 1}) == [("guests", "minItems")]
    assert values(compiled, {"seats": 1, "guests": [{"name": "A"}]})["seats"] == 1


def test_rows_stand_in_their_order():
    compiled = form(group("day", plain_field("time", key="start"), sort_by="start"))
    rows = [{"_id": "b", "start": "15:00"}, {"_id": "a", "start": "09:00"}, {"_id": "c"}]
    assert [row["_id"] for row in values(compiled, {"day": rows})["day"]] == ["a", "b", "c"]


PRICED = form(
    plain_field("package", key="package"),
    plain_field(
        "calculation", key="total", value="price(package) * 2", validation_rules={"result": "money"}
    ),
    yes_no("second", locked_if="total > 300", value="total > 300"),
)


def test_calculated_answers_are_the_forms_own():
    assert values(PRICED, {"package": "b", "total": 1}) == {
        "package": "b",
        "total": 500,
        "second": True,
    }


def test_the_judge_refuses_a_calculated_answer_that_differs():
    good = {"package": "a", "total": 200}
    assert judge(PRICED, good, TODAY) == []
    for wrong, path in (({**good, "total": 199}, "total"), ({"package": "a"}, "total")):
        assert [(p.path, p.keyword) for p in judge(PRICED, wrong, TODAY)] == [(path, "const")]


def test_a_locked_answer_is_the_forms_value():
    assert values(PRICED, {"package": "b", "second": False})["second"] is True
    assert values(PRICED, {"package": "a", "second": False})["second"] is False
    stored = {"package": "b", "total": 500, "second": False}
    assert [(p.path, p.keyword) for p in judge(PRICED, stored, TODAY)] == [("second", "const")]


def test_a_locked_field_without_value_keeps_the_earlier_answer_and_is_not_asked_for():
    compiled = form(yes_no("late"), required(text("meal", locked_if="late")))
    assert values(compiled, {"late": True, "meal": "new"}, earlier={"meal": "old"}) == {
        "late": True,
        "meal": "old",
    }
    assert values(compiled, {"late": True, "meal": "new"}) == {"late": True}
    assert problems(compiled, {"late": False}) == [("meal", "required")]


HIDDEN = form(
    plain_field("hidden", key="seats", validation_rules={"result": "number"}, default=2),
    group("guests", text("name"), plain_field("hidden", key="table")),
)


def test_a_hidden_value_comes_from_the_link_the_earlier_answer_or_the_default():
    assert values(HIDDEN, {}) == {"seats": 2}
    assert values(HIDDEN, {}, earlier={"seats": 3}) == {"seats": 3}
    assert values(HIDDEN, {}, prefill={"seats": 4}, earlier={"seats": 3}) == {"seats": 4}


def test_a_hidden_value_is_never_taken_from_what_was_sent():
    assert problems(HIDDEN, {"seats": 9}) == [("seats", "readOnly")]
    assert values(HIDDEN, {"seats": 4}, prefill={"seats": 4}) == {"seats": 4}
    rows = [{"_id": "a", "name": "A", "table": "1"}]
    assert problems(HIDDEN, {"guests": rows}) == [("guests.0.table", "readOnly")]


def test_hidden_values_of_rows_follow_the_row():
    prefill = {"guests": [{"_id": "a", "table": "7"}, {"_id": "b", "table": "8"}]}
    rows = [{"_id": "b", "name": "B"}, {"_id": "a", "name": "A"}, {"_id": "c", "name": "C"}]
    read = values(HIDDEN, {"guests": rows}, prefill=prefill)["guests"]
    assert [row.get("table") for row in read] == ["8", "7", None]


def test_the_time_of_a_signature_is_never_the_senders():
    compiled = form(plain_field("signature", key="sign"))
    signed = {"kind": "typed", "name": "Anna", "data": "Anna", "at": "2027-01-01T10:00:00+00:00"}
    assert "at" not in values(compiled, {"sign": signed})["sign"]
    assert values(compiled, {"sign": signed}, earlier={"sign": signed})["sign"] == signed


def test_options_that_are_hidden_or_disabled_cannot_be_chosen():
    options = [
        {"value": "beef", "label": "Beef", "disabled_if": "vegan"},
        {"value": "child", "label": "Child", "visible_if": "age < 12"},
        {"value": "tofu", "label": "Tofu"},
    ]
    compiled = form(
        yes_no("vegan"),
        number("age"),
        plain_field("menu_choice", key="main", options=options),
        plain_field("multiple_choice", key="extras", options=options),
        plain_field("ranking", key="order", options=options),
    )
    assert problems(compiled, {"vegan": True, "main": "beef"}) == [("main", "option")]
    assert problems(compiled, {"main": "child"}) == [("main", "option")]
    assert problems(compiled, {"extras": ["child", "tofu"]}) == [("extras.0", "option")]
    assert problems(compiled, {"order": ["beef"]}) == [("order", "minItems")]
    assert values(compiled, {"order": ["tofu", "beef"], "age": 12})["order"] == ["tofu", "beef"]


def test_yes_may_be_switched_off():
    options = [{"value": "yes", "label": "Yes", "disabled_if": "guests > 9"}]
    compiled = form(number("guests"), yes_no("coach", options=options))
    assert problems(compiled, {"guests": 10, "coach": True}) == [("coach", "option")]
    assert values(compiled, {"guests": 10, "coach": False})["coach"] is False


RULED = form(
    number("day"),
    number("evening"),
    group("parts", plain_field("time", key="start"), plain_field("time", key="end")),
    rules=[
        {"when": "day + evening > 140", "message": "The barn holds 140.", "at": "evening"},
        {
            "when": "day < 80",
            "message": "The least charge is for 80.",
            "severity": "warning",
            "at": "day",
        },
        {"when": "end < start", "message": "This ends before it begins.", "at": "parts.end"},
        {"when": "day = 13", "message": "Not thirteen.", "severity": "error"},
    ],
)


def test_a_rule_that_is_true_is_a_fault_in_the_suppliers_words():
    with pytest.raises(AnswersRejected) as rejected:
        read_answers(RULED, {"day": 100, "evening": 41}, today=TODAY)
    (problem,) = rejected.value.problems
    assert (problem.path, problem.keyword, problem.message) == (
        "evening",
        "rule",
        "The barn holds 140.",
    )


def test_a_rule_over_missing_answers_is_no_fault():
    assert values(RULED, {"day": 100}) == {"day": 100}


def test_a_rule_in_a_repeat_is_judged_for_each_row():
    rows = [
        {"start": "10:00", "end": "09:00"},
        {"start": "10:00", "end": "11:00"},
        {"start": "12:00", "end": "11:00"},
    ]
    assert problems(RULED, {"parts": rows}) == [("parts.0.end", "rule"), ("parts.2.end", "rule")]


def test_a_warning_is_told_and_refuses_nothing():
    answers = read_answers(RULED, {"day": 70}, today=TODAY)
    assert [(w.path, w.severity) for w in answers.warnings] == [("day", "warning")]
    assert problems(RULED, {"day": 13}) == [("", "rule"), ("day", "rule")]


def test_problems_come_in_the_order_of_the_form_each_once():
    compiled = form(
        required(text("b")),
        group("g", required(text("c")), text("a"), min_rows=1),
        required(text("d")),
    )
    rows = [{"a": 5, "c": 5}, {}]
    assert problems(compiled, {"z": 1, "g": rows, "d": "x" * 999}) == [
        ("b", "required"),
        ("g.0.c", "type"),
        ("g.0.a", "type"),
        ("g.1.c", "required"),
        ("d", "maxLength"),
        ("z", "additionalProperties"),
    ]


def test_one_value_has_one_problem():
    compiled = form(
        text(
            "code", validation_rules={"min_length": 4, "pattern": "[A-Z]+", "format": "postcode_gb"}
        )
    )
    assert problems(compiled, {"code": "a"}) == [("code", "minLength")]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ([], [("", "type")]),
        (None, [("", "type")]),
        ({"day": "\x00"}, [("day", "text")]),
        ({"day": "\udfff"}, [("day", "text")]),
        ({"day": 10**40}, [("day", "number")]),
        ({"day": "x" * MOST_BYTES}, [("", "size")]),
        ({"parts": [[[[[[[[[[[[[[1]]]]]]]]]]]]]]}, [("", "depth")]),
        ({"day": {1: 2}}, [("day", "type")]),
    ],
)
def test_what_cannot_be_read_at_all_is_refused_first(raw, expected):
    assert problems(RULED, raw) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"wants_album": "\ud800"}, ("wants_album", "text")),
        ({1: True}, ("", "type")),
        ({"wants_album": {1}}, ("wants_album", "type")),
        ([], ("", "type")),
        (None, ("", "type")),
    ],
)
def test_the_judge_takes_whatever_it_is_given(answers, expected):
    assert [(problem.path, problem.keyword) for problem in judge(ALBUM, answers, TODAY)] == [
        expected
    ]


@pytest.mark.parametrize("whole", [5, 5.0, Decimal(5), Decimal("5.000")])
def test_a_whole_number_is_an_integer_however_it_is_written(whole):
    read = values(RULED, {"day": 100, "evening": whole})
    assert read["evening"] == 5
    assert type(read["evening"]) is int
    assert judge(RULED, {"day": 100, "evening": whole}, TODAY) == []


def test_true_is_no_number_and_one_is_no_boolean():
    assert problems(RULED, {"day": True}) == [("day", "type")]
    assert problems(ALBUM, {"wants_album": 1}) == [("wants_album", "type")]


def test_the_rejection_carries_the_settled_values_that_its_paths_count():
    compiled = form(
        group("day", plain_field("time", key="start"), required(text("what")), sort_by="start")
    )
    rows = [{"_id": "b", "start": "15:00"}, {"_id": "a", "start": "09:00", "what": "x"}]
    with pytest.raises(AnswersRejected) as rejected:
        read_answers(compiled, {"day": rows}, today=TODAY)
    (problem,) = rejected.value.problems
    assert problem.path == "day.1.what"
    assert rejected.value.values["day"][1]["_id"] == "b"
