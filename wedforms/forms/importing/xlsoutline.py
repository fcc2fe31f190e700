"""The outline of an XLSForm: which rows ask what, what is inside what, and the key of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from wedforms.forms.importing.report import ImportRefused, Report
from wedforms.forms.importing.xlschoices import ChoiceList
from wedforms.forms.importing.xlsheets import Row
from wedforms.forms.importing.xpathtree import Known
from wedforms.formspec.expression import grammar
from wedforms.lib.text import key_of

_DEEPEST: Final = 20
_MOST_QUESTIONS: Final = 1_000

#: What asks by itself: their type, and ours.
_SIMPLE: Final[Mapping[str, str]] = {
    "text": "text", "string": "text", "integer": "number", "int": "number", "decimal": "number",
    "range": "slider", "date": "date", "time": "time", "datetime": "date_time",
    "note": "paragraph", "calculate": "calculation", "hidden": "hidden", "acknowledge": "consent",
    "trigger": "consent", "image": "image", "photo": "image", "file": "file",
    "barcode": "text", "email": "email", "phonenumber": "phone", "today": "today",
}  # fmt: skip
_CHOOSING: Final[Mapping[str, str]] = {
    "select_one": "single_choice", "select_multiple": "multiple_choice", "rank": "ranking",
}  # fmt: skip
_LONGER_NAMES: Final[Mapping[str, str]] = {
    "select one from": "select_one", "select one": "select_one", "select1": "select_one",
    "select all that apply from": "select_multiple", "select all that apply": "select_multiple",
    "select multiple from": "select_multiple", "select multiple": "select_multiple",
    "begin group": "begin_group", "end group": "end_group", "begin repeat": "begin_repeat",
    "end repeat": "end_repeat", "begin loop": "begin_repeat", "end loop": "end_repeat",
    "date time": "datetime",
}  # fmt: skip
_WITHOUT_US: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("geopoint", "geotrace", "geoshape", "start-geopoint"),
        "Places are not asked on a map here.",
    ),
    **dict.fromkeys(("audio", "video", "background-audio"), "Sounds and films are not taken here."),
    **dict.fromkeys(
        ("start", "end", "deviceid", "subscriberid", "simserial", "username", "audit"),
        "This is noted by the machine; when an answer is sent is always noted.",
    ),
    **dict.fromkeys(
        ("xml-external", "csv-external", "select_one_from_file", "select_multiple_from_file",
         "select_one_external", "osm", "entity"),
        "What it needs is in another file.",
    ),
}  # fmt: skip


#: How a list is asked with an option of one's own beside it, and how a row is switched off.
_WITH_OTHER: Final = (("or_other",), ("or", "specify", "other"))
_OFF: Final = frozenset({"yes", "true", "true()", "1"})


@dataclass(slots=True, kw_only=True)
class Item:
    """A row that asks or groups; `kind` is our type, or `section` for a group without rows."""

    row: Row
    kind: str
    key: str
    list_name: str = ""
    has_other: bool = False
    repeats: tuple[str, ...] = ()
    inside: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """The items in their order and nesting, and what expressions may name."""

    items: list[Item] = field(default_factory=list)
    known: dict[str, Known] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)


def outline_of(rows: Iterator[Row], lists: Mapping[str, ChoiceList], report: Report) -> Outline:
    """Read every row once; raises ImportRefused where there is no end to it."""
    reading = _Reading(lists, report)
    for row in rows:
        reading.take(row)
    return reading.done()


class _Reading:
    """The rows read so far, with the groups that are open."""

    def __init__(self, lists: Mapping[str, ChoiceList], report: Report) -> None:
        self._lists = lists
        self._report = report
        self._outline = Outline()
        self._open: list[Item] = []
        self._count = 0

    def take(self, row: Row) -> None:
        """Read one row."""
        words = row.said("type").split()
        if row.said("disabled").strip().lower() in _OFF:
            self._leave_out(row, f"“{row.said('name')}”", "It is switched off there.")
            return
        if not words:
            self._leave_out(row, "the row", "It has no type.")
            return
        kind, rest = _kind_of(words)
        if kind in ("end_group", "end_repeat"):
            self._end(row, kind)
        elif kind in _WITHOUT_US:
            self._leave_out(row, f"the question “{row.said('name')}” ({kind})", _WITHOUT_US[kind])
        elif kind in ("begin_group", "begin_repeat"):
            self._begin(row, "section" if kind == "begin_group" else "group")
        elif kind in _CHOOSING:
            self._choose(row, _CHOOSING[kind], rest)
        elif kind in _SIMPLE:
            self._add(Item(row=row, kind=_kind_by_look(row, _SIMPLE[kind]), key=self._key(row)))
        else:
            self._leave_out(row, f"the type “{kind}”", "There is nothing like it here.")

    def done(self) -> Outline:
        """The outline; what is still open ends here."""
        for item in self._open:
            why = "It never ends."
            self._report.add(
                item.row.place, "the group", why=why, instead="It ends with the sheet."
            )
        return self._outline

    def _begin(self, row: Row, kind: str) -> None:
        if len(self._open) >= _DEEPEST:
            raise ImportRefused(f"Groups are nested more than {_DEEPEST} deep.")
        item = Item(row=row, kind=kind, key=self._key(row))
        self._add(item)
        self._open.append(item)

    def _end(self, row: Row, kind: str) -> None:
        wanted = "section" if kind == "end_group" else "group"
        if not self._open or self._open[-1].kind != wanted:
            self._leave_out(row, f"“{row.said('type')}”", "Nothing of this kind is open here.")
            return
        self._open.pop()

    def _choose(self, row: Row, kind: str, rest: Sequence[str]) -> None:
        name = rest[0] if rest else ""
        has_other = tuple(one.lower() for one in rest[1:]) in _WITH_OTHER
        if name not in self._lists or not self._lists[name].options:
            self._leave_out(
                row, f"the question “{row.said('name')}”", f"There is no list “{name}”."
            )
            return
        if kind == "single_choice" and "minimal" in row.said("appearance"):
            kind = "dropdown"
        self._add(Item(row=row, kind=kind, key=self._key(row), list_name=name, has_other=has_other))

    def _add(self, item: Item) -> None:
        self._count += 1
        if self._count > _MOST_QUESTIONS:
            raise ImportRefused(f"The workbook asks more than {_MOST_QUESTIONS:,} questions.")
        item.repeats = tuple(one.key for one in self._open if one.kind == "group")
        (self._open[-1].inside if self._open else self._outline.items).append(item)
        self._outline.places[item.key] = item.row.place
        name = item.row.said("name")
        if not name or item.kind == "section":
            return
        if name in self._outline.known:
            why = "Another question has this name: formulas mean the first one."
            self._report.add(
                item.row.place, f"“{name}”", why=why, instead="It has a key of its own."
            )
            return
        values = self._lists[item.list_name].values if item.list_name else {}
        self._outline.known[name] = Known(
            key=item.key, kind=item.kind, values=values, repeats=item.repeats
        )

    def _key(self, row: Row) -> str:
        """A key of ours for the name of a question, like no other."""
        wanted = key_of(row.said("name"), otherwise="question")
        if wanted in grammar.RESERVED:
            wanted = f"{wanted}_answer"
        key, number = wanted, 1
        while key in self._outline.places:
            number += 1
            key = f"{wanted}_{number}"
        return key

    def _leave_out(self, row: Row, what: str, why: str) -> None:
        self._report.add(row.place, what, why=why, instead="It was left out.")


def _kind_of(words: Sequence[str]) -> tuple[str, Sequence[str]]:
    """The type in one way of writing, and what follows it."""
    low = [word.lower() for word in words]
    for count in range(min(len(low), 5), 0, -1):
        if (kind := _LONGER_NAMES.get(" ".join(low[:count]))) is not None:
            return kind, words[count:]
    return low[0], words[1:]


def _kind_by_look(row: Row, kind: str) -> str:
    look = row.said("appearance").lower()
    if kind == "text" and "multiline" in look:
        return "long_text"
    if kind == "text" and look.strip() == "url":
        return "url"
    if kind == "image" and "signature" in look:
        return "signature"
    return kind
