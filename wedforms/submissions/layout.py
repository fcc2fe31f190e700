"""Which column of an export holds which answer: the same columns from export to export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.fieldtypes import type_of


@dataclass(frozen=True, slots=True)
class Column:
    """One column: which answer (and which part of it, and which row of a repeat) it shows."""

    key: str
    field: Field
    part: int
    heading: str
    group: str = ""
    row: int = 0

    @property
    def place(self) -> tuple[str, int, int]:
        """What all parts of one answer have in common."""
        return self.group, self.row, id(self.field)


def layout(versions: Sequence[Definition], most_rows: Mapping[str, int]) -> list[Column]:
    """The columns of all versions together, the newest's order first.

    A repeat has its columns once for each of `most_rows` rows.
    """
    return _union(_columns(definition.fields, most_rows) for definition in versions)


def sheets(versions: Sequence[Definition]) -> dict[str, tuple[str, list[Column]]]:
    """The sheets of a workbook: '' for what is answered once, then each repeat by its key."""
    labels: dict[str, str] = {"": ""}
    for definition in versions:
        for _, field in definition.walk():
            if type_of(field).has_rows:
                labels.setdefault(field.key, field.label or field.key)
    return {
        key: (label, _union(_columns_of(_within(one, key)) for one in versions))
        for key, label in labels.items()
    }


class Teller:
    """Tells answers in the cells of columns; what is the same for a whole version is found once."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        #: With the fields of each version, so that no other can take their place.
        self._places: dict[int, tuple[Mapping[str, Field], list[_Place]]] = {}

    def tell(
        self, answers: Mapping[str, Any], locale: str, *, asked: Mapping[str, Field]
    ) -> Iterator[tuple[Column, Any, str]]:
        """Each column with the answer that it is about, and its text; each answer is told once.

        `asked` are the fields of the version that asked, by key: an answer is told in their words.
        """
        values: list[Any] = [None] * len(self.columns)
        texts = [""] * len(self.columns)
        for place in self._places_of(asked):
            value = _value(place.column, answers)
            cells = type_of(place.field).cells(place.field, value, locale)
            for at, part in place.parts:
                values[at] = value
                texts[at] = cells[part] if part < len(cells) else ""
        return zip(self.columns, values, texts, strict=True)

    def _places_of(self, asked: Mapping[str, Field]) -> list[_Place]:
        known = self._places.get(id(asked))
        if known is None:
            known = self._places[id(asked)] = (asked, list(_places(self.columns, asked)))
        return known[1]


@dataclass(frozen=True, slots=True)
class _Place:
    """One answer of a version: which part of its cells stands in which column."""

    column: Column
    field: Field
    parts: Sequence[tuple[int, int]]


def _places(columns: Sequence[Column], asked: Mapping[str, Field]) -> Iterator[_Place]:
    gathered: dict[tuple[str, int, int], list[tuple[int, Column]]] = {}
    for at, column in enumerate(columns):
        gathered.setdefault(column.place, []).append((at, column))
    for together in gathered.values():
        _, first = together[0]
        field = _as_asked(first, asked)
        order = {one.part: at for at, one in enumerate(type_of(field).columns(field))}
        parts = [(at, order[part]) for at, one in together if (part := _part(one)) in order]
        yield _Place(first, field, parts)


def _as_asked(column: Column, asked: Mapping[str, Field]) -> Field:
    """The column's field as the version had it; a version that asked otherwise has none."""
    found = asked.get(column.key)
    is_same = found is not None and found.field_type == column.field.field_type
    return found if found is not None and is_same else column.field


def _part(column: Column) -> str:
    return type_of(column.field).columns(column.field)[column.part].part


def without_sensitive(versions: Iterable[Definition]) -> list[Definition]:
    """The definitions without what is about diet and health in any of them."""
    every = list(versions)
    gone = {field.key for one in every for _, field in one.walk() if field.sensitive}
    return [replace(one, fields=_open(one.fields, gone)) for one in every]


def _open(fields: Iterable[Field], gone: set[str]) -> tuple[Field, ...]:
    return tuple(
        replace(field, fields=_open(field.fields, gone))
        for field in fields
        if field.key not in gone
    )


def _union(versions: Iterable[Iterable[Column]]) -> list[Column]:
    columns: dict[tuple[str, str, int, str, str], Column] = {}
    for version in versions:
        for column in version:
            part = type_of(column.field).columns(column.field)[column.part].part
            known = (column.group, column.key, column.row, part, column.field.field_type)
            columns.setdefault(known, column)
    return list(columns.values())


def _columns(fields: Iterable[Field], most_rows: Mapping[str, int]) -> Iterator[Column]:
    for field in fields:
        if not type_of(field).has_rows:
            yield from _field_columns(field)
            continue
        for row in range(most_rows.get(field.key, 0)):
            for inner in field.fields:
                yield from _field_columns(inner, group=field, row=row)


def _columns_of(fields: Iterable[Field]) -> Iterator[Column]:
    for field in fields:
        if not type_of(field).has_rows:
            yield from _field_columns(field)


def _within(definition: Definition, key: str) -> Sequence[Field]:
    """The fields of a repeat, or those outside all; none where this version has no such repeat."""
    if not key:
        return definition.fields
    groups = (field for _, field in definition.walk() if field.key == key)
    return next((field.fields for field in groups), ())


def _field_columns(field: Field, *, group: Field | None = None, row: int = 0) -> Iterator[Column]:
    before = f"{group.label or group.key} {row + 1}: " if group else ""
    for part, column in enumerate(type_of(field).columns(field)):
        heading = f"{before}{column.title or field.key}"
        yield Column(field.key, field, part, heading, group.key if group else "", row)


def _value(column: Column, answers: Mapping[str, Any]) -> Any:
    if not column.group:
        return answers.get(column.key)
    rows = answers.get(column.group) or []
    return rows[column.row].get(column.key) if column.row < len(rows) else None
