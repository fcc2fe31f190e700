"""What a link may fill in beforehand: typed by the supplier in plain words, judged as answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from wedforms.forms.errors import PrefillUnusable
from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.schema import default_fits

_LONGEST_NAME: Final = 160
_MOST_ROWS: Final = 50


def prefillable(definition: Definition) -> Sequence[Field]:
    """The fields of a form that a link may fill in, in the order of the form."""
    return [one for one in definition.fields if type_of(one).takes_line(one)]


def read_prefill(definition: Definition, typed: Mapping[str, str]) -> dict[str, Any]:
    """The canonical answers in what was typed, by key; what was left empty is left out.

    Raises PrefillUnusable with the keys whose answers the form would not take.
    """
    answers = {}
    wrong = []
    for field in prefillable(definition):
        if not (text := typed.get(field.key, "").strip()):
            continue
        answer = type_of(field).parse_line(field, text)
        if answer is None or not _fits(field, answer):
            wrong.append(field.key)
        else:
            answers[field.key] = answer
    if wrong:
        raise PrefillUnusable(wrong)
    return answers


def _fits(field: Field, answer: Any) -> bool:
    """Whether the form would take it; of what has parts, some may be left to whoever answers."""
    kind = type_of(field)
    if kind.has_rows and len(answer) > _MOST_ROWS:
        return False
    if kind.has_rows or kind.parts > 1:
        return all(len(text) <= _LONGEST_NAME for text in _texts(answer))
    return default_fits(replace(field, default=answer))


def _texts(answer: Any) -> Iterator[str]:
    if isinstance(answer, str):
        yield answer
        return
    for one in answer.values() if isinstance(answer, Mapping) else answer:
        yield from _texts(one)
