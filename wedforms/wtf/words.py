"""Words in the reader's language: answers, prices, currency signs, countries."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_precision

from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.fieldtypes.showing import show_currency

if TYPE_CHECKING:
    from wedforms.formspec.definition import Field

_FALLBACK: Final = Locale("en", "GB")


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """The locale of a BCP 47 tag; British English when nobody knows it."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return _FALLBACK


def said(field: Field, answer: Any, language: str) -> str:
    """An answer in words; nothing for no answer, or for one that the judge refuses anyway."""
    if answer is None:
        return ""
    try:
        return type_of(field).show(field, answer, language)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        # Types show canonical answers; while a page is filled in, half of one may stand there.
        return ""


def direction(language: str) -> str:
    """Which way the language is written: `ltr` or `rtl`."""
    return locale_of(language).text_direction


@lru_cache(maxsize=4096)
def price(amount: int, *, currency: str, language: str) -> str:
    """An amount of minor units as people write it; whole amounts without pence."""
    places = get_currency_precision(currency)
    major = Decimal(amount).scaleb(-places)
    whole = major == major.to_integral_value()
    if not whole:
        return show_currency(major, currency, language)
    pattern = locale_of(language).currency_formats["standard"].pattern
    return show_currency(major, currency, language, pattern=pattern.replace(".00", ""))


@lru_cache(maxsize=1024)
def country_name(code: str, language: str) -> str:
    """The country of an ISO code in the reader's language."""
    return str(locale_of(language).territories.get(code, code))
