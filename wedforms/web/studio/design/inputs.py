"""Which input the builder offers for a value of a shape: told by the shape, not by its name."""

from __future__ import annotations

from functools import singledispatch
from typing import Any, Final

from flask_babel import gettext

from wedforms.formspec.fieldreading import Anything, RowCount
from wedforms.formspec.shapes import Flag, Integer, ListOf, MapOf, Number, Record, Shape, Text, Word
from wedforms.formspec.slots import (
    DATE_TIME_OR_EXPRESSION,
    INSTANT_OR_EXPRESSION,
    KEY_NAME,
    Condition,
    Either,
    Expression,
    Formatted,
    Pattern,
    RichText,
)

#: What stands beside an expression, by the shape's identity; a day where nothing else is said.
_FIXED_AS: Final = {id(DATE_TIME_OR_EXPRESSION): "date_time", id(INSTANT_OR_EXPRESSION): "moment"}


@singledispatch
def input_of(shape: Shape) -> dict[str, Any]:
    """The input for values of this shape: its `kind`, and its limits."""
    raise TypeError(f"the builder has no input for {shape!r}")


@input_of.register
def _(shape: Text) -> dict[str, Any]:
    return {"kind": "lines" if shape.lines else "line", "most": shape.max_length}


@input_of.register
def _(shape: Integer) -> dict[str, Any]:
    return {"kind": "integer", "min": shape.minimum, "max": shape.maximum}


@input_of.register
def _(shape: Number) -> dict[str, Any]:
    return {"kind": "number", "min": shape.minimum, "max": shape.maximum}


@input_of.register
def _(shape: Flag) -> dict[str, Any]:
    del shape
    return {"kind": "flag"}


@input_of.register
def _(shape: Word) -> dict[str, Any]:
    return {"kind": "word", "words": [_word(one) for one in shape.words]}


@input_of.register
def _(shape: ListOf) -> dict[str, Any]:
    if isinstance(shape.item, Word):
        return {"kind": "words", "words": [_word(one) for one in shape.item.words]}
    return {"kind": "list", "of": input_of(shape.item), "most": shape.max_items}


@input_of.register
def _(shape: Formatted) -> dict[str, Any]:
    return {"kind": "key" if shape is KEY_NAME else "line", "most": 500}


@input_of.register
def _(shape: Pattern) -> dict[str, Any]:
    del shape
    return {"kind": "line", "most": 256}


@input_of.register
def _(shape: RichText) -> dict[str, Any]:
    return {"kind": "rich", "most": shape.max_length}


@input_of.register
def _(shape: Expression) -> dict[str, Any]:
    del shape
    return {"kind": "expression"}


@input_of.register
def _(shape: Condition) -> dict[str, Any]:
    del shape
    return {"kind": "condition"}


@input_of.register
def _(shape: Either) -> dict[str, Any]:
    return {"kind": "bound", "of": _FIXED_AS.get(id(shape), "date")}


@input_of.register
def _(shape: RowCount) -> dict[str, Any]:
    del shape
    return {"kind": "count"}


@input_of.register
def _(shape: Record) -> dict[str, Any]:
    inside = {name: input_of(key.shape) for name, key in shape.keys.items()}
    return {"kind": "record", "keys": inside}


@input_of.register
def _(shape: MapOf) -> dict[str, Any]:
    del shape
    return {"kind": "map"}


@input_of.register
def _(shape: Anything) -> dict[str, Any]:
    del shape
    return {"kind": "anything"}


def _word(word: Any) -> dict[str, Any]:
    """A word of a list with what people call it."""
    return {"value": word, "title": gettext(str(word).replace("_", " ").capitalize())}
