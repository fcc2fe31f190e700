"""The product's own words in other languages."""

from __future__ import annotations

from functools import lru_cache

from babel.support import NullTranslations, Translations

from wedforms.lib.places import translations_folder


@lru_cache(maxsize=64)
def translator(language: str) -> NullTranslations:
    """The product's own words in the language of this BCP 47 tag; in English where it has none."""
    return Translations.load(str(translations_folder()), [language.replace("-", "_")])
