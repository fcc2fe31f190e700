"""Say a problem in words: the supplier's own first, else a calm sentence that says what to do."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from gettext import NullTranslations
from typing import Any, Protocol

from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.errors import Problem
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.fieldtypes.choices import label_of
from wedforms.formspec.fieldtypes.dates import show_date, show_time
from wedforms.formspec.fieldtypes.showing import show_number
from wedforms.formspec.wording import (
    FALLBACK,
    MISSING,
    MISSING_PART,
    NO_ANSWERS,
    NUMBER,
    OF_KEYWORD,
    OF_TYPE,
    WRONG_FORMAT,
    Sentence,
)


class Translator(Protocol):
    """What gettext offers."""

    def gettext(self, message: str, /) -> str:
        """The sentence in the reader's language."""

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        """The sentence in the form that the number needs."""


def say(
    problem: Problem, field: Field | None, locale: str, *, translator: Translator | None = None
) -> str:
    """One sentence for a person; `field` is the field at the problem's path, if there is one."""
    if problem.message:
        return problem.message
    part = _part(problem.path, field)
    if problem.keyword == "pattern" and field is not None and not part:
        own = field.validation_rules.get("pattern_message")
        if own:
            return str(own)
    sentence = _sentence(problem, field, part)
    words = _translated(sentence, problem.limit, translator or NullTranslations())
    return _filled(words, problem, field, locale)


def in_language(definition: Definition, problem: Problem, language: str) -> Problem:
    """The problem of a rule with the supplier's words in another language, where there are any."""
    if problem.keyword != "rule" or not isinstance(problem.limit, int):
        return problem
    words = definition.rules[problem.limit].translations.get(language, {}).get("message")
    return replace(problem, message=words) if words else problem


def _part(path: str, field: Field | None) -> str:
    """What stands in the path behind the field's key: `postcode`, `partner2.email`, or nothing."""
    steps = path.split(".")
    if field is None or field.key not in steps:
        return ""
    last = len(steps) - 1 - steps[::-1].index(field.key)
    return ".".join(steps[last + 1 :])


def _sentence(problem: Problem, field: Field | None, part: str) -> Sentence:
    kind = field.field_type if field else ""
    keyword = problem.keyword
    if keyword == "required" or (keyword == "minLength" and problem.limit == 1):
        whole = MISSING.get(kind, OF_KEYWORD["required"])
        return MISSING_PART.get((kind, part), OF_KEYWORD["required"] if part else whole)
    if keyword == "format" and problem.limit in WRONG_FORMAT:
        return WRONG_FORMAT[problem.limit]
    if keyword == "type" and not problem.path:
        return NO_ANSWERS
    if keyword == "type" and problem.limit == "number":
        return NUMBER
    if keyword == "type" and (kind, keyword) not in OF_TYPE:
        return MISSING.get(kind, FALLBACK)
    if keyword == "minItems" and problem.limit == 1:
        return MISSING.get(kind, FALLBACK)
    return OF_TYPE.get((kind, keyword)) or OF_KEYWORD.get(keyword, FALLBACK)


def _translated(sentence: Sentence, limit: Any, translator: Translator) -> str:
    if not sentence.many:
        return translator.gettext(sentence.one)
    count = limit if isinstance(limit, int) else 2
    return translator.ngettext(sentence.one, sentence.many, count)


def _filled(words: str, problem: Problem, field: Field | None, locale: str) -> str:
    """The sentence with its placeholders replaced."""
    if "{" not in words:
        return words
    limit = problem.limit
    values = {"limit": _limit_words(problem, field, locale)}
    if isinstance(limit, list) and limit:
        values["step"] = str(limit[0])
    if field is not None:
        chosen = limit[0] if isinstance(limit, list) and limit else limit
        values["label"] = label_of(field, chosen) if chosen is not None else field.label
    return words.format_map({"label": "", "step": "", **values})


def _limit_words(problem: Problem, field: Field | None, locale: str) -> str:
    limit = problem.limit
    if isinstance(limit, str):
        return _bound_words(problem, field) or _moment_words(limit, locale)
    if isinstance(limit, bool) or not isinstance(limit, int | Decimal):
        return "" if limit is None else str(limit)
    if field is not None and problem.keyword in ("minimum", "maximum"):
        return type_of(field).show_limit(field, limit, locale)
    return show_number(limit, locale)


def _bound_words(problem: Problem, field: Field | None) -> str:
    if field is None or problem.keyword not in ("formatMinimum", "formatMaximum"):
        return ""
    return type_of(field).show_bound(_part(problem.path, field), problem.limit)


def _moment_words(text: str, locale: str) -> str:
    day, _, clock = text.partition("T")
    if clock:
        return f"{show_date(day, locale)} {show_time(clock, locale)}"
    return show_time(text, locale) if ":" in text else show_date(text, locale)
