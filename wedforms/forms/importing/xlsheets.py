"""The sheets of an XLSForm as rows by heading, and its words in each of its languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from babel import Locale

from wedforms.forms.importing.report import Report

_HOME: Final = "en-GB"
_TAGGED: Final = re.compile(r"\(\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\s*\)\s*\Z")
_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}\Z")
#: Headings as people write them, too.
_ALIASES: Final[Mapping[str, str]] = {
    "command": "type", "caption": "label", "relevance": "relevant", "read_only": "readonly",
    "calculate": "calculation", "list name": "list_name", "repeat count": "repeat_count",
    "constraint message": "constraint_message", "jr:constraintmsg": "constraint_message",
    "required message": "required_message", "noapperrorstring": "required_message",
    "title": "form_title", "id_string": "form_id", "image": "media::image",
    "audio": "media::audio", "video": "media::video",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a sheet: what stands under each heading that is filled."""

    sheet: str
    number: int
    cells: Mapping[str, str]

    @property
    def place(self) -> str:
        """Where it is, as the report says it."""
        return f"Sheet “{self.sheet}”, row {self.number}"

    def said(self, name: str) -> str:
        """What stands under a heading; empty for nothing."""
        return self.cells.get(name, "")


def rows_of(sheet: str, cells: Sequence[Sequence[str]]) -> Iterator[Row]:
    """The rows under the headings, the first that is filled; of two alike headings one counts."""
    numbered = ((number, row) for number, row in enumerate(cells, start=1) if any(row))
    _, names = next(numbered, (0, ()))
    headings = [heading(one) for one in names]
    for number, row in numbered:
        filled: dict[str, str] = {}
        for name, value in zip(headings, row, strict=False):
            if name and value:
                filled.setdefault(name, value)
        if filled:
            yield Row(sheet=sheet, number=number, cells=filled)


def heading(text: str) -> str:
    """A heading in one way of writing; the language behind `::` stays as it is written."""
    name, mark, language = re.sub(r"\s*::?\s*(?=\S)", "::", text.strip(), count=1).partition("::")
    name = name.strip().lower()
    name = _ALIASES.get(name, name)
    if name == "media" and mark:
        kind, more, tongue = language.partition("::")
        return f"media::{kind.strip().lower()}{more}{tongue.strip()}"
    return f"{name}::{language.strip()}" if mark else name


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages:
    """The language of the form itself, and the others by the names that the headings give them."""

    home: str
    home_name: str
    others: Mapping[str, str]

    def words(self, row: Row, name: str) -> tuple[str, dict[str, str]]:
        """The words under a heading: those of the form's language, and the others by tag."""
        own = row.said(f"{name}::{self.home_name}") or row.said(name)
        translated = {
            tag: row.said(f"{name}::{called}")
            for called, tag in self.others.items()
            if row.said(f"{name}::{called}")
        }
        if not own and translated:
            own = next(iter(translated.values()))
        return own, translated


def languages_of(rows: Sequence[Row], default: str, report: Report) -> Languages:
    """Which languages the headings name, the form's own first."""
    names = list(
        dict.fromkeys(
            name.partition("::")[2]
            for row in rows
            for name in row.cells
            if name.startswith(("label::", "hint::"))
        )
    )
    has_plain = any("label" in row.cells for row in rows)
    home_name = default if default in names or has_plain else next(iter(names), default)
    home = language_tag(home_name) or _HOME
    others: dict[str, str] = {}
    for name in names:
        tag = language_tag(name)
        if name == home_name:
            continue
        if tag is None or tag == home or tag in others.values():
            what = f"the words in “{name}”"
            why = "No language of its own could be told from this name."
            report.add("The headings", what, why=why, instead="They were left out.")
            continue
        others[name] = tag
    return Languages(home=home, home_name=home_name, others=others)


def language_tag(name: str) -> str | None:
    """The tag of a language as a heading names it: `French (fr)`, `French` or `fr`."""
    if (found := _TAGGED.search(name)) is not None:
        return found[1]
    if _TAG.match(name.strip()) and _is_known(name.strip().partition("-")[0]):
        return name.strip()
    return _tags_by_name().get(name.strip().casefold())


def _is_known(code: str) -> bool:
    return code in Locale("en").languages


@cache
def _tags_by_name() -> Mapping[str, str]:
    english = Locale("en").languages
    return {
        name.casefold(): code
        for code, name in english.items()
        if _TAG.match(code.replace("_", "-"))
    }
