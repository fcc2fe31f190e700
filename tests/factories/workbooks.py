"""Workbooks as people make them: XLSForms with the sheets and the rows of a test."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook


def workbook(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """An .xlsx file with these sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def survey(*rows: dict[str, Any], **sheets: Sequence[Sequence[Any]]) -> bytes:
    """A workbook whose survey has these rows, each by its headings."""
    headings = list(dict.fromkeys(name for row in rows for name in row))
    cells = [headings, *([row.get(name) for name in headings] for row in rows)]
    return workbook(survey=cells, **sheets)
