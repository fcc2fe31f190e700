"""Whatever a file holds, a command says in words what is wrong with it, and never a traceback."""

from __future__ import annotations

import json
import os

import pytest

GOOD = {
    "name": "A",
    "form_type": "questionnaire",
    "fields": [{"key": "a", "field_type": "text", "label": "A"}],
}
DEPTH = 100_000

UNREADABLE = {
    "empty": ("", "not JSON"),
    "broken": ('{"a":', "not JSON"),
    "key_twice": ('{"a": 1, "a": 2}', "stands twice"),
    "deep_lists": ("[" * DEPTH + "]" * DEPTH, "nested too deeply"),
    "deep_objects": ('{"a":' * DEPTH + "1" + "}" * DEPTH, "nested too deeply"),
    "ten_megabytes": ('{"a": "' + "x" * 10_000_000 + '"}', "larger than 10 MB"),
    "nul_byte": (b'{"a": "x\0y"}', "not JSON"),
    "not_utf8": (b'{"a": "\xff"}', "not UTF-8"),
    "not_a_number": ('{"a": NaN}', "not a JSON number"),
}


def changed(**changes):
    return json.dumps({**GOOD, **changes})


def one_field(**changes):
    return changed(fields=[{**GOOD["fields"][0], **changes}])


def in_a_circle(*keys):
    fields = [
        {"key": key, "field_type": "calculation", "label": key, "value": needed}
        for key, needed in zip(keys, [*keys[1:], keys[0]], strict=True)
    ]
    return changed(fields=fields)


def nested(depth):
    field = GOOD["fields"][0]
    for number in range(depth):
        field = {
            "key": f"g{number}",
            "field_type": "group",
            "label": "G",
            "max_rows": 2,
            "fields": [field],
        }
    return changed(fields=[field])


NO_FORM = {
    "null": ("null", "", "type"),
    "list": ("[]", "", "type"),
    "empty_object": ("{}", "fields", "required"),
    "unknown_key": (changed(colour="red"), "colour", "additionalProperties"),
    "unknown_field_key": (one_field(colour=1), "fields.0.colour", "additionalProperties"),
    "unknown_type": (one_field(field_type="crystal_ball"), "fields.0.field_type", "enum"),
    "wrong_types": (changed(name=1, fields="x", rules=3, locale={}), "fields", "type"),
    "fields_that_are_none": (changed(fields=[1, None, [], "x"]), "fields.3", "type"),
    "circle": (in_a_circle("a", "b", "c"), "fields.0", "cycle"),
    "circle_of_one": (in_a_circle("a"), "fields.0", "cycle"),
    "broken_expression": (one_field(visible_if="1 +"), "fields.0.visible_if", "expression"),
    "unknown_name": (one_field(visible_if="b = 1"), "fields.0.visible_if", "unknown_field"),
    "deep_expression": (one_field(visible_if="(" * 3000 + "a" + ")" * 3000), "fields.0.visible_if", "expression"),
    "look_ahead": (one_field(validation_rules={"pattern": "(?=a)b"}), "fields.0.validation_rules.pattern", "pattern"),
    "back_reference": (one_field(validation_rules={"pattern": r"(a)\1"}), "fields.0.validation_rules.pattern", "pattern"),
    "huge_repeat": (one_field(validation_rules={"pattern": "(a{1000}){1000}"}), "fields.0.validation_rules.pattern", "pattern"),
    "lone_surrogate": (changed(name="A\ud800"), "name", "text"),
    "lone_surrogate_key": (changed(**{"\ud800": 1}), "", "text"),
    "nul": (changed(name="A\0"), "name", "text"),
    "huge_number": ('{"a": 1e999999999}', "a", "number"),
    "endless_power": ('{"a": 1e-99999999999999999999}', "a", "number"),
    "endless_digits": ('{"a": ' + "9" * 100_000 + "}", "a", "number"),
    "megabyte": (one_field(help="x" * 1_000_001), "", "size"),
    "too_many_fields": (
        changed(fields=[{**GOOD["fields"][0], "key": f"k{number}"} for number in range(501)]), "fields", "maxItems",
    ),
    "nested_five_deep": (nested(5), "fields.0.fields.0.fields.0.fields.0.fields", "depth"),
    "nested_fifty_deep": (nested(50), "", "depth"),
}  # fmt: skip

NO_ANSWERS = {
    "null": ("null", "", "type"),
    "list": ("[]", "", "type"),
    "number": ('{"a": 1}', "a", "type"),
    "object": ('{"a": {}}', "a", "type"),
    "unknown_field": ('{"b": "x"}', "b", "additionalProperties"),
    "nul": ('{"a": "x\\u0000y"}', "a", "text"),
    "lone_surrogate": ('{"a": "x\\ud800y"}', "a", "text"),
    "lone_surrogate_key": ('{"\\ud800": "x"}', "", "text"),
    "huge_number": ('{"a": 1e999999999}', "a", "number"),
    "endless_power": ('{"a": 1e-99999999999999999999}', "a", "number"),
    "endless_digits": ('{"a": ' + "9" * 100_000 + "}", "a", "number"),
    "too_large": ('{"a": "' + "x" * 256_001 + '"}', "", "size"),
    "too_deep": ('{"a": ' + "[" * 50 + "]" * 50 + "}", "", "depth"),
}


@pytest.mark.parametrize("name", UNREADABLE)
@pytest.mark.parametrize("place", ["definition", "answers"])
def test_what_cannot_be_read_is_said_in_words(run, write, name, place):
    content, words = UNREADABLE[name]
    bad, good = write(content, "bad.json"), write(json.dumps(GOOD), "good.json")
    asked = ("form", "schema", bad) if place == "definition" else ("form", "check", good, bad)
    done = run(*asked)
    assert (done.status, done.output) == (2, b"")
    assert words in done.errors
    assert "bad.json" in done.errors


@pytest.mark.parametrize("name", NO_FORM)
def test_what_is_no_form_is_told_with_its_path(run, write, name):
    content, path, keyword = NO_FORM[name]
    done = run("form", "schema", write(content))
    assert (done.status, done.output) == (1, b"")
    assert (path, keyword) in [(one["path"], one["keyword"]) for one in done.problems]
    assert all(one["message"] for one in done.problems)


@pytest.mark.parametrize("name", NO_ANSWERS)
def test_what_are_no_answers_is_told_with_its_path(run, write, name):
    content, path, keyword = NO_ANSWERS[name]
    done = run("form", "check", write(json.dumps(GOOD), "form.json"), write(content))
    assert (done.status, done.output) == (1, b"")
    assert (path, keyword) in [(one["path"], one["keyword"]) for one in done.problems]
    assert all(one["message"] for one in done.problems)


def test_a_pattern_that_would_hang_other_engines_is_taken_and_answers_at_once(run, write):
    form = write(one_field(validation_rules={"pattern": "^(a+)+$"}), "form.json")
    done = run("form", "check", form, write(json.dumps({"a": "a" * 40 + "!"})))
    assert [one["keyword"] for one in done.problems] == ["pattern"]


@pytest.mark.parametrize("asked", [("form", "schema"), ("document", "verify")])
def test_files_that_are_not_there_or_no_files(run, tmp_path, asked):
    for path, words in ((tmp_path / "none", "No such file"), (tmp_path, "is a directory")):
        done = run(*asked, path)
        assert (done.status, done.output) == (2, b"")
        assert words in done.errors


def test_an_endless_file_is_not_read_to_its_end(run):
    done = run("form", "schema", "/dev/zero")
    assert (done.status, "larger than 10 MB" in done.errors) == (2, True)


def test_a_file_name_that_is_no_text(run, tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff.json"
    done = run("form", "schema", os.fsdecode(path))
    assert (done.status, "cannot be read" in done.errors) == (2, True)


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "", "2026-1-1T00:00"])
def test_a_day_that_is_none(run, write, day):
    done = run(
        "form", "check", write(json.dumps(GOOD)), write("{}", "answers.json"), "--today", day
    )
    assert (done.status, "--today" in done.errors) == (2, True)
