"""Numbers: counted, slid, priced, rated."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Final

from babel.numbers import get_currency_precision

from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes.base import (
    NUMBER_LIMIT,
    PLACEHOLDER,
    Family,
    FieldType,
    Limit,
    Setting,
)
from wedforms.formspec.fieldtypes.showing import decimal_sign, show_currency, show_number
from wedforms.formspec.fieldtypes.typing import COMMA, POINT, parse_number
from wedforms.formspec.jsontext import WIDE, exact
from wedforms.formspec.shapes import MOST_PLACES, Integer, JsonSchema, Number, Text, Word
from wedforms.formspec.slots import CURRENCY
from wedforms.formspec.text import clean_line

_SIGNS: Final = re.compile(r"[\s£$€¥]|\b[A-Z]{3}\b")
_ANY: Final = Integer(-NUMBER_LIMIT, NUMBER_LIMIT)


def minor_places(currency: str) -> int:
    """How many decimal places the currency's minor unit has: 2 for pounds, 0 for yen."""
    return int(get_currency_precision(currency))


def show_money(amount: int, currency: str, locale: str) -> str:
    """An amount of minor units in words: `£1,250.00`."""
    major = Decimal(amount).scaleb(-minor_places(currency))
    return show_currency(major, currency, locale)


def parse_money(field: Field, text: str, currency: str) -> Any:
    """An amount as people of the form's language type it, as minor units; else the text."""
    major = parse_number(_SIGNS.sub("", clean_line(text)), _decimal(field))
    if isinstance(major, str):
        return text
    minor = exact(Decimal(major).scaleb(minor_places(currency), WIDE))
    return minor if isinstance(minor, int) else text


def plain(number: int | Decimal) -> str:
    """A number for another program: no separators, no exponent."""
    return format(number, "f") if isinstance(number, Decimal) else str(number)


class _Numeric(FieldType):
    """What all kinds of numbers share."""

    family: ClassVar[Family] = "number"
    summary = "numbers"

    def is_whole(self, field: Field) -> bool:
        """Most are counted."""
        del field
        return True

    def canonical(self, field: Field, raw: Any) -> Any:
        """Whole numbers as integers, others exact."""
        del field
        if isinstance(raw, bool) or not isinstance(raw, float | Decimal):
            return None if raw == "" else raw
        return exact(raw)

    def parse_text(self, field: Field, text: str) -> Any:
        """The number in the text."""
        return parse_number(text, _decimal(field))

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """The number without groups, as people of the form's language type it."""
        return {"": [plain(value).replace(POINT, _decimal(field))]}

    def cell(self, field: Field, value: Any, locale: str) -> str:
        """The plain number, which spreadsheets add up."""
        del field, locale
        return plain(value)


class NumberField(_Numeric):
    """A number of stated exactness."""

    name = "number"
    title = "Number"
    icon = "number"
    settings: ClassVar[Mapping[str, Setting]] = {
        "min": Setting(Number(-NUMBER_LIMIT, NUMBER_LIMIT), "Least"),
        "max": Setting(Number(-NUMBER_LIMIT, NUMBER_LIMIT), "Most"),
        "decimals": Setting(Integer(0, MOST_PLACES), "Decimal places", default=0),
        "unit": Setting(Text(30), "Unit", default="", only_seen=True),
        "placeholder": PLACEHOLDER,
    }

    def is_whole(self, field: Field) -> bool:
        """Unless decimals are allowed."""
        return not self.setting(field, "decimals")

    def schema(self, field: Field) -> JsonSchema:
        """An integer, or a number when decimals are allowed, between its bounds."""
        kind = "integer" if self.is_whole(field) else "number"
        return {"type": kind, **_bounds(self, field)}

    def limits(self, field: Field) -> Sequence[Limit]:
        """No more places than allowed."""
        decimals = self.setting(field, "decimals")
        return (Limit("decimals", decimals),) if decimals else ()

    def show(self, field: Field, value: Any, locale: str) -> str:
        """The number with its unit."""
        unit = self.setting(field, "unit")
        words = show_number(value, locale)
        return f"{words} {unit}" if unit else words


class Slider(_Numeric):
    """A whole number on a short scale."""

    name = "slider"
    title = "Slider"
    icon = "slider"
    starts_with: ClassVar[Mapping[str, Any]] = {"min": 0, "max": 10}
    settings: ClassVar[Mapping[str, Setting]] = {
        "min": Setting(_ANY, "Least", required=True),
        "max": Setting(_ANY, "Most", required=True),
        "step": Setting(Integer(1, NUMBER_LIMIT), "Step", default=1),
        "min_label": Setting(Text(80), "Words at the low end", default="", only_seen=True),
        "max_label": Setting(Text(80), "Words at the high end", default="", only_seen=True),
    }

    def schema(self, field: Field) -> JsonSchema:
        """An integer between its bounds."""
        return {"type": "integer", **_bounds(self, field)}

    def limits(self, field: Field) -> Sequence[Limit]:
        """Whole steps from the least."""
        step = self.setting(field, "step")
        least = self.setting(field, "min")
        return (Limit("step", [step, least]),) if step > 1 else ()

    def show(self, field: Field, value: Any, locale: str) -> str:
        """The number."""
        del field
        return show_number(value, locale)


class Money(_Numeric):
    """An amount of money, kept in minor units."""

    name = "money"
    title = "Amount of money"
    icon = "money"
    family = "price"
    counts_minor = True
    settings: ClassVar[Mapping[str, Setting]] = {
        "min": Setting(_ANY, "Least"),
        "max": Setting(_ANY, "Most"),
        "currency": Setting(CURRENCY, "Currency"),
    }

    def currency(self, field: Field) -> str:
        """The field's currency, else the form's."""
        return str(self.setting(field, "currency") or field.form.currency)

    def schema(self, field: Field) -> JsonSchema:
        """An integer of minor units between its bounds."""
        return {"type": "integer", **_bounds(self, field)}

    def parse_text(self, field: Field, text: str) -> Any:
        """Pounds and pence in text, as minor units; more places than the currency has stay text."""
        return parse_money(field, text, self.currency(field))

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """The amount in major units, as people of the form's language type it."""
        return {"": [self._major(field, value).replace(POINT, _decimal(field))]}

    def show(self, field: Field, value: Any, locale: str) -> str:
        """The amount with its currency sign."""
        return show_money(value, self.currency(field), locale)

    def show_limit(self, field: Field, limit: int | Decimal, locale: str) -> str:
        """The amount with its currency sign."""
        return self.show(field, int(limit), locale)

    def cell(self, field: Field, value: Any, locale: str) -> str:
        """The amount in major units without a sign."""
        del locale
        return self._major(field, value)

    def _major(self, field: Field, value: int) -> str:
        return format(Decimal(value).scaleb(-minor_places(self.currency(field))), "f")


class Rating(_Numeric):
    """So many stars or hearts."""

    name = "rating"
    title = "Rating"
    icon = "star"
    settings: ClassVar[Mapping[str, Setting]] = {
        "max": Setting(Integer(3, 10), "How many", default=5),
        "icon": Setting(Word(("star", "heart")), "Picture", default="star", only_seen=True),
    }

    def schema(self, field: Field) -> JsonSchema:
        """An integer from 1 to the most."""
        return {"type": "integer", "minimum": 1, "maximum": self.setting(field, "max")}

    def show(self, field: Field, value: Any, locale: str) -> str:
        """`4 / 5`."""
        del locale
        return f"{value} / {self.setting(field, 'max')}"


def _decimal(field: Field) -> str:
    """What stands before the decimals in the language that the form is read in."""
    return COMMA if decimal_sign(field.form.locale) == COMMA else POINT


def _bounds(kind: FieldType, field: Field) -> JsonSchema:
    least, most = kind.setting(field, "min"), kind.setting(field, "max")
    return {
        "minimum": -NUMBER_LIMIT if least is None else least,
        "maximum": NUMBER_LIMIT if most is None else most,
    }
