"""Words that readers of another language would miss: warnings for whoever translates a form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from wedforms.formspec.definition import Definition, Field, Tree
from wedforms.formspec.errors import Problem
from wedforms.formspec.expression.grammar import COMPARISONS
from wedforms.formspec.expression.references import mentions
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.texts import texts_of
from wedforms.formspec.writing import write_definition


def of_languages(definition: Definition) -> Iterator[Problem]:
    """Words that are missing in one of the form's languages, or that lose an answer put in."""
    languages: Sequence[str] = definition.settings.get("languages", ())
    if not languages:
        return
    yield from _of_formulas(definition)
    texts = list(texts_of(write_definition(definition)))
    for language in languages:
        # Those with the same words share a place: they are translated, and missing, once.
        silent = {text.place: text for text in reversed(texts) if not text.said(language)}
        for text in texts:
            if silent.get(text.place) is text:
                message = f"This has no translation into {language}."
                yield Problem(text.path, "translations", language, message)
            for name in text.lost(language):
                message = f"Its translation into {language} does not put in “{name}”."
                yield Problem(text.path, "merge", name, message)
            for name in text.added(language):
                message = f"Its translation into {language} puts in “{name}”, and this does not."
                yield Problem(text.path, "merge", name, message)


def _of_formulas(definition: Definition) -> Iterator[Problem]:
    """Formulas whose own words are read by somebody, in every language the same."""
    fields = [(".".join(keys), field) for keys, field in definition.walk()]
    merged = {name for _, field in fields for name in type_of(field).merge_names(field)}
    for path, field in fields:
        is_read = field.key in merged or field.validation_rules.get("show") is not False
        if is_read and _makes_text(field) and _says_words(field.value, definition.tables):
            message = "The words in its formula are the same in every language."
            yield Problem(path, "value", None, message)


def _makes_text(field: Field) -> bool:
    kind = type_of(field)
    return kind.is_computed and kind.setting(field, "result") == "text"


def _says_words(tree: Tree, tables: Any) -> bool:
    if any(_has_letters(text) for text in _texts(tree)):
        return True
    named = [mention.name for mention in mentions(tree) if mention.kind == "table"]
    return any(
        _has_letters(row[-1]) for name in named for row in tables.get(name, {}).get("rows", ())
    )


def _texts(tree: Tree) -> Iterator[str]:
    """The texts that a formula writes; what it only compares with makes conditions, not words."""
    if not isinstance(tree, list):
        return
    name, *operands = tree
    if name == "text":
        yield operands[0]
        return
    if name in COMPARISONS:
        return
    for operand in operands:
        yield from _texts(operand)


def _has_letters(said: Any) -> bool:
    return isinstance(said, str) and any(letter.isalpha() for letter in said)
