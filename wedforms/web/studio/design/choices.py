"""What can be chosen from long lists, in words: currencies, countries, languages, time zones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from zoneinfo import available_timezones

from babel import Locale

from wedforms.accounts.whereabouts import countries

Choices = list[dict[str, str]]

_ENGLISH: Final = "en_GB"
_LANGUAGES: Final = ("ar", "de", "en-GB", "es", "fr")
_CURRENCIES: Final = (
    "GBP", "EUR", "USD", "AUD", "CAD", "CHF", "CZK", "DKK", "HUF", "ILS", "INR", "JPY", "MXN",
    "NOK", "NZD", "PLN", "RON", "SEK", "SGD", "THB", "TRY", "ZAR",
)  # fmt: skip


def choices(*kinds: str) -> dict[str, Choices]:
    """The list of each of these kinds of value."""
    return {kind: _LISTS[kind]() for kind in kinds}


def _time_zones() -> Choices:
    return [_choice(name, name.replace("_", " ")) for name in _zones()]


def _currencies() -> Choices:
    english = Locale.parse(_ENGLISH).currencies
    return [_choice(code, f"{code} · {english[code]}") for code in _CURRENCIES]


def _countries() -> Choices:
    return [_choice(code, words) for code, words in countries().items()]


def _languages() -> Choices:
    named = {tag: Locale.parse(tag, sep="-").get_display_name(_ENGLISH) for tag in _LANGUAGES}
    return [_choice(tag, str(words)) for tag, words in named.items()]


_LISTS: Final[Mapping[str, Callable[[], Choices]]] = {
    "country": _countries,
    "currency": _currencies,
    "language": _languages,
    "time_zone": _time_zones,
}


def _zones() -> list[str]:
    """Zones named after places, Europe first: what suppliers look for."""
    named = [zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")]
    return sorted(named, key=lambda zone: (not zone.startswith("Europe/"), zone))


def _choice(value: str, words: str) -> dict[str, str]:
    return {"value": value, "title": words}
