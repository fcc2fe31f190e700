"""Amounts, days and moments in the words of a locale."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, get_timezone_name
from babel.numbers import (
    format_currency,
    format_decimal,
    format_percent,
    get_currency_precision,
)

from wedforms.formspec.fieldtypes.showing import show_currency, with_commas

_FINE: Final = Decimal("0.0001")
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_BEGIN: Final = "\u2068"  # first strong isolate
_END: Final = "\u2069"  # pop directional isolate


def money(amount: int, currency: str, locale: str) -> str:
    """£1,234.50 for 123450 minor units of GBP."""
    exact = Decimal(amount).scaleb(-get_currency_precision(currency))
    return show_currency(exact, currency, locale)


def unit_price(amount: Decimal, currency: str, locale: str) -> str:
    """A price in minor units with up to four places of the major unit: £416.6667 for 41666.67."""
    exact = amount.scaleb(-get_currency_precision(currency)).quantize(_FINE)
    known = _locale(locale)
    pattern = known.currency_formats["standard"].pattern.replace("0.00", "0.00##")
    words: str = format_currency(exact, currency, pattern, locale=known, currency_digits=False)
    return words


def number(amount: Decimal | int, locale: str) -> str:
    """A number as people of the locale write it."""
    words: str = format_decimal(amount, locale=_locale(locale))
    return words


def percent(rate: Decimal, locale: str) -> str:
    """20% for 0.2, 17.5% for 0.175."""
    known = _locale(locale)
    pattern = known.percent_formats[None].pattern.replace("#,##0", "#,##0.##")
    words: str = format_percent(rate, pattern, locale=known)
    return words


def day(when: date, locale: str) -> str:
    """5 June 2027."""
    words: str = format_date(when, "long", locale=_locale(locale))
    return words


def day_of_week(when: date, locale: str) -> str:
    """Saturday, 5 June 2027."""
    words: str = format_date(when, "full", locale=_locale(locale))
    return words


def moment(when: datetime, zone: str, locale: str) -> str:
    """5 June 2027, 14:02:31 BST, as the clocks of the zone showed it."""
    local = when.astimezone(ZoneInfo(zone))
    clock = format_datetime(local, "HH:mm:ss", locale=_locale(locale))
    return with_commas((day(local.date(), locale), f"{clock} {_zone(local, locale)}"), locale)


def _zone(local: datetime, locale: str) -> str:
    """BST; the whole name where people know no letters for it or would read them backwards."""
    known = _locale(locale)
    letters: str = get_timezone_name(local, "short", locale=known)
    if letters.isalpha() and known.text_direction == "ltr":
        return letters
    words: str = get_timezone_name(local, "long", locale=known)
    return words


def isolated(words: str, *, within: str) -> str:
    """Words that keep their own direction within a text that runs `ltr` or `rtl`.

    Without the invisible marks a Hebrew name would turn the date after it, and Hebrew text would
    turn a telephone number.
    """
    if within == "ltr" and not _RIGHT_TO_LEFT.search(words):
        return words
    return "\n".join(f"{_BEGIN}{line}{_END}" if line else "" for line in words.split("\n"))


def direction(locale: str) -> str:
    """`ltr` or `rtl`."""
    words: str = _locale(locale).text_direction
    return words


def _locale(tag: str) -> Locale:
    return Locale.parse(tag, sep="-")
