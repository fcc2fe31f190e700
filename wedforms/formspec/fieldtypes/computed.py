"""Answers that nobody types: calculations, and hidden values from a signed link."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, Final

from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes.base import (
    NUMBER_LIMIT,
    FieldType,
    Inputs,
    Narrowing,
    Setting,
)
from wedforms.formspec.fieldtypes.dates import show_date, show_time
from wedforms.formspec.fieldtypes.numbers import minor_places, parse_money, plain, show_money
from wedforms.formspec.fieldtypes.plainwords import plain_word
from wedforms.formspec.fieldtypes.showing import decimal_sign, show_number
from wedforms.formspec.fieldtypes.typing import parse_number
from wedforms.formspec.jsontext import exact
from wedforms.formspec.shapes import (
    MOST_PLACES,
    Faults,
    Flag,
    Integer,
    JsonSchema,
    Word,
    join,
)
from wedforms.formspec.text import clean_line

_LONGEST: Final = 20_000
_NARROWING: Final[Mapping[str, Narrowing]] = {
    "number": "number",
    "money": "number",
    "boolean": "yes_no",
}
_NUMBER: Final[JsonSchema] = {"minimum": -NUMBER_LIMIT, "maximum": NUMBER_LIMIT}


class _Scalar(FieldType):
    """A value whose kind is the setting `result`."""

    is_computed = True

    def result(self, field: Field) -> str:
        """The kind of value."""
        return str(self.setting(field, "result"))

    def narrowing(self, field: Field) -> Narrowing:
        """By the kind of value; dates and times are kept as texts."""
        return _NARROWING.get(self.result(field), "text")

    def currency(self, field: Field) -> str:
        """The form's, for a result of money."""
        return field.form.currency if self.result(field) == "money" else ""

    def is_whole(self, field: Field) -> bool:
        """Only minor units of money are sure to be."""
        return self.result(field) == "money"

    def schema(self, field: Field) -> JsonSchema:
        """A scalar of the stated kind."""
        return {
            "number": {"type": "number", **_NUMBER},
            "money": {"type": "integer", **_NUMBER},
            "text": {"type": "string", "minLength": 1, "maxLength": _LONGEST},
            "date": {"type": "string", "format": "date"},
            "time": {"type": "string", "format": "local-time"},
            "boolean": {"type": "boolean"},
        }[self.result(field)]

    def canonical(self, field: Field, raw: Any) -> Any:
        """Trimmed text, exact numbers."""
        del field
        if isinstance(raw, str):
            return clean_line(raw) or None
        return exact(raw) if isinstance(raw, float | Decimal) else raw

    def parse_text(self, field: Field, text: str) -> Any:
        """What a list is asked for: numbers and amounts are typed as such."""
        result = self.result(field)
        if result == "money":
            return parse_money(field, text, field.form.currency)
        if result == "number":
            return parse_number(text, decimal_sign(field.form.locale))
        return self.canonical(field, text)

    def parse_input(self, field: Field, inputs: Inputs) -> Any:
        """Never read from a page."""
        del field, inputs

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """Never written into a page."""
        del field, value
        return {}

    def show(self, field: Field, value: Any, locale: str) -> str:
        """The value in words."""
        result = self.result(field)
        if result == "money":
            return show_money(value, field.form.currency, locale)
        if result == "number":
            return show_number(value, locale, decimals=field.validation_rules.get("decimals"))
        if result == "boolean":
            return plain_word("yes" if value else "no", locale)
        words = {"date": show_date, "time": show_time}.get(result)
        return words(value, locale) if words else str(value)

    def cell(self, field: Field, value: Any, locale: str) -> str:
        """Plain numbers and ISO dates."""
        result = self.result(field)
        if result == "money":
            return plain(Decimal(value).scaleb(-minor_places(field.form.currency)))
        if result == "number":
            return plain(value)
        return self.show(field, value, locale) if result == "boolean" else str(value)


class Calculation(_Scalar):
    """A value that the form works out."""

    name = "calculation"
    title = "Calculation"
    icon = "calculation"
    family = "price"
    summary = "numbers"
    settings: ClassVar[Mapping[str, Setting]] = {
        "result": Setting(
            Word(("number", "money", "text", "date", "time", "boolean")),
            "Kind of result",
            default="number",
        ),
        "decimals": Setting(Integer(0, MOST_PLACES), "Decimal places shown"),
        "show": Setting(Flag(), "Shown on the page", default=True, only_seen=True),
    }

    def check(self, field: Field, path: str, faults: Faults) -> None:
        """A calculation says what it calculates."""
        if field.value is None:
            faults.add(join(path, "value"), "required", "A calculation needs “value”.")


class Hidden(_Scalar):
    """A value that comes with a signed link, never from the page."""

    name = "hidden"
    title = "Hidden value"
    icon = "hidden"
    family = "text"
    summary = "texts"
    is_prefilled = True
    needs_label = False
    settings: ClassVar[Mapping[str, Setting]] = {
        "result": Setting(
            Word(("text", "number", "boolean", "date")), "Kind of value", default="text"
        ),
        "max_length": Setting(Integer(1, 2_000), "Most characters", default=500),
    }

    def takes_line(self, field: Field) -> bool:
        """Nobody else can say it."""
        del field
        return True

    def parse_line(self, field: Field, text: str) -> Any:
        """A text, a number, `yes` or `no`, or an ISO date."""
        line = clean_line(text)
        if self.result(field) == "boolean":
            return {"yes": True, "no": False}.get(line.lower())
        if self.result(field) != "number":
            return line or None
        try:
            return exact(Decimal(line))
        except InvalidOperation:
            return None

    def schema(self, field: Field) -> JsonSchema:
        """A scalar of the stated kind; text of the stated length."""
        schema = super().schema(field)
        if self.result(field) == "text":
            schema["maxLength"] = self.setting(field, "max_length")
        return schema
