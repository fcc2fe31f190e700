"""Options that are called something else by now: each choice counts under the words asked then.

Counters know values alone. Where an earlier version called a value something else, the database
counts the answers to those versions; the rest was asked as the form says it now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from uuid import UUID

from sqlalchemy import Subquery, Text, case, cast, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, JSONPATH
from sqlalchemy.orm import Session

from wedforms.forms.find import PublishedForm, versions_of_form
from wedforms.formspec.definition import Definition
from wedforms.submissions.course import counting
from wedforms.submissions.models import FormSubmission
from wedforms.submissions.tally import Tally

#: So many answers of earlier versions are told apart; of more the names stand side by side.
MOST_READ: Final = 10_000
_TEXTS: Final = ARRAY(Text())


@dataclass(frozen=True, slots=True)
class Option:
    """What can be chosen now: its value, what it is called and how many places it has."""

    value: str
    label: str
    places: int | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one version calls the options of a question, and where the question stands in it."""

    version: PublishedForm
    path: tuple[str, ...]
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Wordings:
    """The words of every version of a form."""

    session: Session
    form_id: UUID
    read: dict[tuple[tuple[str, ...], UUID], Mapping[str, int]] = field(default_factory=dict)

    def called(self, key: str, label: str) -> list[int]:
        """In which versions an option of the question was called so."""
        every = self._asked.get(key, ())
        return [one.version.version_number for one in every if label in one.labels.values()]

    def tallies(self, key: str, options: Sequence[Option], given: Mapping[str, int]) -> list[Tally]:
        """How often each option was chosen, under the words of now, then under earlier ones."""
        now = {one.value: one.label for one in options}
        places = {one.value: one.places for one in options}
        gone = {value for value in given if value not in now and self._called(key, value)}
        found = []
        for value in (*now, *sorted(gone)):
            earlier = self._earlier(key, value, now.get(value)) if given.get(value) else []
            if earlier and self._are_too_many:
                label = beside(now.get(value), [asked.labels[value] for asked in earlier])
                found.append(Tally(label, given[value], places.get(value)))
                continue
            before = self._counts(value, earlier)
            if value in now:
                left = max(given.get(value, 0) - sum(before.values()), 0)
                found.append(Tally(now[value], left, places[value]))
            found.extend(Tally(label, count) for label, count in before.items() if count)
        return found

    def _called(self, key: str, value: str) -> bool:
        return any(value in asked.labels for asked in self._asked.get(key, ()))

    def _earlier(self, key: str, value: str, label: str | None) -> list[_Asked]:
        """The versions that call this value something else."""
        every = self._asked.get(key, ())
        return [one for one in every if one.labels.get(value, label) != label]

    def _counts(self, value: str, earlier: Sequence[_Asked]) -> dict[str, int]:
        """How often the value was chosen in these versions, by what they called it."""
        named: dict[str, list[_Asked]] = {}
        for one in earlier:
            named.setdefault(one.labels[value], []).append(one)
        return {
            as_asked(label, [one.version.version_number for one in asked]): sum(
                self._chosen(one).get(value, 0) for one in asked
            )
            for label, asked in named.items()
        }

    def versions_calling(self, key: str, value: str, label: str) -> list[UUID]:
        """The versions that call this value of the question so."""
        every = self._asked.get(key, ())
        return [one.version.version_id for one in every if one.labels.get(value) == label]

    @cached_property
    def _asked(self) -> Mapping[str, Sequence[_Asked]]:
        """Every question with options, as each version asks it."""
        found: dict[str, list[_Asked]] = {}
        for version in versions_of_form(self.session, self.form_id):
            for path, labels in _questions(version.compiled.definition):
                found.setdefault(path[-1], []).append(_Asked(version, path, labels))
        return found

    @cached_property
    def _are_too_many(self) -> bool:
        sent = select(literal(1)).select_from(FormSubmission).where(*counting(self.form_id))
        most = sent.limit(MOST_READ + 1).subquery()
        return (self.session.scalar(select(func.count()).select_from(most)) or 0) > MOST_READ

    @cached_property
    def _answered(self) -> frozenset[UUID]:
        """The versions on which answers were sent that count."""
        sent = select(FormSubmission.form_version_id).where(*counting(self.form_id)).distinct()
        return frozenset(self.session.scalars(sent))

    def _chosen(self, one: _Asked) -> Mapping[str, int]:
        """How often each value was chosen on this version; read once."""
        place = one.path, one.version.version_id
        if one.version.version_id not in self._answered:
            return {}
        if place not in self.read:
            answers = _answers(self.form_id, one)
            counted = select(answers.c.value, func.count()).group_by(answers.c.value)
            self.read[place] = {row[0]: row[1] for row in self.session.execute(counted)}
        return self.read[place]


def as_asked(label: str, versions: Sequence[int]) -> str:
    """What an option was called, and in which versions."""
    numbers = ", ".join(str(one) for one in sorted(versions))
    return f"{label} (as asked in version{'s' if len(versions) > 1 else ''} {numbers})"


def beside(label: str | None, earlier: Sequence[str]) -> str:
    """What an option is called with what it was called before, where both count together."""
    names = dict.fromkeys(earlier)
    called = " / ".join(f"“{name}”" for name in names)
    return f"{label} (earlier {called})" if label else " / ".join(names)


def _questions(definition: Definition) -> Iterator[tuple[tuple[str, ...], Mapping[str, str]]]:
    for path, asked in definition.walk():
        if asked.options:
            yield tuple(path), {one.value: one.label for one in asked.options}


def _answers(form_id: UUID, asked: _Asked) -> Subquery:
    """Each value chosen in answers to this version, those in the rows of repeats included."""
    path = "$" + "".join(f'."{key}"' for key in asked.path) + "[*]"
    found = func.jsonb_path_query(
        FormSubmission.submission_data, cast(literal(path), JSONPATH), type_=JSONB
    ).column_valued("found", joins_implicitly=True)
    kind, words = func.jsonb_typeof(found), found.op("#>>", return_type=Text())(literal([], _TEXTS))
    yes_or_no = case((words == "true", "yes"), else_="no")
    value = case((kind == "boolean", yes_or_no), (kind == "string", words), else_="other")
    sent = select(value.label("value")).select_from(FormSubmission)
    return sent.where(
        *counting(form_id), FormSubmission.form_version_id == asked.version.version_id
    ).subquery()
