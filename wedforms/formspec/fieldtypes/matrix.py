"""The same question for several things: rows against columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes.base import Column, FieldType, Inputs, Setting, first
from wedforms.formspec.fieldtypes.showing import with_commas, with_semicolons
from wedforms.formspec.shapes import Faults, Flag, JsonSchema, join


class Matrix(FieldType):
    """One or several columns chosen in each row."""

    name = "matrix"
    title = "Matrix"
    icon = "matrix"
    family = "choice"
    summary = "matrix"
    more_keys = frozenset({"rows", "columns"})
    needed_keys = ("rows", "columns")
    settings: ClassVar[Mapping[str, Setting]] = {
        "multiple": Setting(Flag(), "Several columns a row", default=False),
        "every_row": Setting(Flag(), "Every row must be answered", default=False),
    }

    def check(self, field: Field, path: str, faults: Faults) -> None:
        """A matrix needs rows and columns."""
        for name in self.needed_keys:
            if not getattr(field, name):
                faults.add(join(path, name), "required", f"A matrix needs “{name}”.")

    def schema(self, field: Field) -> JsonSchema:
        """An object from row to column or columns."""
        columns = [column.value for column in field.columns]
        one: JsonSchema = {"enum": columns}
        some = {"type": "array", "items": one, "minItems": 1, "uniqueItems": True}
        rows = [row.value for row in field.rows]
        cell = some if self.setting(field, "multiple") else one
        return {
            "type": "object",
            "properties": dict.fromkeys(rows, cell),
            **({"required": rows} if self.setting(field, "every_row") else {}),
            "minProperties": 1,
            "additionalProperties": False,
        }

    def canonical(self, field: Field, raw: Any) -> Any:
        """The rows in their order; unknown ones stay, last, for the judge."""
        if not isinstance(raw, Mapping):
            return None if raw == "" else raw
        rows = [row.value for row in field.rows]
        ordered = [row for row in rows if row in raw] + [row for row in raw if row not in rows]
        cells = {row: _tidy(field, raw[row]) for row in ordered}
        return {row: cell for row, cell in cells.items() if cell is not None} or None

    def parse_input(self, field: Field, inputs: Inputs) -> Any:
        """The ticked boxes of each row."""
        cells: dict[str, Any] = {
            row: [text for text in texts if text]
            if self.setting(field, "multiple")
            else first(inputs, row)
            for row, texts in inputs.items()
            if row
        }
        return self.canonical(field, cells)

    def least_inputs(self, field: Field) -> int:
        """One a row."""
        return len(field.rows)

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """The ticked boxes of each row."""
        del field
        return {
            row: list(cell) if isinstance(cell, list) else [cell] for row, cell in value.items()
        }

    def show(self, field: Field, value: Any, locale: str) -> str:
        """`Row: Column; Row: Column`."""
        rows = (
            f"{row.label}: {_words(field, value[row.value], locale)}"
            for row in field.rows
            if row.value in value
        )
        return with_semicolons(rows, locale)

    def columns(self, field: Field) -> Sequence[Column]:
        """One column a row."""
        return tuple(Column(row.value, f"{field.label}: {row.label}") for row in field.rows)

    def cells(self, field: Field, value: Any, locale: str) -> tuple[str, ...]:
        """The labels of the columns chosen in each row."""
        return tuple(
            _words(field, value[row.value], locale) if value and row.value in value else ""
            for row in field.rows
        )


def _tidy(field: Field, cell: Any) -> Any:
    if isinstance(cell, list) and all(isinstance(item, str) for item in cell):
        order = {column.value: at for at, column in enumerate(field.columns)}
        return sorted(cell, key=lambda value: order.get(value, len(order))) or None
    return None if cell == "" else cell


def _words(field: Field, cell: str | list[str], locale: str) -> str:
    labels = {column.value: column.label for column in field.columns}
    values = cell if isinstance(cell, list) else [cell]
    return with_commas((labels.get(value, value) for value in values), locale)
