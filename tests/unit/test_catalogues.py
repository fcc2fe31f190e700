"""The product's words are there in every language, with the same places for values."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from scripts.catalogues import LANGUAGES, ROOT, catalogue, said
from wedforms.formspec.fieldtypes.plainwords import WORDS
from wedforms.web.public.said import _WORDS

PLACES = re.compile(r"%\(\w+\)s|\{\{|\}\}|\{\w*\}")


def read(path: Path, language: str):
    with path.open("rb") as file:
        return read_po(file, locale=language)


def forms(message) -> list[str]:
    string = message.string
    return list(string) if isinstance(string, tuple | list) else [string]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_and_nothing_is_left_over(language):
    wanted = {message.id for message in said() if message.id}
    found = read(catalogue(language), language)
    assert {message.id for message in found if message.id} == wanted
    assert [one.id for one in found if one.id and not all(forms(one))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_has_the_same_places_for_values(language):
    for message in read(catalogue(language), language):
        if not message.id:
            continue
        plural = isinstance(message.id, tuple)
        wanted = set(PLACES.findall(message.id[-1] if plural else message.id))
        for words in forms(message):
            found = set(PLACES.findall(words))
            # Arabic says one and two without a number.
            assert found == wanted or (plural and found < wanted), (message.id, words)


def test_the_scripts_and_the_pages_say_the_same():
    source = (ROOT / "wedforms/web/frontend/src/words.js").read_text()
    body = source[source.index("ENGLISH = {") : source.index("};")]
    words = dict(re.findall(r'^\s+(\w+): "((?:[^"\\]|\\.)*)",$', body, re.MULTILINE))
    assert {key: str(one._args[0]) for key, one in _WORDS.items()} == words


def test_the_plain_words_are_there_in_every_language():
    assert set(WORDS) == {"en", *LANGUAGES}
    assert {frozenset(words) for words in WORDS.values()} == {frozenset(WORDS["en"])}


#: What would begin a line alone, or stand at the wrong distance, and marks of another language.
UNTIDY = {
    "fr": r" [:;!?»]| %(?!\()|« |[^\s\u00a0\u202f][;!?»](?!\w)|[\"“”]|'",
    "de": r"[\"”«»]|„[^“]*$|'|\} %",
    "es": r"[\"“”]|'|\} %|^[^¿]*\?|^[^¡]*!",
    "ar": r"[?;]|,(?! ?\{)",
}
#: Forms of address that a language does not use here: couples are vous, Sie and usted.
FAMILIAR = {
    "fr": r"\b(?:tu|toi|te|ton|tes)\b",
    "de": r"\b(?:du|dich|dir|dein|deine|deinen|deiner)\b",
    "es": r"\b(?:tú|tus?|te|vosotros|vuestr[oa]s?|os)\b",
}


def plain(words: str) -> str:
    """The words without the places for values, and without the one example of JSON."""
    return re.sub(r"\{\{.*\}\}", "", words)


@pytest.mark.parametrize("language", UNTIDY)
def test_marks_and_spaces_are_those_of_the_language(language):
    untidy = [
        words
        for message in read(catalogue(language), language)
        if message.id
        for words in forms(message)
        if re.search(UNTIDY[language], plain(words))
    ]
    assert untidy == []


@pytest.mark.parametrize("language", FAMILIAR)
def test_people_are_addressed_politely_everywhere(language):
    familiar = [
        words
        for message in read(catalogue(language), language)
        if message.id
        for words in forms(message)
        if re.search(FAMILIAR[language], words)
    ]
    assert familiar == []
