"""What a page posted: the inputs of its fields, and its own, whose names begin with "_"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID, uuid4

from werkzeug.datastructures import MultiDict

from wedforms.formspec.extent import MOST_INPUTS
from wedforms.formspec.text import storable
from wedforms.submissions.draft import TRAP

REVIEW: Final = "review"
SUBMIT: Final = "submit"
_MOST_DIGITS: Final = 3


class UnreadableInput(Exception):
    """What was sent has a shape that no page of ours sends; the message may say which."""


class UnstorableText(UnreadableInput):
    """A text holds characters that no database can hold: NUL, or half of a pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """One POST of a page, taken apart; `shown` is None where a script showed conditions live."""

    inputs: Mapping[str, Sequence[str]]
    action: str
    page: str
    token: str
    attempt: UUID
    base: str
    shown: frozenset[str] | None
    honeypot: bool

    @property
    def page_number(self) -> int:
        """The number of the page that was filled in; 1 when it does not say."""
        return number_of_page(self.page)

    def with_inputs(self, inputs: Mapping[str, Sequence[str]]) -> Posted:
        """The same POST with other inputs."""
        return replace(self, inputs=inputs)


def read_posted(form: MultiDict[str, str]) -> Posted:
    """Take a form POST apart; raises UnreadableInput."""
    own = {name: values for name, values in form.lists() if name.startswith("_")}
    inputs = {name: values for name, values in form.lists() if not name.startswith("_")}

    def first(name: str) -> str:
        return next(iter(own.get(name, ())), "")

    return Posted(
        inputs=clean_inputs(inputs),
        action=first("_action") or SUBMIT,
        page=first("_page"),
        token=first("_token"),
        attempt=_attempt(first("_attempt")),
        base=first("_base"),
        shown=frozenset(first("_shown").split()) if "_shown" in own else None,
        honeypot=bool(first(TRAP).strip()),
    )


def number_of_page(text: str) -> int:
    """The number that an address or a page names; 1 when it names none."""
    is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else 1


def clean_inputs(raw: Any) -> dict[str, list[str]]:
    """The flat map {name: [texts]} with LF line ends; raises UnreadableInput."""
    if not isinstance(raw, Mapping) or len(raw) > MOST_INPUTS:
        raise UnreadableInput
    return {
        _text(name): [_lines(value) for value in _values(values)] for name, values in raw.items()
    }


def clean_names(raw: Any) -> list[str]:
    """A list of names; raises UnreadableInput."""
    return [_text(name) for name in _values(raw)]


def posted_text(name: str, form: MultiDict[str, str]) -> str:
    """What was typed into a text of the studio's own forms, trimmed; raises UnstorableText."""
    return _text(form.get(name, "")).strip()


def _values(raw: Any) -> Iterable[Any]:
    if not isinstance(raw, list) or len(raw) > MOST_INPUTS:
        raise UnreadableInput
    return raw


def _text(raw: Any) -> str:
    if not isinstance(raw, str):
        raise UnreadableInput
    if not storable(raw):
        raise UnstorableText
    return raw


def _lines(raw: Any) -> str:
    return _text(raw).replace("\r\n", "\n").replace("\r", "\n")


def _attempt(text: str) -> UUID:
    try:
        return UUID(text) if text else uuid4()
    except ValueError as error:
        raise UnreadableInput from error
