"""The few words that answers are shown in, in every language of the product."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_ENGLISH: Final = {
    "yes": "Yes",
    "no": "No",
    "undecided": "Not decided yet",
    "spring": "Spring {year}",
    "summer": "Summer {year}",
    "autumn": "Autumn {year}",
    "winter": "Winter {year}",
}
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": _ENGLISH,
    "fr": {
        "yes": "Oui",
        "no": "Non",
        "undecided": "Pas encore décidé",
        "spring": "Printemps {year}",
        "summer": "Été {year}",
        "autumn": "Automne {year}",
        "winter": "Hiver {year}",
    },
    "de": {
        "yes": "Ja",
        "no": "Nein",
        "undecided": "Noch nicht entschieden",
        "spring": "Frühling {year}",
        "summer": "Sommer {year}",
        "autumn": "Herbst {year}",
        "winter": "Winter {year}",
    },
    "es": {
        "yes": "Sí",
        "no": "No",
        "undecided": "Aún no decidido",
        "spring": "Primavera de {year}",
        "summer": "Verano de {year}",
        "autumn": "Otoño de {year}",
        "winter": "Invierno de {year}",
    },
    "ar": {
        "yes": "نعم",
        "no": "لا",
        "undecided": "لم يتقرر بعد",
        "spring": "ربيع {year}",
        "summer": "صيف {year}",
        "autumn": "خريف {year}",
        "winter": "شتاء {year}",
    },
}


def plain_word(word: str, locale: str, **values: object) -> str:
    """The word with its values filled in; in English where the language is not among ours."""
    known = WORDS.get(locale.partition("-")[0], _ENGLISH)
    return known[word].format_map(values)
