"""What is allowed in a definition but hardly meant: warnings for whoever designs the form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from wedforms.formspec.calculation import plan, type_problems
from wedforms.formspec.definition import Definition, Field, Tree
from wedforms.formspec.errors import Problem
from wedforms.formspec.expression import references
from wedforms.formspec.extent import MOST_INPUTS, least_inputs
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.languageadvice import of_languages
from wedforms.formspec.reach import Reach
from wedforms.formspec.settingsadvice import of_settings
from wedforms.formspec.targets import fault_of_target, names_somebody


def lint(definition: Definition, *, now: datetime) -> list[Problem]:
    """Everything that deserves a look at this moment, as warnings in the order of the fields."""
    planned = plan(definition)
    reach = Reach(definition)
    found = [
        *type_problems(planned),
        *_of_fields(definition, reach),
        *_of_rules(definition, reach),
        *_of_rows(definition),
        *_of_merge_fields(definition),
        *_of_targets(definition),
        *of_languages(definition),
        *of_settings(definition, now=now),
    ]
    return [_as_warning(problem) for problem in found]


def _as_warning(problem: Problem) -> Problem:
    return Problem(problem.path, problem.keyword, problem.limit, problem.message, "warning")


def _of_fields(definition: Definition, reach: Reach) -> Iterator[Problem]:
    for keys, field in definition.walk():
        path = ".".join(keys)
        yield from _of_conditions(field, path, reach)
        yield from _of_options(field, path, reach)
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
    """All but what is not shown, and clauses that stand in a text without a number of their own."""
    rules = field.validation_rules
    return type_of(field).needs_label and False not in (rules.get("show"), rules.get("number"))


def _of_conditions(field: Field, path: str, reach: Reach) -> Iterator[Problem]:
    if reach.hides(field):
        yield Problem(path, "visible_if", None, _unreachable(field))
    if field.required_if is not None and reach.never(field.required_if):
        message = "This never has to be answered: its condition can never hold."
        yield Problem(path, "required_if", None, message)
    if field.key in _mentioned_by(field.visible_if):
        yield Problem(path, "visible_if", None, "This field waits for its own answer.")


def _unreachable(field: Field) -> str:
    """What nobody can come to, in words for its kind."""
    if field.validation_rules.get("required"):
        return "This must be answered, but it can never be seen: its condition can never hold."
    if field.fields:
        return "This group can never be seen, with everything in it: its condition can never hold."
    return "This can never be seen: its condition can never hold."


def _mentioned_by(tree: Tree) -> frozenset[str]:
    return references(tree) if isinstance(tree, list) else frozenset()


def _of_options(field: Field, path: str, reach: Reach) -> Iterator[Problem]:
    for at, option in enumerate(field.options):
        where = f"{path}.options.{at}"
        if option.visible_if is not None and reach.never(option.visible_if):
            yield Problem(where, "visible_if", None, f"“{option.label}” can never be seen.")
        if option.disabled_if is True:
            yield Problem(where, "disabled_if", None, f"“{option.label}” can never be chosen.")
    labels = [option.label.casefold() for option in field.options]
    for at, label in enumerate(labels):
        if label in labels[:at]:
            message = f"Two options are called “{field.options[at].label}”."
            yield Problem(f"{path}.options.{at}", "label", None, message)


def _of_rules(definition: Definition, reach: Reach) -> Iterator[Problem]:
    """Rules that never speak, and rules that let nothing through."""
    for number, rule in enumerate(definition.rules):
        path = f"rules.{number}.when"
        if rule.when is True and rule.severity == "error":
            yield Problem(path, "when", None, "This rule refuses everything that is sent.")
        elif reach.never(rule.when):
            yield Problem(path, "when", None, "This rule never applies: it can never hold.")


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


def _of_targets(definition: Definition) -> Iterator[Problem]:
    """Answers that are to be written back, where they do not fit."""
    for keys, field in definition.walk():
        if fault := fault_of_target(field, in_repeat=len(keys) > 1):
            yield Problem(".".join(keys), "writes_to", field.writes_to, fault)
    if definition.settings.get("makes_client") and not names_somebody(definition):
        message = "Nothing in this form says who the couple is: let a name or e-mail write to them."
        yield Problem("settings.makes_client", "makes_client", None, message)
