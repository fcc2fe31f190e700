"""What is lifted out of the answers: values that lists filter by, and places that options lose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes import Scalar, type_of

_LONGEST_TEXT: Final = 200


def promoted(fields: Sequence[Field], answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Scalar answers as {key, position, text | number | date}; `position` counts within the key.

    Long texts, and answers marked private or sensitive, stay in `submission_data` alone.
    """
    seen: Counter[str] = Counter()
    lifted = []
    for _, field, answer in answered(fields, answers, asking=_is_open):
        for scalar in filter(_is_short, type_of(field).scalars(answer)):
            position = seen[field.key]
            lifted.append({"key": field.key, "position": position, scalar.column: scalar.value})
            seen[field.key] += 1
    return lifted


def texts_in(fields: Sequence[Field], answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every text of answers that are neither private nor sensitive, with its question's key."""
    for _, field, answer in answered(fields, answers, asking=_is_open):
        for scalar in type_of(field).scalars(answer):
            if scalar.column == "text":
                yield field.key, str(scalar.value)


def places_taken(fields: Sequence[Field], answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The limited places these answers take: {field, option, places, count}, in a fixed order."""
    taken: Counter[tuple[str, str, int]] = Counter()
    for _, field, answer in answered(fields, answers):
        for option in field.options:
            if option.places is not None and option.value in _chosen(answer):
                taken[field.key, option.value, option.places] += 1
    return [
        {"field": key, "option": value, "places": places, "count": count}
        for (key, value, places), count in sorted(taken.items())
    ]


def answered(
    fields: Sequence[Field],
    answers: Mapping[str, Any],
    *,
    path: str = "",
    asking: Callable[[Field], bool] = bool,
) -> Iterator[tuple[str, Field, Any]]:
    """Every answer with its field and its dotted path, those in the rows of groups included.

    Fields that are not `asking` are left out with all that is in them.
    """
    for field in filter(asking, fields):
        if (answer := answers.get(field.key)) is None:
            continue
        here = f"{path}{field.key}"
        if not type_of(field).has_rows:
            yield here, field, answer
            continue
        for position, row in enumerate(answer):
            yield from answered(field.fields, row, path=f"{here}.{position}.", asking=asking)


def _is_open(field: Field) -> bool:
    return not (field.private or field.sensitive)


def _chosen(answer: Any) -> Iterable[str]:
    if isinstance(answer, bool):
        return ("yes" if answer else "no",)
    if isinstance(answer, str):
        return (answer,)
    return [one for one in answer if isinstance(one, str)] if isinstance(answer, list) else ()


def _is_short(scalar: Scalar) -> bool:
    return not isinstance(scalar.value, str) or len(scalar.value) <= _LONGEST_TEXT
