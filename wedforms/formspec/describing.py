"""Say what a value may be, for a program that draws an editor for it: made from the shapes."""

from __future__ import annotations

from functools import singledispatch
from typing import Any, Final

from wedforms.formspec.formsettings import INSTALMENT_AMOUNT, VAT, VAT_CODES, WEB_ADDRESS
from wedforms.formspec.shapes import Flag, Integer, ListOf, Number, Record, Shape, Text, Word
from wedforms.formspec.slots import (
    COUNTRY,
    CURRENCY,
    DATE_OR_EXPRESSION,
    DATE_TIME_OR_EXPRESSION,
    INSTANT_OR_EXPRESSION,
    ISO_DATE,
    ISO_DATE_TIME,
    ISO_TIME,
    KEY_NAME,
    LANGUAGE,
    TIME_ZONE,
    Condition,
    Either,
    Expression,
    Formatted,
    Pattern,
    RichText,
)

Description = dict[str, Any]

#: Values that need an editor of their own, whatever their shape is made of.
_KNOWN: Final[tuple[tuple[Shape, str], ...]] = (
    (COUNTRY, "country"),
    (CURRENCY, "currency"),
    (DATE_OR_EXPRESSION, "date_or_expression"),
    (DATE_TIME_OR_EXPRESSION, "date_time_or_expression"),
    (INSTALMENT_AMOUNT, "amount"),
    (INSTANT_OR_EXPRESSION, "moment"),
    (ISO_DATE, "date"),
    (ISO_DATE_TIME, "date_time"),
    (ISO_TIME, "time"),
    (KEY_NAME, "key"),
    (LANGUAGE, "language"),
    (TIME_ZONE, "time_zone"),
    (WEB_ADDRESS, "address"),
)


def describe(shape: Shape) -> Description:
    """The kind of a value, and its limits."""
    if shape is VAT:
        return {"kind": "vat", "words": list(VAT_CODES)}
    known = next((kind for one, kind in _KNOWN if one is shape), None)
    return {"kind": known} if known else _describe(shape)


@singledispatch
def _describe(shape: Shape) -> Description:
    """Anything else is edited as the JSON that its schema allows."""
    return {"kind": "json", "schema": shape.schema()}


@_describe.register
def _(shape: Text) -> Description:
    return {"kind": "text", "most": shape.max_length, "lines": shape.lines}


@_describe.register
def _(shape: RichText) -> Description:
    return {"kind": "rich", "most": shape.max_length}


@_describe.register(Integer)
@_describe.register(Number)
def _(shape: Integer | Number) -> Description:
    kind = "integer" if isinstance(shape, Integer) else "number"
    return {"kind": kind, "least": shape.minimum, "most": shape.maximum}


@_describe.register
def _(shape: Flag) -> Description:
    del shape
    return {"kind": "flag"}


@_describe.register
def _(shape: Word) -> Description:
    return {"kind": "word", "words": list(shape.words)}


@_describe.register
def _(shape: ListOf) -> Description:
    return {"kind": "list", "item": describe(shape.item), "most": shape.max_items}


@_describe.register
def _(shape: Record) -> Description:
    keys = {
        name: {**describe(key.shape), "required": key.required} for name, key in shape.keys.items()
    }
    return {"kind": "record", "keys": keys}


@_describe.register
def _(shape: Condition) -> Description:
    del shape
    return {"kind": "condition"}


@_describe.register
def _(shape: Expression) -> Description:
    del shape
    return {"kind": "expression"}


@_describe.register
def _(shape: Either) -> Description:
    return {"kind": "either", "other": describe(shape.other)}


@_describe.register
def _(shape: Formatted) -> Description:
    return {"kind": "text", "pattern": shape.pattern, "message": shape.message}


@_describe.register
def _(shape: Pattern) -> Description:
    return {"kind": "pattern", "most": shape.schema()["maxLength"]}
