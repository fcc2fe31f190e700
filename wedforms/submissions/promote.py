"""What is lifted out of the answers: values that lists filter by, and places that options lose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from wedforms.formspec.definition import Field

_LONGEST_TEXT: Final = 200
_DATES: Final = {"date"}


def promoted(fields: Sequence[Field], answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Scalar answers as {key, position, text | number | date}; `position` counts within the key.

    Long texts, and answers marked private or sensitive, stay in `submission_data` alone.
    """
    seen: Counter[str] = Counter()
    lifted = []
    for field, answer in _answered(fields, answers):
        if field.private or field.sensitive:
            continue
        for value in answer if isinstance(answer, list) else [answer]:
            if column := _column(field, value):
                lifted.append({"key": field.key, "position": seen[field.key], **column})
                seen[field.key] += 1
    return lifted


def places_taken(fields: Sequence[Field], answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The limited places these answers take: {field, option, places, count}, in a fixed order."""
    taken: Counter[tuple[str, str, int]] = Counter()
    for field, answer in _answered(fields, answers):
        for option in field.options:
            if option.places is not None and option.value in _chosen(answer):
                taken[field.key, option.value, option.places] += 1
    return [
        {"field": key, "option": value, "places": places, "count": count}
        for (key, value, places), count in sorted(taken.items())
    ]


def answered_of_type(
    fields: Sequence[Field], answers: Mapping[str, Any], *types: str
) -> Iterator[tuple[str, Any]]:
    """Every (dotted path, answer) of fields of these types, rows of groups included."""
    for path, field, answer in _walk(fields, answers, prefix=""):
        if field.field_type in types:
            yield path, answer


def _answered(fields: Sequence[Field], answers: Mapping[str, Any]) -> Iterator[tuple[Field, Any]]:
    for _, field, answer in _walk(fields, answers, prefix=""):
        yield field, answer


def _walk(
    fields: Sequence[Field], answers: Mapping[str, Any], *, prefix: str
) -> Iterator[tuple[str, Field, Any]]:
    for field in fields:
        if (answer := answers.get(field.key)) is None:
            continue
        path = f"{prefix}{field.key}"
        if field.field_type != "group":
            yield path, field, answer
            continue
        for position, row in enumerate(answer):
            yield from _walk(field.fields, row, prefix=f"{path}.{position}.")


def _chosen(answer: Any) -> Iterable[str]:
    if isinstance(answer, bool):
        return ("yes" if answer else "no",)
    if isinstance(answer, str):
        return (answer,)
    return [one for one in answer if isinstance(one, str)] if isinstance(answer, list) else ()


def _column(field: Field, value: Any) -> dict[str, Any] | None:
    if isinstance(value, bool):
        return {"text": "true" if value else "false"}
    if isinstance(value, int | Decimal):
        return {"number": value}
    if field.field_type == "wedding_date" and isinstance(value, Mapping):
        return {"date": value["date"]} if "date" in value else None
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        return None
    return {"date": value} if field.field_type in _DATES else {"text": value}
