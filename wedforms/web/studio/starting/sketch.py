"""A small drawing of a form: how it begins, as bars and boxes, told by the fields themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.fieldtypes import FieldType, type_of
from wedforms.formspec.fieldtypes.base import Summary

WIDTH: Final = 160
HEIGHT: Final = 112
_EDGE: Final = 12
_INNER: Final = WIDTH - 2 * _EDGE
_LETTER: Final = 2.1
_GAP: Final = 6
_MOST_OPTIONS: Final = 3

Kind = Literal["title", "words", "box", "mark", "line"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """One rectangle of the drawing; `kind` says what it stands for, and so its colour."""

    kind: Kind
    x: float
    y: float
    width: float
    height: float
    round: float


def sketch(definition: Definition) -> Sequence[Stroke]:
    """The name and the first fields, as far as the paper goes; the last may be cut."""
    strokes = [_stroke("title", 0, 10, _length(definition.name, letter=3.4), 7)]
    top = 26.0
    for field in definition.fields:
        if top >= HEIGHT:
            break
        drawn = list(_drawn(field, top))
        strokes += drawn
        top = max((one.y + one.height + _GAP for one in drawn), default=top)
    return strokes


def _drawn(field: Field, top: float) -> Iterator[Stroke]:
    """A field: its label, and what is answered below it."""
    kind = type_of(field)
    if kind.is_prefilled or kind.is_computed:
        return
    if field.label:
        yield _stroke("words", 0, top, _length(field.label), 4)
        top += 7
    if kind.has_answer:
        yield from _ANSWERED.get(kind.summary, _boxes)(field, kind, top)
    elif field.content:
        yield _stroke("line", 0, top, _INNER, 2)
        yield _stroke("line", 0, top + 4, _INNER * 0.7, 2)


def _boxes(field: Field, kind: FieldType, top: float) -> Iterator[Stroke]:
    """One box for each input, side by side."""
    del field
    count = min(kind.parts, 2)
    width = (_INNER - _GAP * (count - 1)) / count
    for at in range(count):
        yield _stroke("box", at * (width + _GAP), top, width, 10)


def _choices(field: Field, kind: FieldType, top: float) -> Iterator[Stroke]:
    """A mark and a bar for each of the first options."""
    del kind
    for at, option in enumerate(field.options[:_MOST_OPTIONS]):
        yield _stroke("mark", 0, top + at * 7, 5, 5)
        yield _stroke("line", 9, top + at * 7 + 1, _length(option.label), 3)


def _yes_no(field: Field, kind: FieldType, top: float) -> Iterator[Stroke]:
    """One mark to tick, or two to choose from."""
    for at in range(1 if kind.family == "agreement" else 2):
        yield _stroke("mark", at * 34, top, 5, 5)
        yield _stroke("line", at * 34 + 9, top + 1, 16, 3)
    del field


def _grid(field: Field, kind: FieldType, top: float) -> Iterator[Stroke]:
    """A row of marks for each of the first rows."""
    del kind
    for at, row in enumerate(field.rows[:_MOST_OPTIONS]):
        yield _stroke("line", 0, top + at * 7 + 1, _length(row.label) / 2, 3)
        for place, _ in enumerate(field.columns[:_MOST_OPTIONS]):
            yield _stroke("mark", _INNER - 12 * (place + 1), top + at * 7, 5, 5)


def _rows(field: Field, kind: FieldType, top: float) -> Iterator[Stroke]:
    """A frame around what is asked in each row."""
    del kind
    inner = [one for one in field.fields if one.label][:_MOST_OPTIONS]
    yield _stroke("box", 0, top, _INNER, 8 + 7 * len(inner))
    for at, one in enumerate(inner):
        yield _stroke("line", 6, top + 6 + 7 * at, _length(one.label) * 0.8, 3)


_ANSWERED: Final[Mapping[Summary, Callable[[Field, FieldType, float], Iterator[Stroke]]]] = {
    "choices": _choices,
    "matrix": _grid,
    "ranks": _choices,
    "rows": _rows,
    "yes_no": _yes_no,
}


def _length(words: str, *, letter: float = _LETTER) -> float:
    return min(max(len(words) * letter, 14), _INNER)


def _stroke(kind: Kind, x: float, y: float, width: float, height: float) -> Stroke:
    return Stroke(kind=kind, x=_EDGE + x, y=y, width=width, height=height, round=1.5)
