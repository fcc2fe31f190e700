"""Composing: facts become a subject, a text and an HTML that mail programs show as meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from css_inline import CSSInliner
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from wedforms.documents.wording import isolated
from wedforms.formspec.fieldtypes.showing import with_commas
from wedforms.formspec.text import clean_line, clean_lines
from wedforms.lib.catalogues import translator
from wedforms.lib.places import templates_folder
from wedforms.messaging.letterhead import LOGO, Letterhead
from wedforms.messaging.letters import Letter
from wedforms.wtf.words import direction, locale_of

_LONGEST_SUBJECT: Final = 200
_PARTS: Final = ("subject.txt", "body.txt", "body.html")
_FAMILY: Final = re.compile(r"The (.+ (?:family|household))")


@dataclass(frozen=True, slots=True)
class Composed:
    """The words of one mail as they are kept and sent."""

    subject: str
    text: str
    html: str


def compose_letter(letter: Letter, letterhead: Letterhead) -> Composed:
    """The mail that the letter's template makes of its facts."""
    environment = _environment(letter.locale)
    facts = {
        **letter.facts,
        "letterhead": letterhead,
        "language": letter.locale,
        "direction": direction(letter.locale),
        "logo": LOGO,
    }
    style, subject, text, html = (
        environment.get_template(f"emails/{part}").render(facts)
        for part in ("_mail.css", *(f"{letter.template}/{name}" for name in _PARTS))
    )
    # Styles stand at the elements, since mail programs drop style sheets; nothing is fetched. What
    # is for phones alone stays a sheet.
    inliner = CSSInliner(load_remote_stylesheets=False, extra_css=style, keep_at_rules=True)
    return Composed(
        clean_line(subject)[:_LONGEST_SUBJECT] or letterhead.name,
        clean_lines(text) + "\n",
        inliner.inline(html),
    )


@lru_cache(maxsize=32)
def _environment(language: str) -> Environment:
    locale = locale_of(language)
    environment = Environment(
        loader=FileSystemLoader(templates_folder()),
        autoescape=select_autoescape(enabled_extensions=("html",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(translator(language), newstyle=True)  # type: ignore[attr-defined] # by i18n
    running = direction(language)
    environment.filters["isolated"] = lambda words: isolated(words, within=running)
    environment.filters["as_first"] = lambda words: words[:1].upper() + words[1:]
    environment.filters["as_addressed"] = lambda name: _addressed(name, locale)
    environment.filters["day"] = lambda day: format_date(day, "long", locale=locale)
    environment.filters["moment"] = lambda at, zone: _moment(at, locale, zone)
    return environment


def _addressed(name: str, locale: Locale) -> str:
    """As a letter says it after "Dear": the Haddad family lose their article there."""
    family = _FAMILY.fullmatch(name) if locale.language == "en" else None
    return family[1] if family else name


def _moment(at: datetime, locale: Locale, zone: str) -> str:
    there = at.astimezone(ZoneInfo(zone))
    day = format_date(there.date(), "long", locale=locale)
    return with_commas((day, f"{there:%H:%M}"), str(locale))
