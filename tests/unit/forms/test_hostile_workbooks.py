"""Workbooks that mean harm: cells at the end of the world, entities, bombs, and any bytes at all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.workbooks import survey, workbook
from wedforms.forms.importing import Imported, ImportRefused
from wedforms.forms.importing.xlsform import read_xlsform

PLAIN = survey({"type": "text", "name": "a", "label": "A"})
SHEET = "xl/worksheets/sheet1.xml"


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same archive with one part made another."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            inside = old.read(entry)
            new.writestr(entry.filename, change(inside) if entry.filename == part else inside)
    return made.getvalue()


def with_cell(reference: str) -> bytes:
    cell = f'<row r="2"><c r="{reference}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    return changed(PLAIN, SHEET, lambda part: part.replace(b"</sheetData>", cell.encode()))


HARM = {
    "a cell at the end of the world": with_cell("XFD1048576"),
    "a cell in the last row": with_cell("A1048576"),
    "a cell that is nowhere": with_cell("AAAAAA1"),
    "a row at the end": changed(
        PLAIN, SHEET, lambda part: part.replace(b'<row r="1"', b'<row r="1048576"')
    ),
    "an entity": changed(
        PLAIN,
        SHEET,
        lambda part: b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + part[part.index(b"<worksheet") :],
    ),
    "broken mark-up": changed(PLAIN, SHEET, lambda part: part[:-20]),
    "a part that is no text": changed(PLAIN, SHEET, lambda _: bytes(range(256))),
    "a bomb": changed(PLAIN, SHEET, lambda part: part + b" " * 40_000_000),
    "a count beyond reason": changed(
        PLAIN, "xl/styles.xml", lambda part: part.replace(b'count="1"', b'count="99999999"')
    ),
}  # fmt: skip


@pytest.mark.parametrize("content", HARM.values(), ids=HARM)
def test_harm_is_refused_in_words(content):
    with pytest.raises(ImportRefused):
        read_xlsform(content, name="x")


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40),
    st.sampled_from(
        ["select_one a or_other", "begin repeat", "end repeat", "begin group", "note", "calculate",
         "rank a", "range", "integer", "text", "${a}", "${a} = 'x' and (1", "yes", "a", "label::x",
         "selected(${a}, 'b')", "start=1 end=x", "regex(., '(a+)+$')", "if(1,2,3)", "position(..)"]
    ),
)  # fmt: skip
HEADINGS = [
    "type", "name", "label", "label::French", "required", "relevant", "constraint", "calculation",
    "default", "choice_filter", "repeat_count", "parameters", "appearance", "readonly",
]  # fmt: skip


def outcome(content: bytes) -> object:
    try:
        return read_xlsform(content, name="x")
    except ImportRefused as refused:
        return refused.words


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=len(HEADINGS)), min_size=1, max_size=12),
    st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=4),
)
def test_any_rows_become_a_form_or_are_refused(rows, choices):
    content = workbook(survey=[HEADINGS, *rows], choices=[["list_name", "name", "label"], *choices])
    assert isinstance(outcome(content), Imported | str)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(PLAIN) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_file_is_read_or_refused(at, damage):
    assert isinstance(outcome(PLAIN[:at] + damage + PLAIN[at + len(damage) :]), Imported | str)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_part_of_the_sheet_is_read_or_refused(inside):
    content = changed(
        PLAIN, SHEET, lambda part: part.replace(b"</sheetData>", inside + b"</sheetData>")
    )
    assert isinstance(outcome(content), Imported | str)
