"""Say what a value may be, for a program that draws an input for it: made from the shapes alone.

Every kind of field type, key and form setting is told from here; what is told is plain data.
"""

from __future__ import annotations

from functools import singledispatch
from typing import Any, Final

from wedforms.formspec.fieldreading import RowCount
from wedforms.formspec.fieldtypes.content import PICTURE_NAME
from wedforms.formspec.formsettings import INSTALMENT_AMOUNT, REMAINING, VAT, VAT_CODES, WEB_ADDRESS
from wedforms.formspec.shapes import Flag, Integer, ListOf, MapOf, Number, Record, Shape, Text, Word
from wedforms.formspec.slots import (
    COUNTRY,
    CURRENCY,
    ISO_DATE,
    ISO_DATE_TIME,
    ISO_INSTANT,
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

#: Values that need an input of their own, whatever their shape is made of.
_KNOWN: Final[tuple[tuple[Shape, Description], ...]] = (
    (COUNTRY, {"kind": "country"}),
    (CURRENCY, {"kind": "currency"}),
    (INSTALMENT_AMOUNT, {"kind": "amount", "words": [REMAINING]}),
    (ISO_DATE, {"kind": "date"}),
    (ISO_DATE_TIME, {"kind": "date_time"}),
    (ISO_INSTANT, {"kind": "moment"}),
    (ISO_TIME, {"kind": "time"}),
    (KEY_NAME, {"kind": "key"}),
    (LANGUAGE, {"kind": "language"}),
    (PICTURE_NAME, {"kind": "picture"}),
    (TIME_ZONE, {"kind": "time_zone"}),
    (VAT, {"kind": "vat", "words": list(VAT_CODES)}),
    (WEB_ADDRESS, {"kind": "address"}),
)


def describe(shape: Shape) -> Description:
    """The kind of a value, and its limits."""
    known = next((told for one, told in _KNOWN if one is shape), None)
    return dict(known) if known else _describe(shape)


@singledispatch
def _describe(shape: Shape) -> Description:
    """Anything else is written as the JSON that its schema allows."""
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
def _(shape: MapOf) -> Description:
    return {"kind": "map", "of": describe(shape.value)}


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
    return {"kind": "either", "fixed": describe(shape.literal)["kind"]}


@_describe.register
def _(shape: RowCount) -> Description:
    del shape
    return {"kind": "either", "fixed": "count"}


@_describe.register
def _(shape: Formatted) -> Description:
    return {"kind": "text", "pattern": shape.pattern, "message": shape.message}


@_describe.register
def _(shape: Pattern) -> Description:
    return {"kind": "text", "most": shape.schema()["maxLength"]}
