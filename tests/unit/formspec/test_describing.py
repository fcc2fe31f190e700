"""What the builder is told of a value: a kind that it has an input for, and the limits of the shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from wedforms.formspec.describing import describe
from wedforms.formspec.fieldreading import COMMON_KEYS, OPTION, SPECIAL_KEYS, Anything, RowCount
from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.formspec.fieldtypes.content import PICTURE_NAME
from wedforms.formspec.formsettings import FORM_SETTINGS, INSTALMENT_AMOUNT, VAT, WEB_ADDRESS
from wedforms.formspec.shapes import Flag, Integer, Key, ListOf, MapOf, Number, Record, Text, Word
from wedforms.formspec.slots import (
    CURRENCY,
    DATE_OR_EXPRESSION,
    DATE_TIME_OR_EXPRESSION,
    INSTANT_OR_EXPRESSION,
    ISO_TIME,
    KEY_NAME,
    LANGUAGE,
    Condition,
    Expression,
    Pattern,
    RichText,
)

STUDIO = Path("wedforms/web/frontend/src/studio")

DESCRIBED = [
    (Text(80), {"kind": "text", "most": 80, "lines": False}),
    (Text(80, lines=True), {"kind": "text", "most": 80, "lines": True}),
    (RichText(9), {"kind": "rich", "most": 9}),
    (Integer(1, 5), {"kind": "integer", "least": 1, "most": 5}),
    (Number(1, 5), {"kind": "number", "least": 1, "most": 5}),
    (Flag(), {"kind": "flag"}),
    (Word(("a", "b")), {"kind": "word", "words": ["a", "b"]}),
    (ListOf(KEY_NAME, 5), {"kind": "list", "item": {"kind": "key"}, "most": 5}),
    (
        Record({"vat": Key(VAT, required=True)}),
        {"kind": "record", "keys": {"vat": {**describe(VAT), "required": True}}},
    ),
    (MapOf(LANGUAGE, Flag()), {"kind": "map", "of": {"kind": "flag"}}),
    (Condition(), {"kind": "condition"}),
    (Expression(), {"kind": "expression"}),
    (Pattern(), {"kind": "text", "most": 256}),
    (DATE_OR_EXPRESSION, {"kind": "either", "fixed": "date"}),
    (DATE_TIME_OR_EXPRESSION, {"kind": "either", "fixed": "date_time"}),
    (INSTANT_OR_EXPRESSION, {"kind": "either", "fixed": "moment"}),
    (RowCount(), {"kind": "either", "fixed": "count"}),
    (INSTALMENT_AMOUNT, {"kind": "amount", "words": ["remaining"]}),
    (ISO_TIME, {"kind": "time"}),
    (CURRENCY, {"kind": "currency"}),
    (WEB_ADDRESS, {"kind": "address"}),
    (PICTURE_NAME, {"kind": "picture"}),
    (Anything(), {"kind": "json", "schema": {}}),
]


@pytest.mark.parametrize(
    ("shape", "told"), DESCRIBED, ids=[str(sorted(told.items())) for _, told in DESCRIBED]
)
def test_a_shape_tells_its_kind_and_its_limits(shape, told):
    assert describe(shape) == told


def kinds_in(told: dict[str, Any]) -> Iterator[str]:
    yield told["kind"]
    yield from kinds_in(told["item"]) if "item" in told else ()
    for name, part in told.get("keys", {}).items():
        # Translations are written on the pages of the languages.
        yield from kinds_in(part) if name != "translations" else ()


def drawn_by(script: str, name: str) -> set[str]:
    """The kinds in the table of this name."""
    table = re.search(
        rf"^const {name} = {{$(.*?)^}};$", (STUDIO / script).read_text(), re.MULTILINE | re.DOTALL
    )
    assert table
    return set(re.findall(r"^  (\w+):", table[1], re.MULTILINE))


def test_the_inspector_has_an_input_for_every_key_and_setting_of_a_field():
    drawn = drawn_by("design/inputs.js", "KINDS") | drawn_by("editors.js", "BY_KIND")
    settings = [one.shape for kind in FIELD_TYPES.values() for one in kind.all_settings.values()]
    keys = [key.shape for key in (*COMMON_KEYS.values(), *SPECIAL_KEYS.values())]
    needed = {kind for shape in (*settings, *keys, *OPTION.keys) if not isinstance(shape, str)
              for kind in kinds_in(describe(shape))}  # fmt: skip
    assert needed - drawn - {"language"} == set()


def test_the_settings_of_a_form_have_an_input_for_every_part_of_them():
    drawn = drawn_by("editors/settinginputs.js", "INPUTS")
    drawn |= drawn_by("editors/settinginputs.js", "LISTS")
    shapes = {name: one.shape for name, one in FORM_SETTINGS.items() if name != "translations"}
    needed = {kind for shape in shapes.values() for kind in kinds_in(describe(shape))}
    assert needed - drawn == set()
