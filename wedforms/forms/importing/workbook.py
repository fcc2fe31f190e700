"""The cells of a workbook from outside as texts, within limits that are checked first."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from wedforms.files.errors import ContentRefused
from wedforms.files.office import check_office
from wedforms.forms.importing.report import ImportRefused

MOST_BYTES: Final = 5_000_000
_MOST_UNPACKED: Final = 30_000_000
_MOST_ROWS: Final = 5_000
_MOST_COLUMNS: Final = 300
_MOST_TEXT: Final = 20_000
_MOST_DIGITS: Final = 6
#: Beyond it a whole number is not the one that was typed.
_EXACT: Final = 1e15
_CELL: Final = re.compile(r"\A([A-Za-z]{1,4})([0-9]{1,6})\Z")
_NOT_A_WORKBOOK: Final = (
    "This file could not be read as an Excel workbook (.xlsx): it is another kind of file, or it is"
    " damaged."
)
_TOO_LARGE: Final = (
    f"The workbook is too large: at most {_MOST_ROWS:,} rows, {_MOST_COLUMNS} columns and "
    f"{MOST_BYTES // 1_000_000} MB."
)

#: Rows of texts by the name of the sheet in small letters.
Sheets = Mapping[str, Sequence[Sequence[str]]]


def read_workbook(content: bytes, *, wanted: frozenset[str]) -> Sheets:
    """The wanted sheets, those that are there; raises ImportRefused."""
    if len(content) > MOST_BYTES:
        raise ImportRefused(_TOO_LARGE)
    try:
        check_office(content, kind="xlsx")
    except ContentRefused as refused:
        raise ImportRefused(_NOT_A_WORKBOOK) from refused
    safe = _repacked(content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(safe)) as book:
            names = {name.strip().lower(): name for name in book.sheet_names}
            return {
                low: _rows(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
                for low, name in names.items()
                if low in wanted
            }
    except (CalamineError, ValueError, OverflowError) as fault:
        raise ImportRefused(_NOT_A_WORKBOOK) from fault
    except BaseException as fault:
        # A panic in the reader's Rust derives from BaseException, and says nothing about us.
        if type(fault).__name__ != "PanicException":
            raise
        raise ImportRefused(_NOT_A_WORKBOOK) from None


def _repacked(content: bytes) -> bytes:
    """The same parts, each checked, in an archive of our own: two readers cannot see two files."""
    packed, total, seen = io.BytesIO(), 0, set[str]()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as safe,
    ):
        for entry in archive.infolist():
            name = entry.filename
            if not name.lower().endswith((".xml", ".rels")) or name.lower() in seen:
                continue
            seen.add(name.lower())
            total += entry.file_size
            if total > _MOST_UNPACKED:
                raise ImportRefused(_TOO_LARGE)
            part = archive.read(entry)
            _check_part(part)
            safe.writestr(name, part)
    return packed.getvalue()


def _check_part(part: bytes) -> None:
    """No entities, and no cell so far away that a reader would drown in what is between."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = _check_element
    try:
        parser.Parse(part, True)
    except expat.ExpatError as fault:
        raise ImportRefused(_NOT_A_WORKBOOK) from fault


def _refuse(*_: Any) -> None:
    raise ImportRefused(_NOT_A_WORKBOOK)


def _check_element(element: str, attributes: dict[str, str]) -> None:
    is_placed = element.rpartition(":")[2].lower() in ("c", "row")
    for name, value in attributes.items():
        local = name.rpartition(":")[2]
        if is_placed and local == "r" and not _is_near(value):
            raise ImportRefused(_TOO_LARGE)
        if local in ("count", "uniqueCount") and len(value) > _MOST_DIGITS:
            raise ImportRefused(_TOO_LARGE)


def _is_near(reference: str) -> bool:
    text = reference.strip()
    if text.isdecimal():
        return len(text) <= _MOST_DIGITS and int(text) <= _MOST_ROWS
    cell = _CELL.match(text)
    if cell is None:
        return False
    column = 0
    for letter in cell[1].upper():
        column = column * 26 + ord(letter) - 64
    return column <= _MOST_COLUMNS and int(cell[2]) <= _MOST_ROWS


def _rows(cells: Sequence[Sequence[Any]]) -> list[list[str]]:
    if len(cells) > _MOST_ROWS or any(len(row) > _MOST_COLUMNS for row in cells[:1]):
        raise ImportRefused(_TOO_LARGE)
    return [[_text(cell) for cell in row] for row in cells]


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="minutes")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell).replace("\x00", "").strip()[:_MOST_TEXT]
