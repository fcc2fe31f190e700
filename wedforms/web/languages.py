"""In which language a page is read: chosen in its address, else the browser's, else its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from babel import Locale
from flask import g, has_request_context, request
from flask_babel import refresh

from wedforms.formspec.definition import Definition
from wedforms.formspec.translated import languages_of
from wedforms.messaging.ways import LANGUAGE
from wedforms.wtf.words import direction, locale_of

#: What the product's own words are written in.
SPOKEN: Final = ("en-GB", "fr", "de", "es", "ar")
#: The name in an address of a language that somebody chose.
PARAMETER: Final = LANGUAGE


def chosen_language(offered: Sequence[str]) -> str:
    """The language of this request among those offered (BCP 47), of which the first is the rule."""
    if asked := _asked_for(offered):
        return asked
    wanted = (tag for tag, _ in request.accept_languages)
    found = (one for tag in wanted for one in offered if _is_alike(tag, one))
    return next(found, offered[0])


def named_language(offered: Sequence[str]) -> str:
    """The language that the address names, else the first: whatever the browser would like."""
    return _asked_for(offered) or offered[0]


def _asked_for(offered: Sequence[str]) -> str | None:
    asked = request.args.get(PARAMETER, "")
    if asked not in offered:
        return None
    g.chosen_language = asked
    return asked


def speak(language: str) -> None:
    """Let the rest of this request be answered in this language."""
    g.language, g.direction = language, direction(language)
    refresh()


def with_language(address: str, **query: str | int | None) -> str:
    """The address with this query, and with the language if one was chosen: it stays chosen."""
    named = {**query, PARAMETER: query.get(PARAMETER) or g.get("chosen_language")}
    text = urlencode({name: value for name, value in named.items() if value is not None})
    return f"{address}{'&' if '?' in address else '?'}{text}" if text else address


def locale_of_request() -> Locale:
    """The locale of the product's own words."""
    return locale_of(language_of_request() if has_request_context() else SPOKEN[0])


def language_of_request() -> str:
    """The language of the page; before it is known, the browser's.

    The studio speaks English, but for the forms that it shows.
    """
    if language := g.get("language"):
        return str(language)
    return SPOKEN[0] if request.blueprint == "studio" else product_language()


def product_language() -> str:
    """The language of a page that belongs to no form: the one asked for that the product has."""
    return chosen_language(SPOKEN)


def own_name(language: str) -> str:
    """A language as its readers call it: `français`."""
    locale = locale_of(language)
    name = locale.get_language_name(locale) or language
    return name[:1].upper() + name[1:]


def english_name(language: str) -> str:
    """A language as the studio calls it: `French`."""
    return locale_of(language).get_language_name("en") or language


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLanguage:
    """A language that a page can be read in, with the way there."""

    language: str
    name: str
    address: str
    is_current: bool


def other_languages(definition: Definition, address: str) -> list[OtherLanguage]:
    """The languages of the form that a page at this address shows; none when there is but one."""
    offered = languages_of(definition)
    if len(offered) == 1:
        return []
    return [
        OtherLanguage(
            language=language,
            name=own_name(language),
            address=with_language(address, lang=language),
            is_current=language == definition.locale,
        )
        for language in sorted(offered, key=own_name)
    ]


def _is_alike(wanted: str, offered: str) -> bool:
    """Whether a reader of one reads the other: `en-US` and `en-GB` are both English."""
    return wanted.replace("_", "-").partition("-")[0].lower() == offered.partition("-")[0].lower()
