"""What an address asks of a list of answers: read from it, and written into others like it.

A list's whole question stands in its address, so that it can be kept and passed on:
`state`, `q`, `sort` (`-` before it: descending), `after`, and for a question `f.<key>` (values or
words), `f.<key>.min` and `f.<key>.max`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from werkzeug.datastructures import MultiDict

from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.text import clean_line, storable
from wedforms.submissions.errors import SubmissionNotFound
from wedforms.submissions.narrow import STATES, Asked, State
from wedforms.submissions.questions import Question
from wedforms.submissions.wanted import Wanted

_LONGEST: Final = 200
_MOST_VALUES: Final = 500
_LARGEST: Final = 10**15
_PLAIN: Final = ("state", "q", "sort", "after")
_MOMENTS: Final = ("sent", "changed")
_LATEST_FIRST: Final = "-sent"
#: Says in an address that the columns were kept a moment ago; no part of the question.
KEPT: Final = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was asked; `unread` are the questions whose bounds could not be read."""

    asked: Asked
    unread: Sequence[Question]


class Address:
    """The question in an address without what is empty or unknown, to make others of it."""

    def __init__(self, args: MultiDict[str, str], questions: Mapping[str, Question]) -> None:
        named = {f"f.{key}{end}" for key in questions for end in ("", ".min", ".max")}
        self._given = {
            name: [text for text in map(_clean, texts[:_MOST_VALUES]) if text]
            for name, texts in args.lists()
            if name in _PLAIN or name in named
        }
        self._given = {name: texts for name, texts in self._given.items() if texts}
        asked = {name: texts for name, texts in args.lists() if name != KEPT}
        self.is_as_asked = asked == self._given

    def first(self, name: str) -> str:
        """The first text under this name, or nothing."""
        return next(iter(self._given.get(name, ())), "")

    def all(self, name: str) -> Sequence[str]:
        """Every text under this name."""
        return self._given.get(name, ())

    def with_(self, **changed: str) -> dict[str, Sequence[str]]:
        """The same question with some parts changed, from its first page on; for `url_for`."""
        kept = {name: texts for name, texts in self._given.items() if name != "after"}
        return {**kept, **{name: [text] for name, text in changed.items()}}

    def without(self, *names: str) -> dict[str, Sequence[str]]:
        """The same question without some parts; for `url_for`."""
        return {name: texts for name, texts in self.with_().items() if name not in names}

    def sorted_by(self, key: str) -> dict[str, Sequence[str]]:
        """The same question in this order, or the reverse when it is in this order already."""
        is_turned = (self.first("sort") or _LATEST_FIRST) == key
        return self.with_(sort=f"-{key}" if is_turned else key)

    def direction(self, key: str) -> str:
        """How the list is sorted by this key: `ascending`, `descending`, or not (empty)."""
        sort = self.first("sort") or _LATEST_FIRST
        if sort.removeprefix("-") != key:
            return ""
        return "descending" if sort.startswith("-") else "ascending"


def read_asked(address: Address, questions: Mapping[str, Question], *, sensitive: bool) -> Reading:
    """What the address asks; what nobody could mean is left out, never an error.

    Raises SubmissionNotFound for an `after` that is no id.
    """
    read = {
        key: _wanted(address, question)
        for key, question in questions.items()
        if question.narrowing and any(address.all(name) for name in _names(key))
    }
    sort = address.first("sort") or _LATEST_FIRST
    key = sort.removeprefix("-")
    is_known = key in _MOMENTS or (key in questions and questions[key].may_sort)
    asked = Asked(
        state=_state(address.first("state")),
        words=address.first("q"),
        wanted={key: one for key, one in read.items() if one},
        sort=key if is_known else "sent",
        descending=sort.startswith("-") if is_known else True,
        after=_id(address.first("after")),
        sensitive=sensitive,
    )
    return Reading(asked=asked, unread=[questions[k] for k, one in read.items() if one is None])


def chips(
    address: Address, asked: Asked, questions: Mapping[str, Question]
) -> Iterator[tuple[str, dict[str, Sequence[str]]]]:
    """What the list is narrowed by, in words, with the question that is left without it."""
    for key, wanted in asked.wanted.items():
        question = questions[key]
        words = " · ".join(_told(address, question, wanted))
        yield f"{question.label}: {words}", address.without(*_names(key))


def _told(address: Address, question: Question, wanted: Wanted) -> Iterator[str]:
    yield from (question.choices.get(value, value) for value in wanted.values)
    if wanted.words:
        yield f"“{wanted.words}”"
    least, most = (address.first(name) for name in _names(question.key)[1:])
    if least or most:
        yield f"{least} – {most}"


def _names(key: str) -> tuple[str, str, str]:
    return f"f.{key}", f"f.{key}.min", f"f.{key}.max"


def _wanted(address: Address, question: Question) -> Wanted | None:
    """What is asked of one question; None when a bound is none."""
    values, least, most = _names(question.key)
    if question.choices:
        known = [one for one in address.all(values) if one in question.choices]
        return Wanted(values=known)
    if question.narrowing == "text":
        return Wanted(words=address.first(values))
    bounds = [_bound(question, address.first(name)) for name in (least, most)]
    if any(bound is False for bound in bounds):
        return None
    return Wanted(least=bounds[0], most=bounds[1])


def _bound(question: Question, text: str) -> Any:
    """A number or a day; None for nothing, False for what is neither."""
    if not text:
        return None
    if question.narrowing == "date":
        try:
            return date.fromisoformat(text)
        except ValueError:
            return False
    read = type_of(question.field).parse_text(question.field, text)
    is_number = isinstance(read, int | Decimal) and not isinstance(read, bool)
    return read if is_number and abs(read) < _LARGEST else False


def _state(text: str) -> State:
    return next((state for state in STATES if state == text), "all")


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise SubmissionNotFound from None


def _clean(text: str) -> str:
    return clean_line(text)[:_LONGEST] if storable(text) else ""
