"""Lookup tables of a form: `{"keys": [names], "rows": [[key…, value], …]}`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from wedforms.formspec.fieldtypes.base import NUMBER_LIMIT
from wedforms.formspec.shapes import (
    INVALID,
    Faults,
    JsonSchema,
    Key,
    ListOf,
    Number,
    Record,
    Shape,
    Text,
    join,
)

_NUMBER: Final = Number(-NUMBER_LIMIT, NUMBER_LIMIT)
_TEXT: Final = Text(500)
_MOST_ROWS: Final = 2_000


class _Cell(Shape):
    """A number or a text."""

    def read(self, raw: Any, path: str, faults: Faults) -> Any:
        """The exact number or the tidy text."""
        return (_TEXT if isinstance(raw, str) else _NUMBER).read(raw, path, faults)

    def schema(self) -> JsonSchema:
        """A number or a string."""
        return {"anyOf": [_NUMBER.schema(), _TEXT.schema()]}


_COLUMNS: Final = Record(
    {
        "keys": Key(ListOf(Text(80, min_length=1), 5, min_items=1, unique=True), required=True),
        "rows": Key(ListOf(ListOf(_Cell(), 6, min_items=2), _MOST_ROWS), required=True),
    }
)


@dataclass(frozen=True, slots=True)
class _Table(Shape):
    """A table whose rows have one cell for each key and one for the value."""

    def read(self, raw: Any, path: str, faults: Faults) -> Any:
        """The table."""
        table = _COLUMNS.read(raw, path, faults)
        if table is INVALID:
            return INVALID
        width = len(table["keys"]) + 1
        seen: set[tuple[Any, ...]] = set()
        before = len(faults.found)
        for at, row in enumerate(table["rows"]):
            where = join(join(path, "rows"), at)
            if len(row) != width:
                faults.add(where, "minItems", f"A row here has {width} cells.", limit=width)
            elif tuple(row[:-1]) in seen:
                faults.add(where, "uniqueItems", "A row above already has these keys.")
            seen.add(tuple(row[:-1]))
        return table if len(faults.found) == before else INVALID

    def schema(self) -> JsonSchema:
        """An object of keys and rows."""
        return _COLUMNS.schema()


TABLE: Final = _Table()
