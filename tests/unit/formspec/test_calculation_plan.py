"""Planning finds the order, and refuses circles, unknown names and expressions that cannot be read."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tests.cases.reading import load, load_all, read_form
from wedforms.formspec.calculation import page_plan, plan, settle
from wedforms.formspec.definition import Definition, Field, Rule
from wedforms.formspec.errors import DefinitionRejected

TODAY = date(2026, 5, 4)


def form(*fields: dict[str, Any], **more: Any) -> Definition:
    return read_form({"fields": list(fields), **more})


def number(key: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "field_type": "number", **more}


def group(key: str, *fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"key": key, "field_type": "group", "fields": list(fields), **more}


CIRCLES = [
    (form(number("a", value="b"), number("b", value="a")), {"a", "b"}),
    (form(number("a", visible_if="a = 1")), {"a"}),
    (
        form(
            number("a", visible_if="b = 1"), number("b", locked_if="c = 1"), number("c", value="a")
        ),
        {"a", "b", "c"},
    ),
    (
        form(number("a", visible_if="count(g) > 1"), group("g", number("b"), visible_if="a = 1")),
        {"a", "g"},
    ),
    (form(group("g", number("b"), visible_if="any(g, b = 1)")), {"g"}),
    (form(group("g", number("b", value="sum(g, c)"), number("c", value="b"))), {"b", "c"}),
    (form(group("g", number("b", value="sum(g, previous.b)"))), {"b"}),
    (
        form(group("g", number("b", value="previous.c"), number("c", value="previous.b"))),
        {"b", "c"},
    ),
    (form(group("g", number("b", value="row_number()"), sort_by="b")), {"b"}),
    (form(group("g", number("b", value="coalesce(previous.b, 0) + 1"), sort_by="b")), {"b"}),
    (
        form(number("t", value="sum(g, x)"), group("g", number("x", visible_if="parent.t > 1"))),
        {"t", "x"},
    ),
]


@pytest.mark.parametrize(("definition", "keys"), CIRCLES)
def test_a_circle_is_refused_by_its_names(definition: Definition, keys: set[str]) -> None:
    with pytest.raises(DefinitionRejected) as refused:
        plan(definition)
    (problem,) = refused.value.problems
    assert problem.keyword == "cycle"
    assert set(problem.limit) == keys
    assert all(f"“{key}”" in str(problem.message) for key in keys)


NO_CIRCLES = [
    form(number("a", required_if="a = 1")),
    form(group("g", number("b"), min_rows="count(g)", max_rows="sum(g, b)")),
    form(number("a", value="1"), rules=[{"when": "a = 1", "at": "a"}]),
    form(group("g", number("b", value="coalesce(previous.b, 0) + 1"))),
    form(group("g", number("s"), number("b", value="coalesce(previous.b, 0) + s"), sort_by="s")),
    form(
        {"key": "fees", "field_type": "calculation", "value": 'lookup("fees", 1)'},
        tables={"fees": {"keys": ["k"], "rows": []}},
    ),
    form(group("g", number("b", value="count(g)"))),
    form(
        {
            "key": "c",
            "field_type": "single_choice",
            "options": [{"value": "x", "disabled_if": 'c = "x"'}],
        }
    ),
]


@pytest.mark.parametrize("definition", NO_CIRCLES)
def test_what_only_looks_like_a_circle_is_taken(definition: Definition) -> None:
    assert settle(plan(definition), {}, today=TODAY).scope


REFUSED = [
    (form(number("a", visible_if="b = 1")), "a.visible_if", "unknown_field"),
    (
        form(group("g", number("a", required_if="previous.c = 1"))),
        "g.a.required_if",
        "unknown_field",
    ),
    (form(number("a", value='lookup("t", 1)')), "a.value", "unknown_table"),
    (form(number("a"), number("a")), "a", "unique"),
    (form(number("a"), group("g", number("a"))), "g.a", "unique"),
    (form(group("g", number("a"), sort_by="b")), "g.sort_by", "sort_by"),
    (form(number("b"), group("g", number("a"), sort_by="b")), "g.sort_by", "sort_by"),
    (form(group("g", {"key": "a", "field_type": "address"}, sort_by="a")), "g.sort_by", "sort_by"),
    (form(group("g", number("a"), value="1")), "g.value", "value"),
    (form(number("a"), rules=[{"when": "true", "at": "b"}]), "rules.0.at", "unknown_field"),
    (
        form(group("g", number("a")), rules=[{"when": "true", "at": "h.a"}]),
        "rules.0.at",
        "unknown_field",
    ),
    (form(group("g", number("a")), rules=[{"when": "a = 1"}]), "rules.0.when", "unknown_field"),
    (
        form(number("a"), settings={"lines": [{"amount": "b", "vat": "S20"}]}),
        "settings.lines.0.amount",
        "unknown_field",
    ),
    (
        form(number("a"), settings={"schedule": [{"amount": "remaining", "due": "b"}]}),
        "settings.schedule.0.due",
        "unknown_field",
    ),
    (form(number("a"), settings={"closes_at": "add_days("}), "settings.closes_at", "expression"),
    (
        form({"key": "d", "field_type": "date", "validation_rules": {"min": "tomorrow"}}),
        "d.validation_rules.min",
        "unknown_field",
    ),
]


@pytest.mark.parametrize(("definition", "path", "keyword"), REFUSED)
def test_what_cannot_be_planned_is_refused_with_its_place(
    definition: Definition, path: str, keyword: str
) -> None:
    with pytest.raises(DefinitionRejected) as refused:
        plan(definition)
    assert [(problem.path, problem.keyword) for problem in refused.value.problems] == [
        (path, keyword)
    ]
    assert all(problem.message for problem in refused.value.problems)


def test_all_problems_are_told_at_once() -> None:
    definition = form(
        number("a", visible_if="b = 1", value='lookup("t", c)'), rules=[{"when": "d", "at": "e"}]
    )
    with pytest.raises(DefinitionRejected) as refused:
        plan(definition)
    assert len(refused.value.problems) == 5


def test_settings_see_the_rows_they_run_over_and_leave_their_words_alone() -> None:
    settings = {
        "closes_at": "2026-06-01T12:00:00+01:00",
        "due_at": "add_days(day, -28)",
        "cooling_off": "filled(who)",
        "lines": [
            {
                "label": "x",
                "amount": "a * 100",
                "quantity": "a",
                "discount": "a * 10",
                "vat": "S20",
                "over": "g",
                "show_if": "a > 0",
            }
        ],
        "schedule": [{"label": "rest", "amount": "remaining", "due": "day"}],
        "terms": [{"text": "always"}, {"text": "late", "show_if": "filled(day)"}],
        "signers": [{"role": "couple", "name": "who", "email": "who"}],
    }
    planned = plan(
        form(
            {"key": "day", "field_type": "date"},
            {"key": "who", "field_type": "text"},
            group("g", number("a")),
            settings=settings,
        )
    )
    assert [slot.path for slot in planned.slots] == [
        "settings.due_at",
        "settings.cooling_off",
        "settings.lines.0.amount",
        "settings.lines.0.quantity",
        "settings.lines.0.discount",
        "settings.lines.0.show_if",
        "settings.schedule.0.due",
        "settings.terms.1.show_if",
        "settings.signers.0.name",
        "settings.signers.0.email",
    ]
    assert planned.slots[2].groups == ("g",)


def test_a_rule_is_placed_by_its_key_or_its_dotted_path() -> None:
    nested = group("outer", group("inner", number("a")))
    for at in ("a", "inner.a", "outer.inner.a"):
        planned = plan(form(nested, rules=[{"when": "a = 1", "at": at}]))
        assert planned.rules[0].place == planned.places["a"]


def test_the_page_gets_no_calculation_that_only_the_server_uses() -> None:
    hidden = {"field_type": "calculation", "validation_rules": {"show": False}}
    page = page_plan(
        plan(
            form(
                number("miles"),
                {"key": "cost_price", "value": "miles * 17", **hidden},
                {"key": "margin", "value": "fee - cost_price", **hidden},
                {"key": "rate", "value": 'lookup("rates", miles)', **hidden},
                {"key": "fee", "field_type": "calculation", "value": "rate * 2"},
                tables={
                    "rates": {"keys": ["m"], "rows": [[1, 0.45]]},
                    "margins": {"keys": ["m"], "rows": [[1, 2]]},
                },
            )
        )
    )
    assert set(page["fields"]) == set(page["order"]) == {"miles", "rate", "fee"}
    assert page["tables"] == {"rates": [[1, 0.45]]}


def test_the_page_gets_prices_and_labels_only_where_they_are_used() -> None:
    options = [{"value": "a", "label": "A", "price": 5}]
    choice = {"field_type": "single_choice", "options": options}
    page = page_plan(
        plan(form({"key": "x", **choice}, {"key": "y", **choice}, number("n", value="price(x)")))
    )
    assert page["fields"]["x"]["options"] == [{"value": "a", "price": 5}]
    assert page["fields"]["y"]["options"] == [{"value": "a"}]


def test_a_page_plan_is_plain_json() -> None:
    for _, content in load_all("settle"):
        page = page_plan(plan(read_form(content["form"])))
        assert json.loads(json.dumps(page)) == page


GARBAGE: list[Any] = [
    None, [], "x", 7, True, {"guests": {}}, {"guests": [[]]}, {"guests": [None, 1, "x", {"guest": {}}]},
    {"guests": [{"gifts": "x", "_id": [1]}, {"gifts": [{"cost": "x"}], "_id": {}}]},
    {"n": 10**5000}, {"n": 1e308}, {"n": float("nan")}, {"n": float("inf")}, {"n": True}, {"n": "7"}, {"n": []},
    {"day": "2027-13-01"}, {"day": "2027-06-05T"}, {"day": 20270605}, {"start": "25:00"}, {"arrive": "2027-06-05"},
    {"stay": ["2027-06-04"]}, {"stay": {"start": 1}}, {"wedding": {"date": {}}}, {"bride": {"given": 1}},
    {"address": "Bath"}, {"couple": {"partner1": []}}, {"package": ["story"]}, {"package": {}}, {"colour": {"other": 1}},
    {"extras": "album"}, {"extras": [1, None, {}]}, {"jobs": []}, {"jobs": {"first-dance": {}}}, {"papers": {}},
    {"venue": "\ud800"}, {"venue": "\x00"}, {"yes": 1}, {"yes": "true"}, {"unheard_of": {"deep": [{}]}},
]  # fmt: skip


@pytest.mark.parametrize("answers", GARBAGE, ids=range(len(GARBAGE)))
def test_answers_of_any_shape_are_settled(answers: Any) -> None:
    planned = plan(read_form(load("expressions/form")["form"]))
    for earlier in ({}, answers if isinstance(answers, dict) else {}):
        state = settle(planned, answers, today=TODAY, earlier=earlier)
        assert isinstance(state.values, dict)
        for slot in planned.slots:
            assert slot.tree is not None


def test_settling_leaves_what_was_sent_as_it_was() -> None:
    content = load("settle/sorted")
    planned = plan(read_form(content["form"]))
    for case in content["cases"]:
        before = json.dumps(case["answers"], default=str)
        settle(planned, case["answers"], today=TODAY)
        assert json.dumps(case["answers"], default=str) == before


def test_rows_beyond_the_most_are_left_to_the_judge() -> None:
    planned = plan(form(group("g", number("a"), sort_by="a"), number("rows", value="count(g)")))
    sent = [{"a": -each} for each in range(305)]
    state = settle(planned, {"g": sent}, today=TODAY)
    assert len(state.values["g"]) == 305
    assert state.values["g"][0] == {"a": -299}
    assert state.values["g"][300:] == sent[300:]
    assert state.values["rows"] == 300


def test_an_evaluation_that_takes_too_many_steps_is_null() -> None:
    costly = "sum(g, " * 2 + "a" + ")" * 2
    planned = plan(
        form(
            group("g", number("a")), number("few", value="sum(g, a)"), number("many", value=costly)
        )
    )
    state = settle(planned, {"g": [{"a": 1}] * 100}, today=TODAY)
    assert state.values["few"] == 100
    assert "many" not in state.values


def test_a_definition_without_rules_or_fields_that_ask_is_planned() -> None:
    planned = plan(
        Definition("x", "rsvp", (Field("title", "heading"),), rules=(Rule(when=True, message="m"),))
    )
    assert settle(planned, {"title": "sent"}, today=TODAY).visible == {"title"}
