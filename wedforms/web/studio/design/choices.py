"""What can be chosen from long lists, in words: currencies, countries, languages, time zones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from zoneinfo import available_timezones

from babel import Locale

from wedforms.accounts.whereabouts import LOCALES, countries, currencies

Choices = list[dict[str, str]]

_ENGLISH: Final = "en_GB"
_LANGUAGES: Final = ("ar", "de", "en-GB", "es", "fr")


def choices(*kinds: str) -> dict[str, Choices]:
    """The list of each of these kinds of value."""
    return {kind: _LISTS[kind]() for kind in kinds}


def _time_zones() -> Choices:
    return [_choice(name, name.replace("_", " ")) for name in _zones()]


def _currencies() -> Choices:
    return [_choice(code, words) for code, words in currencies().items()]


def _countries() -> Choices:
    return [_choice(code, words) for code, words in countries().items()]


def _languages() -> Choices:
    return [_choice(tag, _in_english(tag)) for tag in _LANGUAGES]


def _locales() -> Choices:
    """What a form may be written in: languages that the pages speak, each in its countries."""
    return [_choice(tag, _in_english(tag)) for tag in LOCALES]


_LISTS: Final[Mapping[str, Callable[[], Choices]]] = {
    "country": _countries,
    "currency": _currencies,
    "language": _languages,
    "locale": _locales,
    "time_zone": _time_zones,
}


def _zones() -> list[str]:
    """Zones named after places, Europe first: what suppliers look for."""
    named = [zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")]
    return sorted(named, key=lambda zone: (not zone.startswith("Europe/"), zone))


def _in_english(tag: str) -> str:
    return str(Locale.parse(tag, sep="-").get_display_name(_ENGLISH))


def _choice(value: str, words: str) -> dict[str, str]:
    return {"value": value, "title": words}
