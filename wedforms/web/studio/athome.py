"""Where a browser seems to be at home: what the page of a new account begins with."""

from __future__ import annotations

from collections.abc import Iterable

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import get_territory_currencies

from wedforms.accounts.whereabouts import LOCALES, countries, currencies, is_time_zone


def essentials_of_browser(languages: Iterable[str]) -> dict[str, str]:
    """Country, currency, time zone and language that fit the languages a browser asks for."""
    found = next((one for one in map(_locale, languages) if one is not None), None)
    if found is None:
        return {}
    territory = found.territory or ""
    guessed = {
        "locale": _offered(found),
        "country": territory if territory in countries() else "",
        "currency": _currency(territory),
        "time_zone": _zone(territory),
    }
    return {name: value for name, value in guessed.items() if value}


def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return None


def _offered(locale: Locale) -> str:
    """The language among ours: with its country, else the language alone."""
    whole = str(locale).replace("_", "-")
    if whole in LOCALES:
        return whole
    return next((tag for tag in LOCALES if tag.split("-")[0] == locale.language), "")


def _currency(territory: str) -> str:
    known = get_territory_currencies(territory) if territory else []
    return next((code for code in known if code in currencies()), "")


def _zone(territory: str) -> str:
    zones = get_global("territory_zones").get(territory, ())
    return next((zone for zone in zones if is_time_zone(zone)), "")
