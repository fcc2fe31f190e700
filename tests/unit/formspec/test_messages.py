"""Problems in words: the supplier's own first, else one calm sentence that says what to do."""

from __future__ import annotations

from datetime import date
from gettext import NullTranslations
from typing import Any

import pytest

from tests.factories.fields import plain_field, plain_form
from tests.factories.violations import violations
from wedforms.formspec import wording
from wedforms.formspec.answers import read_answers
from wedforms.formspec.definition import Field
from wedforms.formspec.errors import AnswersRejected, Problem
from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.formspec.messages import in_language, say
from wedforms.formspec.reading import read_definition
from wedforms.formspec.schema import compile_form
from wedforms.formspec.wording import Sentence


def made(kind: str, **rules: Any) -> Field:
    raw = plain_field(kind)
    raw["validation_rules"] = {**raw.get("validation_rules", {}), **rules}
    return read_definition(plain_form(raw)).fields[0]


SAID = [
    ("package", {}, "it", "required", None, "Choose a package."),
    ("email", {}, "it", "format", "email", "Enter an e-mail address like name@example.com."),
    ("text", {}, "guests.0.it", "required", None, "Enter your answer."),
    ("text", {}, "it", "minLength", 1, "Enter your answer."),
    ("text", {}, "it", "minLength", 5, "Use at least 5 characters."),
    ("text", {}, "it", "maxLength", 1, "Use at most 1 character."),
    (
        "text",
        {"pattern": "a", "pattern_message": "Begin with a."},
        "it",
        "pattern",
        "a",
        "Begin with a.",
    ),
    ("text", {"pattern": "a"}, "it", "pattern", "a", "This is not in the form we expect."),
    ("number", {}, "it", "type", "integer", "Enter a whole number."),
    ("number", {"decimals": 2}, "it", "type", "number", "Enter a number."),
    ("number", {}, "it", "maximum", 1_500, "Enter 1,500 or less."),
    ("money", {}, "it", "minimum", 125_000, "Enter £1,250.00 or more."),
    ("file", {}, "it.0.size", "maximum", 5 * 1024 * 1024, "A file may have at most 5 MB."),
    (
        "date",
        {},
        "it",
        "formatMinimum",
        "2027-06-05",
        "Choose Saturday, 5 June 2027 or a later date.",
    ),
    ("wedding_date", {}, "it.year", "formatMinimum", "2026-11-23", "Choose autumn 2026 or later."),
    ("wedding_date", {}, "it.year", "formatMinimum", "2028-02-29", "Choose winter 2027 or later."),
    (
        "wedding_date",
        {},
        "it.year",
        "formatMaximum",
        "2031-12-01",
        "Choose winter 2031 or earlier.",
    ),
    (
        "wedding_date",
        {},
        "it.date",
        "formatMinimum",
        "2027-06-05",
        "Choose Saturday, 5 June 2027 or later.",
    ),
    ("wedding_date", {}, "it.year", "minimum", 1900, "Enter the year with four digits, like 2027."),
    ("wedding_date", {}, "it.year", "maximum", 2200, "Enter the year with four digits, like 2027."),
    ("time", {}, "it", "formatMaximum", "23:30", "Choose 23:30 or an earlier time."),
    ("time", {}, "it", "step", [15, "00:00"], "Choose a time in steps of 15 minutes."),
    ("multiple_choice", {}, "it", "minItems", 1, "Choose at least one option."),
    ("multiple_choice", {}, "it", "minItems", 2, "Choose at least 2 options."),
    (
        "multiple_choice",
        {},
        "it",
        "exclusive",
        ["c"],
        "“Cheese” cannot be combined with other choices.",
    ),
    ("dropdown", {}, "it", "option", "a", "“Apple” cannot be chosen here."),
    ("address", {}, "it.postcode", "required", None, "Enter the postcode."),
    ("address", {}, "it.postcode", "format", "postcode_gb", "Enter a postcode like BA1 5LN."),
    ("couple", {}, "it.partner2.name", "required", None, "Enter the name of the second partner."),
    ("consent", {}, "it", "const", True, "Tick this box to go on."),
    ("signature", {}, "it", "required", None, "Sign here."),
    ("single_choice", {}, "it", "required", None, "Choose an option."),
    ("yes_no", {}, "it", "required", None, "Choose yes or no."),
    ("date", {}, "it", "required", None, "Enter a date."),
    ("file", {}, "it", "required", None, "Add a file."),
    ("single_choice", {}, "it.other", "minLength", 1, "Say what you mean by this answer."),
]


@pytest.mark.parametrize(("kind", "rules", "path", "keyword", "limit", "words"), SAID)
def test_a_problem_is_said(kind, rules, path, keyword, limit, words):
    assert say(Problem(path, keyword, limit), made(kind, **rules), "en-GB") == words


@pytest.mark.parametrize("sent", [[1], None, "x", 1])
def test_what_is_no_set_of_answers_is_said_so(sent):
    form = compile_form(read_definition(plain_form(plain_field("text"))))
    with pytest.raises(AnswersRejected) as rejected:
        read_answers(form, sent, today=date(2027, 1, 4))
    [problem] = rejected.value.problems
    assert say(problem, None, "en-GB") == 'Answers are an object: {"question": answer, …}.'


def test_the_suppliers_own_words_come_first():
    assert say(Problem("it", "rule", 0, "The barn holds 140."), None, "fr") == "The barn holds 140."


def test_every_question_says_in_its_own_words_what_is_missing():
    asked = {
        name
        for name, kind in FIELD_TYPES.items()
        if kind.has_answer and not kind.is_computed and name != "hidden"
    }
    assert set(wording.MISSING) == asked


@pytest.mark.parametrize("keyword", ["additionalProperties", "size", "hidden", "never heard of"])
def test_a_problem_without_a_field_is_said_too(keyword):
    assert say(Problem("zzz", keyword), None, "en-GB").endswith(".")


@pytest.mark.parametrize("found", list(violations()), ids=lambda found: found.name)
def test_no_sentence_is_left_with_a_hole(found):
    compiled = compile_form(read_definition(plain_form(found.field)))
    raw = {} if found.value is None else {"it": found.value}
    with pytest.raises(AnswersRejected) as rejected:
        read_answers(compiled, raw, today=date(2026, 11, 1))
    for problem in rejected.value.problems:
        words = say(problem, compiled.fields["it"], "en-GB")
        assert words.endswith(".")
        assert words != wording.FALLBACK.one
        assert "{" not in words
        assert "  " not in words


class Shouting(NullTranslations):
    """A translation that can be told apart."""

    def gettext(self, message: str) -> str:
        return message.upper()

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"{n}: " + (msgid1 if n == 1 else msgid2)


def test_sentences_go_through_gettext_with_their_numbers():
    assert (
        say(Problem("it", "required"), made("date"), "en-GB", translator=Shouting())
        == "ENTER A DATE."
    )
    plural = say(Problem("it", "maxLength", 2), made("text"), "en-GB", translator=Shouting())
    assert plural == "2: Use at most 2 characters."


def test_every_sentence_is_calm():
    tables = (
        wording.MISSING,
        wording.MISSING_PART,
        wording.WRONG_FORMAT,
        wording.OF_TYPE,
        wording.OF_KEYWORD,
    )
    sentences = [sentence for table in tables for sentence in table.values()]
    texts = [text for sentence in sentences for text in (sentence.one, sentence.many) if text]
    assert all(isinstance(sentence, Sentence) for sentence in sentences)
    assert [
        text for text in texts if not text.endswith(".") or "!" in text or "invalid" in text.lower()
    ] == []


def test_a_rule_speaks_the_readers_language_where_it_can():
    rule = {"when": 'it = "x"', "message": "No.", "translations": {"fr": {"message": "Non."}}}
    definition = read_definition(plain_form(plain_field("text"), rules=[rule]))
    problem = Problem("it", "rule", 0, "No.")
    assert in_language(definition, problem, "fr").message == "Non."
    assert in_language(definition, problem, "de") is problem
