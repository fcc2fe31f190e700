"""A workbook of answers: one sheet for what is answered once, and one for each repeat.

Nothing in it is ever a formula or a link; dates are dates, amounts are numbers with their format.
What is more than one sheet holds goes on in the next: further rows, or further columns beside the
same facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import xlsxwriter
from babel.numbers import get_currency_precision
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from wedforms.formspec.definition import Definition
from wedforms.formspec.fieldtypes import type_of
from wedforms.submissions.export import Exported
from wedforms.submissions.layout import Column, Teller, sheets

_FACTS: Final = (
    "Submission",
    "Version",
    "Status",
    "Sent at",
    "Changed at",
    "Perhaps a machine since",
    "Repeats",
)
_ROW_FACTS: Final = ("Submission", "Row")
_LONGEST_CELL: Final = 32_767
_LONGEST_NAME: Final = 31
#: What a sheet of Excel holds below its headings, and beside one another.
MOST_ROWS: Final = 1_048_575
MOST_COLUMNS: Final = 16_384
_NOT_IN_A_NAME: Final = "[]:*?/\\"
_FIRST_YEAR: Final = 1900
_EXACT: Final = 2**53
_WIDTH: Final = 18


@dataclass(slots=True)
class _Sheet:
    """One sheet, written from top to bottom, and others after it once it is full."""

    label: str
    headings: Sequence[str]
    teller: Teller
    sheet: Worksheet
    row: int = 0

    def end(self) -> None:
        """No more rows come: what stands there can be filtered."""
        self.sheet.autofilter(0, 0, max(self.row, 1), len(self.headings) - 1)


@dataclass(slots=True)
class _Formats:
    """The formats of cells, each made once."""

    book: xlsxwriter.Workbook
    made: dict[str, Format] = field(default_factory=dict)

    def of(self, pattern: str) -> Format:
        if pattern not in self.made:
            self.made[pattern] = self.book.add_format({"num_format": pattern})
        return self.made[pattern]


@dataclass(slots=True)
class _Book:
    """The workbook; its sheets by the keys of repeats, '' for what is answered once.

    Several of one key stand beside one another: their columns are too many for one.
    """

    book: xlsxwriter.Workbook
    most_rows: int
    formats: _Formats
    bold: Format
    sheets: dict[str, list[_Sheet]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def begin(self, label: str, headings: Sequence[str]) -> Worksheet:
        """A sheet with its headings."""
        sheet = self.book.add_worksheet(_sheet_name(label, self.names))
        sheet.set_column(0, len(headings), _WIDTH)
        sheet.freeze_panes(1, 1)
        for at, heading in enumerate(headings):
            sheet.write_string(0, at, _cut(heading), self.bold)
        return sheet

    def next_row(self, sheet: _Sheet) -> None:
        """Go down by one row, onto another sheet where this one is full."""
        if sheet.row >= self.most_rows:
            sheet.end()
            sheet.sheet, sheet.row = self.begin(sheet.label, sheet.headings), 0
        sheet.row += 1


def write_workbook(
    path: Path,
    versions: Sequence[Definition],
    exported: Iterable[Exported],
    *,
    most_rows: int = MOST_ROWS,
    most_columns: int = MOST_COLUMNS,
) -> Iterator[int]:
    """Write the workbook; yields after each submission how many there are so far."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        made = _Book(book, most_rows, _Formats(book), bold)
        _begin(made, versions, most_columns)
        for count, one in enumerate(exported, 1):
            _write(made, one)
            yield count
        for sheet in chain.from_iterable(made.sheets.values()):
            sheet.end()


def _begin(made: _Book, versions: Sequence[Definition], most_columns: int) -> None:
    for key, (label, columns) in sheets(versions).items():
        facts = _ROW_FACTS if key else _FACTS
        most = most_columns - len(facts)
        parts = [columns[first : first + most] for first in range(0, len(columns) or 1, most)]
        made.sheets[key] = [_sheet(made, label or "Answers", facts, part) for part in parts]


def _sheet(made: _Book, label: str, facts: Sequence[str], columns: Sequence[Column]) -> _Sheet:
    headings = (*facts, *(column.heading for column in columns))
    return _Sheet(label, headings, Teller(columns), made.begin(label, headings))


def _write(made: _Book, one: Exported) -> None:
    zone = ZoneInfo(one.form.compiled.definition.facts.time_zone)
    row = one.row
    facts = (
        str(row.id),
        one.form.version_number,
        row.status,
        *(at and at.astimezone(zone).replace(tzinfo=None) for at in _moments(one)),
        str(row.attached_to_id or ""),
    )
    _write_row(made, "", facts, one.answers, one)
    _write_repeats(made, one, one.answers, path="")


def _moments(one: Exported) -> tuple[datetime | None, ...]:
    return one.row.submitted_at, one.row.amended_at, one.row.quarantined_at


def _write_repeats(made: _Book, one: Exported, answers: Mapping[str, Any], *, path: str) -> None:
    """The rows of every repeat in these answers, each under its submission and its number."""
    for key, rows in answers.items():
        if key not in made.sheets or not isinstance(rows, list):
            continue
        for number, row in enumerate(rows, 1):
            place = f"{path}{number}"
            _write_row(made, key, (str(one.row.id), place), row, one)
            _write_repeats(made, one, row, path=f"{place}.")


def _write_row(
    made: _Book, key: str, facts: Sequence[Any], answers: Mapping[str, Any], one: Exported
) -> None:
    for sheet in made.sheets[key]:
        made.next_row(sheet)
        _write_cells(sheet, facts, answers, one, made.formats)


def _write_cells(
    sheet: _Sheet,
    facts: Sequence[Any],
    answers: Mapping[str, Any],
    one: Exported,
    formats: _Formats,
) -> None:
    for at, fact in enumerate(facts):
        _write_fact(sheet, at, fact, formats)
    for at, (column, value, text) in enumerate(
        sheet.teller.tell(answers, one.locale, asked=one.form.compiled.fields), len(facts)
    ):
        if text:
            _write_cell(sheet, at, column, value, text, formats)


def _write_fact(sheet: _Sheet, at: int, fact: Any, formats: _Formats) -> None:
    if isinstance(fact, datetime):
        sheet.sheet.write_datetime(sheet.row, at, fact, formats.of("yyyy-mm-dd hh:mm"))
    elif isinstance(fact, int):
        sheet.sheet.write_number(sheet.row, at, fact)
    elif fact:
        sheet.sheet.write_string(sheet.row, at, _cut(fact))


def _write_cell(
    sheet: _Sheet, at: int, column: Column, value: Any, text: str, formats: _Formats
) -> None:
    """A number as a number, a day as a day, everything else as the text that it is."""
    kind = type_of(column.field)
    narrowing = kind.narrowing(column.field)
    if narrowing == "number" and (number := _number(text)) is not None:
        sheet.sheet.write_number(sheet.row, at, number, _amount(column, formats))
    elif narrowing == "date" and (day := _day(text)) is not None:
        sheet.sheet.write_datetime(sheet.row, at, day, formats.of("yyyy-mm-dd"))
    elif text == "1" and isinstance(value, list):
        sheet.sheet.write_number(sheet.row, at, 1)
    else:
        sheet.sheet.write_string(sheet.row, at, _cut(text))


def _amount(column: Column, formats: _Formats) -> Format | None:
    currency = type_of(column.field).currency(column.field)
    if not currency:
        return None
    places = get_currency_precision(currency)
    return formats.of(f"#,##0.{'0' * places}" if places else "#,##0")


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < _EXACT else None


def _day(text: str) -> datetime | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return datetime(day.year, day.month, day.day) if day.year >= _FIRST_YEAR else None  # noqa: DTZ001


def _sheet_name(label: str, taken: set[str]) -> str:
    """A name that Excel takes, unlike all others."""
    plain = "".join(" " if one in _NOT_IN_A_NAME or not one.isprintable() else one for one in label)
    stem = " ".join(plain.split()).strip("' ")[:_LONGEST_NAME] or "Sheet"
    name, number = stem, 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        name = f"{stem[: _LONGEST_NAME - 4].rstrip()} {number}"
    taken.add(name.casefold())
    return name


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 1]}…"
