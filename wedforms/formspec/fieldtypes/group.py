"""A repeating group: the same fields for each guest, supplier or song."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes.base import MOST_ROWS, Column, FieldType, Inputs, Setting
from wedforms.formspec.shapes import Faults, JsonSchema, Text, join
from wedforms.formspec.text import clean_line

ROW_ID: Final = "_id"
ROW_ID_PATTERN: Final = "^[A-Za-z0-9][A-Za-z0-9_]{0,39}$"
_BETWEEN_ROWS: Final = re.compile(r"[;\r\n]")


class Group(FieldType):
    """Rows of fields; the fields themselves are compiled and read by the form."""

    name = "group"
    title = "Repeating group"
    icon = "group"
    family = "group"
    summary = "rows"
    has_rows = True
    more_keys = frozenset({"fields", "min_rows", "max_rows", "sort_by"})
    needed_keys = ("fields",)
    starts_with: ClassVar[Mapping[str, Any]] = {"add_label": "Add another"}
    settings: ClassVar[Mapping[str, Setting]] = {
        "row_label": Setting(Text(120), "Name of a row", default="", only_seen=True),
        "add_label": Setting(
            Text(120), "Words on the button that adds one", default="Add another", only_seen=True
        ),
    }

    @property
    def beginning(self) -> dict[str, Any]:
        """One row stands there from the start: nobody has to find the button for the first."""
        return {**super().beginning, "min_rows": 1}

    def check(self, field: Field, path: str, faults: Faults) -> None:
        """The least rows do not exceed the most."""
        least, most = field.min_rows, field.max_rows
        if isinstance(least, int) and isinstance(most, int) and least > most:
            faults.add(join(path, "min_rows"), "maximum", "“min_rows” is more than “max_rows”.")

    def schema(self, field: Field) -> JsonSchema:
        """A list of rows; what a row holds is put in by the form's compiler."""
        most = field.max_rows if isinstance(field.max_rows, int) else MOST_ROWS
        least = field.min_rows if isinstance(field.min_rows, int) else 0
        return {"type": "array", "minItems": max(least, 1), "maxItems": most}

    def canonical(self, field: Field, raw: Any) -> Any:
        """The rows as they are; their fields are read one by one."""
        del field
        return (list(raw) or None) if isinstance(raw, list | tuple) else raw

    def parse_input(self, field: Field, inputs: Inputs) -> Any:
        """Rows are gathered by the form, not by one field."""
        del field, inputs

    def takes_line(self, field: Field) -> bool:
        """Where its rows have a name in text: each line then makes one row."""
        return bool(self._named(field))

    def parse_line(self, field: Field, text: str) -> Any:
        """A row for each line, or between semicolons, by its name; what nobody sees has it too."""
        if not (named := self._named(field)):
            return None
        names = [clean_line(part) for part in _BETWEEN_ROWS.split(text) if part.strip()]
        return [
            {ROW_ID: f"row{at}", **dict.fromkeys(named, name)} for at, name in enumerate(names, 1)
        ] or None

    def _named(self, field: Field) -> Sequence[str]:
        shown = [one.key for one in field.fields if one.field_type == "text"][:1]
        hidden = [
            one.key
            for one in field.fields
            if one.field_type == "hidden" and one.validation_rules.get("result") == "text"
        ]
        return [*hidden, *shown] if shown else []

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """The order of the rows."""
        del field
        return {"_rows": [" ".join(str(row[ROW_ID]) for row in value)]}

    def show(self, field: Field, value: Any, locale: str) -> str:
        """How many rows there are."""
        del field, locale
        return str(len(value))

    def columns(self, field: Field) -> Sequence[Column]:
        """None of its own: rows are exported apart."""
        del field
        return ()

    def cells(self, field: Field, value: Any, locale: str) -> tuple[str, ...]:
        """None of its own."""
        del field, value, locale
        return ()
