"""What is allowed in a definition but hardly meant: warnings for whoever designs the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from wedforms.formspec.calculation import plan, type_problems
from wedforms.formspec.definition import Definition, Field, Option, Tree
from wedforms.formspec.errors import Problem
from wedforms.formspec.expression import references
from wedforms.formspec.extent import MOST_INPUTS, least_inputs
from wedforms.formspec.fieldtypes import type_of


def lint(definition: Definition) -> list[Problem]:
    """Everything that deserves a look, as warnings in the order of the fields."""
    planned = plan(definition)
    found = [
        *type_problems(planned),
        *_of_fields(definition),
        *_of_rows(definition),
        *_of_merge_fields(definition),
        *_of_translations(definition),
        *_of_settings(definition),
    ]
    return [_as_warning(problem) for problem in found]


def _as_warning(problem: Problem) -> Problem:
    return Problem(problem.path, problem.keyword, problem.limit, problem.message, "warning")


def _of_fields(definition: Definition) -> Iterator[Problem]:
    for keys, field in definition.walk():
        path = ".".join(keys)
        yield from _of_conditions(field, path)
        yield from _of_options(field, path)
        if not field.label and _needs_label(field):
            yield Problem(path, "label", None, "This field has no label.")
        if field.required_if is not None and field.validation_rules.get("required"):
            yield Problem(path, "required_if", None, "This is always required, whatever it says.")
        if field.locked_if is not None and field.value is None and field.default is None:
            message = "While locked for somebody who has not answered before, this stays empty."
            yield Problem(path, "locked_if", None, message)


def _of_rows(definition: Definition) -> Iterator[Problem]:
    """Rows that must be there, and are more than one page can send."""
    for field in definition.fields:
        if least_inputs(field) > MOST_INPUTS:
            message = (
                f"The rows that must be there take {least_inputs(field):,} inputs; "
                f"a page can send {MOST_INPUTS:,}. Nobody can fill this in."
            )
            yield Problem(field.key, "min_rows", MOST_INPUTS, message)


def _needs_label(field: Field) -> bool:
    return type_of(field).needs_label and field.validation_rules.get("show") is not False


def _of_conditions(field: Field, path: str) -> Iterator[Problem]:
    if field.visible_if is not None and _never_holds(field.visible_if):
        yield Problem(path, "visible_if", None, "This field can never be seen.")
    if field.key in _mentioned_by(field.visible_if):
        yield Problem(path, "visible_if", None, "This field waits for its own answer.")


def _mentioned_by(tree: Tree) -> frozenset[str]:
    return references(tree) if isinstance(tree, list) else frozenset()


def _never_holds(tree: Tree) -> bool:
    """Whether a condition is constant and not true."""
    if isinstance(tree, list):
        return tree[0] == "and" and any(_never_holds(part) for part in tree[1:])
    return tree is not True


def _of_options(field: Field, path: str) -> Iterator[Problem]:
    for at, option in enumerate(field.options):
        where = f"{path}.options.{at}"
        if option.visible_if is not None and _never_holds(option.visible_if):
            yield Problem(where, "visible_if", None, f"“{option.label}” can never be seen.")
        if option.disabled_if is True:
            yield Problem(where, "disabled_if", None, f"“{option.label}” can never be chosen.")
    labels = [option.label.casefold() for option in field.options]
    for at, label in enumerate(labels):
        if label in labels[:at]:
            message = f"Two options are called “{field.options[at].label}”."
            yield Problem(f"{path}.options.{at}", "label", None, message)


def _of_merge_fields(definition: Definition) -> Iterator[Problem]:
    """Merge fields of clauses that name nothing, or something inside a repeat."""
    places = {keys[-1]: keys for keys, _ in definition.walk()}
    for keys, field in definition.walk():
        for name in type_of(field).merge_names(field):
            key = name.partition(".")[0]
            if key not in places:
                message = f"There is no field “{key}” to merge."
                yield Problem(".".join(keys), "merge", name, message)
            elif places[key][:-1] != keys[: len(places[key]) - 1]:
                message = f"“{key}” is inside a repeat and cannot be merged here."
                yield Problem(".".join(keys), "merge", name, message)


def _of_translations(definition: Definition) -> Iterator[Problem]:
    """Words that are there in the form's language and missing in one of its others."""
    languages: Sequence[str] = definition.settings.get("languages", ())
    for language in languages:
        for keys, field in definition.walk():
            path = ".".join(keys)
            for name in ("label", "help", "content"):
                if getattr(field, name) and not _translation(field, language, name):
                    yield _untranslated(f"{path}.{name}", language)
            for at, option in enumerate(field.options):
                if not _translation(option, language, "label"):
                    yield _untranslated(f"{path}.options.{at}.label", language)
        for at, rule in enumerate(definition.rules):
            if not rule.translations.get(language, {}).get("message"):
                yield _untranslated(f"rules.{at}.message", language)


def _translation(thing: Field | Option, language: str, name: str) -> str | None:
    return thing.translations.get(language, {}).get(name)


def _untranslated(path: str, language: str) -> Problem:
    return Problem(path, "translations", language, f"This has no translation into {language}.")


def _of_settings(definition: Definition) -> Iterator[Problem]:
    settings: Any = definition.settings
    keys = {field.key: field for _, field in definition.walk()}
    if definition.form_type in ("contract", "invoice") and "total" not in settings:
        yield Problem("settings.total", "total", None, "This form names no agreed total.")
    if definition.form_type == "contract" and not settings.get("signers"):
        yield Problem("settings.signers", "signers", None, "Nobody signs this contract.")
    for key, field in keys.items():
        is_unfilled = type_of(field).is_prefilled and field.default is None
        if is_unfilled and key not in settings.get("prefill", ()):
            message = "Nothing fills this hidden value: no default, and no link may prefill it."
            yield Problem(key, "prefill", None, message)
    if any(field.sensitive for field in keys.values()) and "retention_days" not in settings:
        message = "Sensitive answers are kept without an end date."
        yield Problem("settings.retention_days", "retention_days", None, message)
