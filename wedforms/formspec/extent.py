"""How much a page of a form holds: the inputs that its fields and the rows it asks for take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wedforms.formspec.definition import Field

#: What one page can send at most.
MOST_INPUTS: Final = 20_000

#: The inputs of types that are asked for in parts.
_IN_PARTS: Final[Mapping[str, int]] = {
    "address": 6,
    "couple": 6,
    "person_name": 2,
    "date_range": 2,
    "wedding_date": 4,
    "signature": 5,
}


def least_inputs(field: Field) -> int:
    """How many inputs a field takes on a page at least, with the rows that must be there."""
    if field.fields:
        return 1 + _least_rows(field) * sum(least_inputs(inner) for inner in field.fields)
    if field.field_type == "matrix":
        return len(field.rows)
    if field.field_type == "ranking":
        return len(field.options)
    return _IN_PARTS.get(field.field_type, 1)


def _least_rows(field: Field) -> int:
    """The rows that must be there whatever the answers are."""
    return field.min_rows if isinstance(field.min_rows, int) else 0
