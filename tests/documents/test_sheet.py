"""The body of a document: what is printed, what stays private, and where initials go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tests.documents.samples import sample
from wedforms.documents.filled import FilledForm
from wedforms.documents.sheet import sections_of
from wedforms.formspec.reading import read_definition

TODAY = date(2026, 11, 23)


def printed(
    *fields: Mapping[str, Any], answers: Mapping[str, Any], priced: bool = False
) -> list[dict[str, Any]]:
    definition = read_definition({"name": "Form", "form_type": "contract", "fields": list(fields)})
    form = FilledForm(definition, answers, TODAY, "en-GB")
    return sections_of(form, priced=priced, signed_apart=True)


def items(
    *fields: Mapping[str, Any], answers: Mapping[str, Any], priced: bool = False
) -> list[Any]:
    return [x for one in printed(*fields, answers=answers, priced=priced) for x in one["items"]]


def text(key: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "field_type": "text", "label": key.capitalize(), **more}


def clause(key: str, content: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "field_type": "clause", "label": key, "content": content, **more}


def test_answers_that_follow_each_other_share_a_list():
    (only,) = items(text("name"), text("town"), answers={"name": "Rose", "town": "Bath"})
    rows = [{"label": "Name", "value": "Rose"}, {"label": "Town", "value": "Bath"}]
    assert only == {"kind": "answers", "rows": rows}


def test_pages_become_sections_and_empty_ones_are_left_out():
    fields = [
        {"key": "one", "field_type": "page_break", "label": "You"},
        text("name"),
        {"key": "two", "field_type": "page_break", "label": "Nothing here"},
        text("town"),
    ]
    assert [one["title"] for one in printed(*fields, answers={"name": "Rose"})] == ["You"]


@pytest.mark.parametrize(
    ("field", "answer"),
    [
        (text("family", private=True), "an uncle who drinks"),
        ({"key": "x", "field_type": "hidden"}, "campaign"),
        ({"key": "x", "field_type": "initials", "label": "X", "private": True}, "RC"),
        ({"key": "x", "field_type": "calculation", "label": "X", "value": "1",
          "validation_rules": {"show": False}}, 1),
        ({"key": "x", "field_type": "group", "label": "X", "private": True,
          "fields": [text("inner")]}, [{"_id": "a", "inner": "secret"}]),
        ({"key": "x", "field_type": "group", "label": "X",
          "fields": [text("inner", private=True)]}, [{"_id": "a", "inner": "secret"}]),
    ],
    ids=["private", "hidden", "private initials", "internal", "private group", "private in a row"],
)  # fmt: skip
def test_what_is_not_for_paper_is_not_printed(field: dict[str, Any], answer: Any):
    found = items(text("name"), field, answers={"name": "Rose", field["key"]: answer})
    assert "secret" not in str(found)
    assert [one for one in found if one["kind"] == "answers"] == [
        {"kind": "answers", "rows": [{"label": "Name", "value": "Rose"}]}
    ]


def test_sensitive_answers_are_kept_apart():
    (only,) = items(text("diet", sensitive=True), answers={"diet": "coeliac"})
    assert only["rows"] == [{"label": "Diet", "value": "Given, and kept apart from this document."}]


def test_a_paper_that_may_tell_sensitive_answers_prints_them():
    fields = {"name": "Form", "form_type": "rsvp", "fields": [text("diet", sensitive=True)]}
    form = FilledForm(
        read_definition(fields), {"diet": "Nuts"}, TODAY, "en-GB", tells_sensitive=True
    )
    (section,) = sections_of(form, priced=False, signed_apart=False)
    assert section["items"][0]["rows"] == [{"label": "Diet", "value": "Nuts"}]


def test_clauses_are_numbered_unless_they_say_no():
    fields = [
        clause("first", "a"),
        clause("aside", "b", validation_rules={"number": False}),
        clause("second", "c"),
    ]
    found = items(*fields, answers={})
    assert [one["number"] for one in found] == [1, None, 2]


def test_hidden_clauses_are_left_out_and_do_not_count():
    fields = [
        text("hours"),
        clause("meal", "a", visible_if='hours = "8"'),
        clause("law", "b"),
    ]
    assert [
        x["number"] for x in items(*fields, answers={"hours": "6"}) if x["kind"] == "clause"
    ] == [1]
    shown = items(*fields, answers={"hours": "8"})
    assert [x["number"] for x in shown if x["kind"] == "clause"] == [1, 2]


def test_initials_stand_beside_their_clause():
    fields = [
        clause("cancel", "If you cancel"),
        {"key": "one", "field_type": "initials", "label": "First partner"},
        {"key": "two", "field_type": "initials", "label": "Second partner"},
    ]
    (only,) = items(*fields, answers={"one": "RC", "two": "JO"})
    assert only["initials"] == [
        {"label": "First partner", "value": "RC"},
        {"label": "Second partner", "value": "JO"},
    ]


def test_clauses_carry_the_answers():
    (_, merged) = items(
        text("name"), clause("a", "<p>Dear {{name}}</p>"), answers={"name": "R & J"}
    )
    assert merged["html"] == "<p>Dear R &amp; J</p>"


def group(count: int) -> dict[str, Any]:
    fields = [text(f"part{number}") for number in range(count)]
    return {"key": "rows", "field_type": "group", "label": "Rows", "fields": fields}


def test_a_narrow_group_is_a_table_without_empty_columns():
    rows = [{"_id": "a", "part0": "x", "part1": "y"}, {"_id": "b", "part0": "z"}]
    (only,) = items(group(3), answers={"rows": rows})
    assert (only["kind"], only["columns"]) == ("table", ["Part0", "Part1"])
    assert only["rows"] == [["x", "y"], ["z", ""]]


def test_a_wide_group_is_a_card_a_row():
    row = {"_id": "a", **{f"part{number}": str(number) for number in range(8)}}
    (only,) = items(group(8), answers={"rows": [row]})
    assert only["kind"] == "cards"
    assert only["cards"][0]["title"] == "Rows 1"
    assert len(only["cards"][0]["rows"]) == 8


def test_rows_inside_rows_become_lines():
    inner = {"key": "dishes", "field_type": "group", "label": "Dishes",
             "fields": [text("dish"), text("size")]}  # fmt: skip
    outer = {
        "key": "tables",
        "field_type": "group",
        "label": "Tables",
        "fields": [text("at"), inner],
    }
    dishes = [{"_id": "x", "dish": "soup", "size": "small"}, {"_id": "y", "dish": "cake"}]
    (only,) = items(outer, answers={"tables": [{"_id": "a", "at": "1", "dishes": dishes}]})
    assert only["rows"] == [["1", "soup, small\ncake"]]


def test_prices_are_left_to_the_table_of_charges():
    total = {"key": "total", "field_type": "calculation", "label": "Total", "value": "500",
             "validation_rules": {"result": "money"}}  # fmt: skip
    assert items(total, answers={"total": 500})[0]["rows"] == [{"label": "Total", "value": "£5.00"}]
    assert items(total, answers={"total": 500}, priced=True) == []


def test_the_photographers_contract_has_ten_clauses_with_initials():
    sections = sections_of(sample(), priced=True, signed_apart=True)
    clauses = [x for one in sections for x in one["items"] if x["kind"] == "clause"]
    assert [one["number"] for one in clauses] == list(range(1, 11))
    assert sum(len(one["initials"]) for one in clauses) == 14
    assert "£2,222.00" in clauses[1]["html"]
    assert "{{" not in str(sections)


def test_what_was_agreed_and_signed_stands_among_the_answers_of_a_paper_without_signatures():
    agreed = {"key": "agreed", "field_type": "consent", "label": "You may use our pictures."}
    signed = {"key": "signed", "field_type": "signature", "label": "Signature"}
    fields = {"name": "Form", "form_type": "rsvp", "fields": [agreed, signed]}
    typed = {"kind": "typed", "name": "Rose Carter", "data": "Rose Carter"}
    form = FilledForm(read_definition(fields), {"agreed": True, "signed": typed}, TODAY, "en-GB")
    (section,) = sections_of(form, priced=False, signed_apart=False)
    assert section["items"][0]["rows"] == [
        {"label": "You may use our pictures.", "value": "Yes"},
        {"label": "Signature", "value": "Rose Carter"},
    ]
    assert sections_of(form, priced=False, signed_apart=True) == []
