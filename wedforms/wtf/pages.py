"""A long form in pages: each page break begins one; a page with nothing to show is passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wedforms.wtf.fields import DrawnField
from wedforms.wtf.forms import FieldsForm


@dataclass(slots=True)
class Section:
    """One page of a form: its number (from 1, hidden pages counted), its title and its fields."""

    number: int
    title: str = ""
    fields: list[DrawnField] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to see on it."""
        return any(one.visible for one in self.fields)

    def walk(self) -> Iterator[DrawnField]:
        """Every field of the page, rows included."""
        for one in self.fields:
            yield from one.walk()


def sections_of(form: FieldsForm) -> list[Section]:
    """The pages of a form; there is always at least one."""
    sections = [Section(1)]
    for drawn in form:
        if drawn.design.type != "page_break":
            sections[-1].fields.append(drawn)
        elif sections == [Section(1)]:
            sections[0].title = drawn.design.label
        else:
            sections.append(Section(sections[-1].number + 1, drawn.design.label))
    return sections


def next_shown(sections: Iterable[Section], *, after: int) -> int | None:
    """The number of the next page with something to show; None at the end."""
    return next((s.number for s in sections if s.number > after and s.is_shown), None)


def last_shown(sections: Iterable[Section], *, before: int) -> int | None:
    """The number of the page before; None at the beginning."""
    earlier = [s.number for s in sections if s.number < before and s.is_shown]
    return earlier[-1] if earlier else None
