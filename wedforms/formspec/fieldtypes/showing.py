"""Numbers and sizes in the words of the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.numbers import (
    format_currency,
    format_decimal,
    get_currency_symbol,
    get_decimal_symbol,
)
from babel.units import format_unit

#: Known by its sign everywhere; some languages would write `£GB` or `UK£`.
_SIGNS: Final = {"GBP": "£"}
_LEFT_TO_RIGHT: Final = "\u200e"
#: What stands between the entries of a list where it is no comma.
_COMMAS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("ar", "ckb", "fa", "ps", "sd", "ug", "ur"), "، "),
    **dict.fromkeys(("ja", "zh"), "、"),
}
_SEMICOLONS: Final = dict.fromkeys(("ar", "ckb", "fa", "ps", "sd", "ug", "ur"), "؛ ")
_ANDS: Final = {"ar": " و"}
_BEGIN: Final = "\u2066"  # left-to-right isolate
_END: Final = "\u2069"  # pop directional isolate
_KILO: Final = 1024
_MEGA: Final = 1024 * 1024


@lru_cache(maxsize=256)
def locale_of(tag: str) -> Locale:
    """The babel locale of a language tag; British English when there is none."""
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def with_commas(entries: Iterable[str], locale: str) -> str:
    """The entries with the commas of the language between them."""
    return _COMMAS.get(locale_of(locale).language, ", ").join(entries)


def with_and(entries: Iterable[str], locale: str) -> str:
    """Two names beside each other: “Anna & Ben”, as the language joins them."""
    return _ANDS.get(locale_of(locale).language, " & ").join(entries)


def left_to_right(sign: str, locale: str) -> str:
    """A number or an address that stays whole within a text that runs from the right."""
    if locale_of(locale).text_direction == "ltr":
        return sign
    return f"{_BEGIN}{sign}{_END}"


def with_semicolons(entries: Iterable[str], locale: str) -> str:
    """The entries with the semicolons of the language between them."""
    return _SEMICOLONS.get(locale_of(locale).language, "; ").join(entries)


def show_number(number: int | Decimal, locale: str, *, decimals: int | None = None) -> str:
    """A number with the separators of the language; exactly `decimals` places if given."""
    form = "#,##0.######" if decimals is None else "#,##0." + "0" * decimals
    return str(format_decimal(number, format=form.rstrip("."), locale=locale_of(locale)))


@lru_cache(maxsize=256)
def decimal_sign(locale: str) -> str:
    """What stands before the decimals: a point, or a comma."""
    return str(get_decimal_symbol(locale_of(locale)))


@lru_cache(maxsize=256)
def currency_sign(currency: str, locale: str) -> str:
    """The sign of a currency in this language.

    Where people write from the right, `US$` would be torn apart without an invisible mark.
    """
    known = locale_of(locale)
    sign = _SIGNS.get(currency) or str(get_currency_symbol(currency, locale=known))
    is_torn = known.text_direction == "rtl" and sign[0].isascii() and not sign[-1].isalpha()
    return sign + _LEFT_TO_RIGHT if is_torn and len(sign) > 1 else sign


def show_currency(major: Decimal, currency: str, locale: str, *, pattern: str = "") -> str:
    """An amount of major units with its sign: `£1,250.00`; a pattern tells its own decimals."""
    known = locale_of(locale)
    words = str(
        format_currency(major, currency, pattern or None, locale=known, currency_digits=not pattern)
    )
    usual = str(get_currency_symbol(currency, locale=known))
    return words.replace(usual, currency_sign(currency, locale))


def show_size(size: int, locale: str) -> str:
    """So many bytes: `2.5 MB`, `2,5 Mo`."""
    is_big = size >= _MEGA
    number = round(Decimal(size) / _MEGA, 1) if is_big else max(size // _KILO, 1)
    unit = "digital-megabyte" if is_big else "digital-kilobyte"
    return str(format_unit(number, unit, "short", locale=locale_of(locale)))
