"""Where a browser seems to be at home: what the page of a new account begins with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import get_territory_currencies

from wedforms.accounts.whereabouts import LOCALES, countries, currencies, is_time_zone

#: Where most people of a country with several zones live; the library lists them in no order.
ZONE_OF_MOST: Final[Mapping[str, str]] = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei",
    "GL": "America/Nuuk",
    "ID": "Asia/Jakarta",
    "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty",
    "MH": "Pacific/Majuro",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PF": "Pacific/Tahiti",
    "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Hebron",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
}


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
    usual = (ZONE_OF_MOST[territory],) if territory in ZONE_OF_MOST else ()
    return next((zone for zone in (*usual, *zones) if is_time_zone(zone)), "")
