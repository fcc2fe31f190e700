"""The lists of choices of an XLSForm, as options."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from wedforms.forms.importing.report import Report
from wedforms.forms.importing.xlsheets import Languages, Row
from wedforms.lib.text import slug_of

_VALUE: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}\Z")
_OWN: Final = ("list_name", "name", "label", "media::", "hint")


@dataclass(slots=True)
class ChoiceList:
    """One list: its options, their values by the names they had, and the columns to filter by."""

    options: list[dict[str, Any]] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    columns: dict[str, Mapping[str, str]] = field(default_factory=dict)


def choice_lists(
    rows: Iterable[Row], languages: Languages, report: Report
) -> Mapping[str, ChoiceList]:
    """Every list by its name."""
    lists: dict[str, ChoiceList] = {}
    for row in rows:
        name = row.said("list_name")
        if not name or not row.said("name"):
            why = "A choice needs the name of its list and a name of its own."
            report.add(row.place, "the choice", why=why, instead="It was left out.")
            continue
        _add(lists.setdefault(name, ChoiceList()), row, languages, report)
    return lists


def _add(choices: ChoiceList, row: Row, languages: Languages, report: Report) -> None:
    given = row.said("name")
    if given in choices.values:
        why = "Another choice of the list has this name."
        report.add(row.place, f"the choice “{given}”", why=why, instead="It was left out.")
        return
    value = _value(given, set(choices.values.values()))
    label, translated = languages.words(row, "label")
    option: dict[str, Any] = {"value": value, "label": label or given}
    if translated:
        option["translations"] = {tag: {"label": words} for tag, words in translated.items()}
    for name in row.cells:
        if name.startswith("media::"):
            why = "Pictures, sounds and films are not in the workbook."
            report.add(row.place, f"“{name}”", why=why, instead="The option has its words alone.")
    choices.options.append(option)
    choices.values[given] = value
    choices.columns[value] = {
        name: said for name, said in row.cells.items() if not name.startswith(_OWN)
    } | {"name": given}


def _value(given: str, taken: set[str]) -> str:
    """A value of ours for the name of a choice."""
    low = given.lower()
    made = low if _VALUE.match(low) else slug_of(given)[:60]
    value, number = made, 1
    while value in taken:
        number += 1
        value = f"{made}-{number}"
    return value
