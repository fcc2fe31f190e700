"""Problems found by the one judge, pinned on the fields they belong to, and listed with anchors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wedforms.formspec.errors import Problem
from wedforms.wtf.fields import AnswerField, DrawnField
from wedforms.wtf.pages import Section

if TYPE_CHECKING:
    from wedforms.formspec.definition import Field

Say = Callable[[Problem, "Field | None"], str]

#: Types with one control, which can be focused itself; of the others the frame is.
_ONE_CONTROL: Final = frozenset(
    [
        "text",
        "long_text",
        "email",
        "phone",
        "url",
        "number",
        "slider",
        "money",
        "dropdown",
        "date",
        "time",
        "date_time",
        "consent",
        "initials",
        "file",
        "image",
    ]
)

#: Types whose parts have an input each; a problem may lie in one of them.
_IN_PARTS: Final = frozenset(
    ["address", "person_name", "couple", "date_range", "wedding_date", "signature"]
)

#: Kinds of wedding date that are typed in; `undecided` is only chosen.
_WITH_CONTROL: Final = frozenset(["date", "season"])


@dataclass(frozen=True, slots=True)
class SummaryEntry:
    """One line of the list of problems: where it is, on which page, and what to do."""

    href: str
    words: str
    page: int


def pin_problems(
    sections: Sequence[Section], problems: Iterable[Problem], *, say: Say
) -> list[SummaryEntry]:
    """Put every problem on its field, warnings apart; returns the list for the top of the page."""
    places = dict(_places(sections))
    entries = []
    for problem in problems:
        section, drawn, part = _find(places, problem.path, sections)
        words = say(problem, drawn.design.field if drawn else None)
        if drawn is not None:
            _pin(drawn, part, words, severity=problem.severity)
        if problem.severity == "error":
            entries.append(SummaryEntry(_anchor(drawn, part), _named(drawn, words), section.number))
    return sorted(entries, key=lambda entry: entry.page)


Place = tuple[Section, DrawnField]


def _places(sections: Iterable[Section]) -> Iterator[tuple[str, Place]]:
    for section in sections:
        for drawn in section.walk():
            yield drawn.path, (section, drawn)


def _find(
    places: dict[str, Place], path: str, sections: Sequence[Section]
) -> tuple[Section, DrawnField | None, str]:
    head, tail = path, ""
    while head:
        if head in places:
            return *places[head], tail
        head, _, last = head.rpartition(".")
        tail = f"{last}-{tail}" if tail else last
    return sections[0], None, ""


def _pin(drawn: DrawnField, part: str, words: str, *, severity: str) -> None:
    if severity == "warning":
        if isinstance(drawn, AnswerField):
            drawn.warnings.append(words)
        return
    drawn.errors.append(words)
    if isinstance(drawn, AnswerField):
        drawn.faulty_parts.add(part if drawn.design.type in _IN_PARTS else "")


def _anchor(drawn: DrawnField | None, part: str) -> str:
    if drawn is None:
        return "#wedforms-form"
    if part and (control := _control_of(drawn, part)):
        return f"#{drawn.id}-{control}"
    return f"#{drawn.id}" if drawn.design.type in _ONE_CONTROL else f"#{drawn.id}-field"


def _control_of(drawn: DrawnField, part: str) -> str:
    """The part whose control can be gone to; empty where the page has none for it."""
    settings = drawn.design.settings
    if drawn.design.type == "couple" and "-" not in part:
        return f"{part}-{settings.get('parts', ('name',))[0]}"
    if drawn.design.type == "signature":
        return part if part == "name" else ""
    if drawn.design.type == "wedding_date":
        kind = "season" if part == "year" else part
        return part if kind in _WITH_CONTROL.intersection(settings.get("allow", ["date"])) else ""
    return part if drawn.design.type in _IN_PARTS else ""


def _named(drawn: DrawnField | None, words: str) -> str:
    return drawn.with_name(words) if drawn is not None and drawn.design.label else words
