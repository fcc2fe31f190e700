"""Answers in words, part by part: for the review before sending and for the copy afterwards."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wedforms.formspec.definition import Definition, Field
from wedforms.wtf.words import said

_UNSPOKEN: Final = frozenset(
    {"hidden", "paragraph", "clause", "sunset", "divider", "page_break", "picture"}
)


@dataclass(frozen=True, slots=True)
class Line:
    """One question with its answer in words; a heading has neither answer nor rows."""

    question: str
    answer: str = ""
    kind: str = "answer"
    rows: Sequence[RowLines] = ()


@dataclass(frozen=True, slots=True)
class RowLines:
    """One row of a repeating group."""

    title: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Part:
    """What belongs to one page of the form."""

    number: int
    title: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Summary:
    """Puts the answers of one definition into words; with `visible` also what was left empty."""

    definition: Definition
    language: str
    visible: Container[str] | None = None

    def parts(self, values: Mapping[str, Any]) -> list[Part]:
        """The answers by page; pages with nothing to tell are left out."""
        parts = []
        for number, (title, fields) in enumerate(self._pages(), start=1):
            lines = self._lines(fields, values, "")
            if any(line.kind != "heading" for line in lines):
                parts.append(Part(number, title, _without_idle_headings(lines)))
        return parts

    def _pages(self) -> list[tuple[str, list[Field]]]:
        pages: list[tuple[str, list[Field]]] = [("", [])]
        for at, field in enumerate(self.definition.fields):
            if field.field_type != "page_break":
                pages[-1][1].append(field)
            elif at == 0:
                pages[0] = (self._label(field), [])
            else:
                pages.append((self._label(field), []))
        return pages

    def _lines(self, fields: Iterable[Field], values: Mapping[str, Any], prefix: str) -> list[Line]:
        lines = (self._line(field, values, prefix) for field in fields)
        return [line for line in lines if line is not None]

    def _line(self, field: Field, values: Mapping[str, Any], prefix: str) -> Line | None:
        path, answer = prefix + field.key, values.get(field.key)
        if field.field_type in _UNSPOKEN or field.validation_rules.get("show") is False:
            return None
        if field.field_type == "heading":
            return Line(self._label(field), kind="heading") if self._may_show(path) else None
        if (answer is None and self.visible is None) or not self._may_show(path):
            return None
        if field.field_type == "group":
            rows = tuple(self._rows(field, answer or (), path))
            return Line(self._label(field), kind="group", rows=rows)
        words = said(field, answer, self.language)
        kind = "total" if field.key == self.definition.settings.get("total") else "answer"
        return Line(self._label(field), words, kind)

    def _rows(
        self, field: Field, rows: Sequence[Mapping[str, Any]], path: str
    ) -> Iterator[RowLines]:
        label = field.validation_rules.get("row_label") or self._label(field)
        for index, row in enumerate(rows):
            lines = self._lines(field.fields, row, f"{path}.{index}.")
            yield RowLines(f"{label} {index + 1}", lines)

    def _may_show(self, path: str) -> bool:
        return self.visible is None or path in self.visible

    def _label(self, field: Field) -> str:
        return field.translations.get(self.language, {}).get("label") or field.label


def _without_idle_headings(lines: Sequence[Line]) -> list[Line]:
    """A heading stays only when something follows before the next one."""
    following = [*lines[1:], Line("", kind="heading")]
    return [
        line
        for line, after in zip(lines, following, strict=True)
        if line.kind != "heading" or after.kind != "heading"
    ]
