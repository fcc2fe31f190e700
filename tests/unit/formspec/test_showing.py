"""Lists and sizes as people of a language write them."""

from __future__ import annotations

import pytest

from tests.factories.fields import plain_field, plain_form
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.fieldtypes.showing import show_size, with_commas, with_semicolons
from wedforms.formspec.reading import read_definition


@pytest.mark.parametrize(
    ("locale", "commas", "semicolons"),
    [("en-GB", "a, b", "a; b"), ("fr", "a, b", "a; b"), ("ar", "a، b", "a؛ b"), ("xx", "a, b", "a; b")],
)  # fmt: skip
def test_a_list_has_the_commas_of_the_language(locale, commas, semicolons):
    assert with_commas(["a", "b"], locale) == commas
    assert with_semicolons(["a", "b"], locale) == semicolons


@pytest.mark.parametrize(
    ("locale", "size", "words"),
    [
        ("en-GB", 2_621_440, "2.5 MB"),
        ("en-GB", 5_242_880, "5 MB"),
        ("fr", 2_621_440, "2,5\u202fMo"),
        ("de", 2_621_440, "2,5 MB"),
        ("en-GB", 10, "1 kB"),
    ],
)
def test_a_size_has_the_unit_and_the_decimals_of_the_language(locale, size, words):
    assert show_size(size, locale) == words


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en-GB", "Layla (050 123 4567) & Ben"),
        ("de", "Layla (050 123 4567) & Ben"),
        ("ar", "Layla (\u2066050 123 4567\u2069) وBen"),
    ],
)
def test_a_couple_is_joined_as_in_the_language_and_its_numbers_stay_whole(locale, words):
    asked = plain_field("couple", validation_rules={"parts": ["name", "phone"]})
    form = read_definition(plain_form(asked, settings={"country": "AE"}))
    [field] = form.fields
    value = {"partner1": {"name": "Layla", "phone": "+971501234567"}, "partner2": {"name": "Ben"}}
    assert type_of(field).show(field, value, locale) == words
