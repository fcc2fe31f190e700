"""Where a business is at home: currencies, time zones, languages and countries to choose from."""

from __future__ import annotations

from functools import cache
from typing import Final
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import get_territory_currencies

#: The languages that the pages speak, as they call themselves.
LOCALES: Final = {
    "en-GB": "English (United Kingdom)",
    "en-IE": "English (Ireland)",
    "en-US": "English (United States)",
    "fr-FR": "Français",
    "de-DE": "Deutsch",
    "es-ES": "Español",
    "ar": "العربية",
}
_ENGLISH: Final = Locale("en", "GB")
#: The currencies that come first in a list; the others follow by their codes.
_OFTEN: Final = ("GBP", "EUR", "USD")
_NO_PLACE: Final = ("Etc/", "SystemV/", "US/", "posix/", "right/")
_COUNTRY_LENGTH: Final = 2
#: What the library names beside the countries of ISO 3166: unions, parts of countries, places
#: for testing. Kosovo stays: ISO has no code of its own for it, and XK is what everybody uses.
_NO_COUNTRY: Final = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)


@cache
def currencies() -> dict[str, str]:
    """ISO codes of currencies in use, with their names."""
    used = {code for place in get_global("territory_currencies") for code in _paid_with(place)}
    known = sorted(used & set(_ENGLISH.currencies))
    codes = [*_OFTEN, *(code for code in known if code not in _OFTEN)]
    return {code: f"{code} · {_ENGLISH.currencies[code]}" for code in codes}


def _paid_with(place: str) -> list[str]:
    """What people pay with somewhere today: no francs of 1999, no gold, no codes for testing."""
    found: list[str] = get_territory_currencies(place)
    return found


@cache
def time_zones() -> tuple[str, ...]:
    """IANA's zones that are named for a place."""
    places = (name for name in available_timezones() if "/" in name)
    return tuple(sorted(name for name in places if not name.startswith(_NO_PLACE)))


@cache
def countries() -> dict[str, str]:
    """ISO codes of countries, by name."""
    known = {
        code: name
        for code, name in _ENGLISH.territories.items()
        if len(code) == _COUNTRY_LENGTH and code.isalpha() and code not in _NO_COUNTRY
    }
    return dict(sorted(known.items(), key=lambda one: str(one[1])))


def is_locale(text: str) -> bool:
    """Whether this is the tag of a language that anybody knows."""
    try:
        Locale.parse(text, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return False
    return True


def is_time_zone(text: str) -> bool:
    """Whether IANA knows the zone."""
    return text in available_timezones()
