"""Numbers and sizes in the words of the reader's language."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

_KILO: Final = 1024
_MEGA: Final = 1024 * 1024


@lru_cache(maxsize=256)
def locale_of(tag: str) -> Locale:
    """The babel locale of a language tag; British English when there is none."""
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def show_number(number: int | Decimal, locale: str, *, decimals: int | None = None) -> str:
    """A number with the separators of the language; exactly `decimals` places if given."""
    form = "#,##0.######" if decimals is None else "#,##0." + "0" * decimals
    return str(format_decimal(number, format=form.rstrip("."), locale=locale_of(locale)))


def show_size(size: int) -> str:
    """So many bytes: `2.5 MB`."""
    if size >= _MEGA:
        return f"{size / _MEGA:.1f}".removesuffix(".0") + " MB"
    return f"{max(size // _KILO, 1)} kB"
