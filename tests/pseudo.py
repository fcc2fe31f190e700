"""A language that nobody speaks: every word of the product in marks, so that what escapes is seen.

The catalogue is made from the sources, like those of real languages. A supplier's own words and
answers have marks too, as their translations into that language. What stands on a page in no mark
is a word that gettext never saw.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from scripts.catalogues import said
from wedforms.formspec.fieldtypes.plainwords import WORDS
from wedforms.formspec.texts import FormText, texts_of
from wedforms.lib import catalogues, places
from wedforms.web import languages

#: Italian has plurals like English, and no words of the product but these.
LANGUAGE: Final = "it"
_LOCALE: Final = Locale.parse(LANGUAGE)
OURS: Final = "⟦⟧"
THEIRS: Final = "⦃⦄"
_DEPTH: Final = {OURS[0]: 1, THEIRS[0]: 1, OURS[1]: -1, THEIRS[1]: -1}
#: Addresses, fingerprints, units and the names of formats.
_NAMES: Final = re.compile(
    r"[\w.+-]+@[\w.-]+|https?://\S+|\b[0-9a-f]{32,}|\b(?:[kM]B|[A-Z]{2,3})\b"
)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


@cache
def catalogue() -> bytes:
    """Every sentence of the sources in marks, as gettext reads it."""
    made = Catalog(locale=LANGUAGE, fuzzy=False)
    for message in said():
        if isinstance(message.id, tuple):
            made.add(message.id, tuple(in_marks(one) for one in message.id))
        elif message.id:
            made.add(message.id, in_marks(message.id))
    file = BytesIO()
    write_mo(file, made)
    return file.getvalue()


def in_marks(words: str, marks: str = OURS) -> str:
    """The words between two marks."""
    return f"{marks[0]}{words}{marks[1]}"


@pytest.fixture
def pseudo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The product speaks it, as if it lay where this test has put its catalogue."""
    package = tmp_path / "product" / "wedforms"
    folder = package / "translations" / LANGUAGE / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.mo").write_bytes(catalogue())
    for found in (places.templates_folder(), places.migrations_folder()):
        (package / found.name).symlink_to(found)
    monkeypatch.setattr(places, "_PACKAGE", package)
    monkeypatch.setattr(languages, "SPOKEN", (*languages.SPOKEN, LANGUAGE))
    catalogues.translator.cache_clear()
    yield
    catalogues.translator.cache_clear()


def supplied(definition: dict[str, Any]) -> dict[str, Any]:
    """The form with every text of its supplier translated: the same words in their own marks."""
    made = deepcopy(definition)
    made.setdefault("settings", {})["languages"] = [LANGUAGE]
    for text in texts_of(made):
        owner = _owner(made, text)
        owner.setdefault("translations", {}).setdefault(LANGUAGE, {})[text.part] = _marked(text)
    return made


def _marked(text: FormText) -> str:
    if not text.is_rich:
        return in_marks(text.original, THEIRS)
    return re.sub(r">([^<]+)<", lambda found: f">{in_marks(found[1], THEIRS)}<", text.original)


def _owner(definition: dict[str, Any], text: FormText) -> dict[str, Any]:
    """What a text is translated in: a field, an entry of a list, or the settings."""
    owner = _walked(definition["fields"])[text.key] if text.key else definition
    if not text.key and text.within != "rules":
        owner = definition["settings"]
    if not text.within:
        return owner
    found: dict[str, Any] = owner[text.within][int(text.path.split(".")[-2])]
    return found


def _walked(fields: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    found = {}
    for one in fields:
        found |= {one["key"]: one, **_walked(one.get("fields", []))}
    return found


class _Words(HTMLParser):
    """Every text that a page shows, reads out, or may show later."""

    SAID: Final = frozenset(
        {"alt", "aria-label", "aria-roledescription", "aria-valuetext", "placeholder", "title"}
    )
    NAMED: Final = frozenset({"og:title", "og:description", "description", "og:image:alt"})

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._unread = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("script", "style") or "hreflang" in given:
            self._unread = tag
        self.found += [value for name, value in given.items() if name in self.SAID]
        self.found.append(given.get("data-missing", ""))
        if {given.get("name"), given.get("property")} & self.NAMED:
            self.found.append(given["content"])

    def handle_endtag(self, tag: str) -> None:
        self._unread = "" if tag == self._unread else self._unread

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.found.append(data)


def escaped(markup: str, *known: str) -> list[str]:
    """The words of a page that stand in no mark; `known` are names and what somebody typed."""
    return escaped_words("\n".join(_Words(markup).found), *known)


def escaped_words(text: str, *known: str) -> list[str]:
    """The words of a text that stand in no mark and that no calendar or atlas has."""
    for one in known:
        text = text.replace(one, "")
    lines = _NAMES.sub("", "".join(_outside(text))).splitlines()
    return [
        line.strip()
        for line in lines
        if set(_WORD.findall(line)) - _CALENDAR and line.strip() not in _ATLAS
    ]


def _outside(text: str) -> Iterator[str]:
    depth = 0
    for letter in text:
        depth += _DEPTH.get(letter, 0)
        if letter == "\n" or (depth == 0 and letter not in _DEPTH):
            yield letter
    assert depth == 0, "a mark was cut off"


def _calendar() -> Iterator[str]:
    for names in (_LOCALE.months, _LOCALE.days):
        for context in names.values():
            for width in context.values():
                yield from width.values()
    yield from WORDS["en"].values()


_CALENDAR: Final = frozenset(word for name in _calendar() for word in _WORD.findall(name))
_ATLAS: Final = frozenset(_LOCALE.territories.values())
