"""How much a page of a form holds: the inputs that its fields and the rows it asks for take."""

from __future__ import annotations

from typing import Final

from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes import type_of

#: What one page can send at most.
MOST_INPUTS: Final = 20_000


def least_inputs(field: Field) -> int:
    """How many inputs a field takes on a page at least, with the rows that must be there."""
    if field.fields:
        return 1 + _least_rows(field) * sum(least_inputs(inner) for inner in field.fields)
    return type_of(field).least_inputs(field)


def _least_rows(field: Field) -> int:
    """The rows that must be there whatever the answers are."""
    return field.min_rows if isinstance(field.min_rows, int) else 0
