"""`wedforms form schema` and `form check`: definitions and answers in files, without a database."""

from __future__ import annotations

import json
from decimal import Decimal

import jsonschema
import pytest

from tests.published import FORMS, answers_to, definition_file

ON_THE_DAY = ("--today", "2026-11-23")
LENGTHS = {
    "name": "Lengths",
    "form_type": "questionnaire",
    "fields": [
        {"key": "length", "field_type": "number", "label": "Length", "validation_rules": {"decimals": 6}},
        {"key": "third", "field_type": "calculation", "label": "A third", "value": "length / 3", "validation_rules": {"decimals": 6}},
        {
            "key": "guests", "field_type": "group", "label": "Guests", "max_rows": 3,
            "fields": [{"key": "email", "field_type": "email", "label": "Email"}],
        },
    ],
    "rules": [{"when": "length > 5", "message": "That is long.", "severity": "warning", "at": "length"}],
}  # fmt: skip


@pytest.fixture
def lengths(write):
    return write(json.dumps(LENGTHS), "lengths.json")


@pytest.mark.parametrize("slug", FORMS)
def test_the_schema_is_one_that_any_validator_takes(run, slug):
    done = run("form", "schema", definition_file(slug))
    jsonschema.Draft202012Validator.check_schema(json.loads(done.output))
    assert (done.status, done.errors) == (0, "")


@pytest.mark.parametrize("slug", FORMS)
def test_accepted_answers_come_back_canonical_with_calculated_values(run, write, slug):
    answers = write(json.dumps(answers_to(slug)))
    done = run("form", "check", definition_file(slug), answers, *ON_THE_DAY)
    assert (done.status, done.errors) == (0, "")
    assert set(answers_to(slug)) <= set(done.answer)
    again = run("form", "check", definition_file(slug), "-", *ON_THE_DAY, given=done.output)
    assert again.answer == done.answer


def test_calculated_values_are_among_the_answers(run, write):
    answers = write(json.dumps(answers_to("photography-contract")))
    form = definition_file("photography-contract")
    done = run("form", "check", form, answers, *ON_THE_DAY)
    assert "total" not in answers_to("photography-contract")
    assert isinstance(done.answer["total"], int)


def test_decimals_stay_exact(run, write, lengths):
    done = run(
        "form", "check", lengths, write('{"length": 0.100001, "guests": []}', "answers.json")
    )
    assert b'"length": 0.100001,' in done.output
    assert done.answer["third"] == Decimal("0.033334")


def test_refused_answers_are_a_list_of_problems_with_paths_and_words(run, write, lengths):
    answers = write('{"length": "x", "guests": [{"_id": "a", "email": "nope"}]}', "answers.json")
    done = run("form", "check", lengths, answers)
    assert (done.status, done.output) == (1, b"")
    assert [(one["path"], one["keyword"]) for one in done.problems] == [
        ("length", "type"),
        ("guests.0.email", "format"),
    ]
    assert all(one["message"] and one["about"] == "answers" for one in done.problems)


def test_answers_that_are_no_object_are_told_what_answers_are(run, write, lengths):
    done = run("form", "check", lengths, write("[1]", "answers.json"))
    [problem] = done.problems
    assert (done.status, problem["path"]) == (1, "")
    assert problem["message"] == 'Answers are an object: {"question": answer, …}.'


def test_warnings_do_not_refuse(run, write, lengths):
    done = run("form", "check", lengths, write('{"length": 6}', "answers.json"))
    assert (done.status, done.answer["length"]) == (0, 6)
    [warning] = done.problems
    assert (warning["severity"], warning["message"]) == ("warning", "That is long.")


def test_today_is_the_given_day(run, write):
    form = {
        "name": "Day", "form_type": "questionnaire",
        "fields": [{"key": "day", "field_type": "date", "label": "Day", "validation_rules": {"min": "today()"}}],
    }  # fmt: skip
    form, answers = (
        write(json.dumps(form), "day.json"),
        write('{"day": "2026-06-01"}', "answers.json"),
    )
    assert run("form", "check", form, answers, "--today", "2026-06-01").status == 0
    assert run("form", "check", form, answers, "--today", "2026-06-02").status == 1


def test_a_definition_that_is_no_form_is_told_apart_from_answers(run, write):
    done = run("form", "check", write('{"name": "A"}'), write("{}", "answers.json"))
    assert (done.status, done.output) == (1, b"")
    assert {one["about"] for one in done.problems} == {"definition"}
