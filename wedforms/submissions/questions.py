"""The questions of a form over all its versions: what its list can show, narrow and sort by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from wedforms.forms.find import versions_of_form
from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.fieldtypes.base import Narrowing

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
        """How a list narrows by the answers; what is promoted nowhere cannot be narrowed by."""
        if self.is_sensitive or self.is_private:
            return ""
        return type_of(self.field).narrowing(self.field)

    @property
    def may_sort(self) -> bool:
        """Whether each submission has at most one answer to it that has an order."""
        is_one = len(type_of(self.field).columns(self.field)) == 1
        return bool(self.narrowing) and not self.groups and is_one


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
    kind = type_of(field)
    narrowing = kind.narrowing(field)
    if narrowing == "yes_no":
        return {
            answer: kind.show(field, answer == "true", field.form.locale)
            for answer in ("true", "false")
        }
    if narrowing != "choice":
        return {}
    listed = {option.value: option.label for option in field.options}
    if field.validation_rules.get("other"):
        listed["other"] = str(kind.setting(field, "other_label"))
    return listed
