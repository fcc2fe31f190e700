"""The questions of a form over all its versions: what its list can show, narrow and sort by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from wedforms.forms.find import versions_of_form
from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.fieldtypes.base import Narrowing

_PROMOTED: Final = frozenset(("choice", "yes_no", "number", "date", "text"))

#: What people may choose of, by value, and how it is called.
Choices = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question in whichever version it was asked; `field` is the newest one's.

    `groups` are the repeating groups that it lies in, the outermost first. Options of earlier
    versions stay among the `choices`.
    """

    key: str
    label: str
    field: Field
    groups: Sequence[Field]
    choices: Choices
    is_sensitive: bool
    is_private: bool

    @property
    def narrowing(self) -> Narrowing:
        """How a list narrows by the answers."""
        return type_of(self.field).narrowing(self.field)

    @property
    def is_promoted(self) -> bool:
        """Whether the answers are lifted out, to where an index finds and sorts them."""
        return self.narrowing in _PROMOTED and not (self.is_sensitive or self.is_private)

    @property
    def may_sort(self) -> bool:
        """Whether each submission has at most one answer to it that has an order."""
        is_one = len(type_of(self.field).columns(self.field)) == 1
        return self.is_promoted and not self.groups and is_one


def questions_of(session: Session, form_id: UUID) -> dict[str, Question]:
    """Every question of the form by its key, in the newest version's order, then older ones."""
    versions = versions_of_form(session, form_id)
    return questions_in([version.compiled.definition for version in versions])


def questions_in(versions: Sequence[Definition]) -> dict[str, Question]:
    """The same of definitions, the newest first."""
    found: dict[str, Question] = {}
    for definition in versions:
        for question in _asked(definition):
            newer = found.get(question.key)
            found[question.key] = question if newer is None else _joined(newer, question)
    return found


def open_questions(questions: Mapping[str, Question], *, sensitive: bool) -> dict[str, Question]:
    """Those that a reader may see: without `sensitive` none about diet or health."""
    return {key: one for key, one in questions.items() if sensitive or not one.is_sensitive}


def _joined(newer: Question, older: Question) -> Question:
    return replace(
        newer,
        choices={
            **newer.choices,
            **{k: v for k, v in older.choices.items() if k not in newer.choices},
        },
        # What was sensitive once stays so: its answers were given under that promise.
        is_sensitive=newer.is_sensitive or older.is_sensitive,
        is_private=newer.is_private or older.is_private,
    )


def _asked(definition: Definition) -> Iterator[Question]:
    by_key = {field.key: field for _, field in definition.walk()}
    for path, field in definition.walk():
        if not type_of(field).has_answer:
            continue
        above = [by_key[key] for key in path[:-1]]
        yield Question(
            key=field.key,
            label=field.label or field.key,
            field=field,
            groups=above,
            choices=_choices(field),
            is_sensitive=any(one.sensitive for one in (*above, field)),
            is_private=any(one.private for one in (*above, field)),
        )


def _choices(field: Field) -> Choices:
    return _CHOICES.get(type_of(field).narrowing(field), _no_choices)(field)


def _no_choices(_: Field) -> Choices:
    return {}


def _yes_and_no(field: Field) -> Choices:
    return {
        answer: type_of(field).show(field, answer == "true", field.form.locale)
        for answer in ("true", "false")
    }


def _options(field: Field) -> Choices:
    listed = {option.value: option.label for option in field.options}
    if field.validation_rules.get("other"):
        listed["other"] = str(type_of(field).setting(field, "other_label"))
    return listed


def _cells(field: Field) -> Choices:
    return {
        f"{row.value}.{column.value}": f"{row.label}: {column.label}"
        for row in field.rows
        for column in field.columns
    }


def _given_or_not(_: Field) -> Choices:
    return {"yes": "Given", "no": "Left out"}


_CHOICES: Final[Mapping[Narrowing, Callable[[Field], Choices]]] = {
    "yes_no": _yes_and_no,
    "choice": _options,
    "first": _options,
    "cells": _cells,
    "given": _given_or_not,
}
