"""docs/definition.md states every key and setting, and nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wedforms.formspec.fieldreading import COMMON_KEYS, OPTION, SPECIAL_KEYS
from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.formspec.formsettings import FORM_SETTINGS, VAT_CODES
from wedforms.formspec.reading import FORM, RULE

PAGE = (Path(__file__).parents[3] / "docs" / "definition.md").read_text()
CODE = re.compile(r"`([a-z][a-z0-9_]*)`")
EVERYWHERE = {"required", "autocomplete"}


def section(number: int) -> str:
    """The text of one numbered section of the page."""
    return re.split(r"\n## ", PAGE)[number]


def rows(number: int) -> list[list[str]]:
    """The cells of the first table of a section, without its head."""
    lines = [line for line in section(number).splitlines() if line.startswith("|")]
    cells = [re.split(r"(?<!\\)\|", line.strip("|")) for line in lines]
    return [[cell.strip() for cell in row] for row in cells[2:]]


def keys(number: int) -> set[str]:
    return {key for row in rows(number) for key in CODE.findall(row[0])}


def settings_by_type() -> dict[str, set[str]]:
    outside_brackets = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")
    return {
        name: set(CODE.findall(outside_brackets.sub("", row[1])))
        for row in rows(3)
        for name in CODE.findall(row[0])
    }


def test_the_keys_of_a_form():
    assert keys(1) == set(FORM.keys)


def test_the_keys_of_a_field():
    assert keys(2) == {*COMMON_KEYS, *SPECIAL_KEYS}


def test_the_keys_of_an_option():
    stated = re.search(r"An option is `\{([^}]*)\}`", PAGE)
    assert stated
    assert set(re.findall(r'"(\w+)"', stated[1])) == set(OPTION.keys)


def test_the_keys_of_a_rule():
    stated = re.search(r"A rule is `\{([^}]*)\}`", PAGE)
    assert stated
    named = set(re.findall(r'"(\w+)"', stated[1]))
    assert named - {"key"} == set(RULE.keys)


def test_the_field_types():
    assert set(settings_by_type()) == set(FIELD_TYPES)


@pytest.mark.parametrize("name", FIELD_TYPES)
def test_the_settings_of_a_type(name):
    assert settings_by_type()[name] == set(FIELD_TYPES[name].all_settings) - EVERYWHERE


@pytest.mark.parametrize(
    ("name", "setting", "words"),
    [
        ("text", "max_length", "default 500"),
        ("long_text", "max_length", "default 5,000"),
        ("url", "max_length", "default 2,000"),
        ("number", "decimals", "default 0"),
        ("rating", "max", "default 5"),
        ("person_name", "max_length", "default 80"),
        ("initials", "max_length", "default 5"),
        ("file", "max_files", "default 1"),
    ],
)
def test_the_default_of_a_setting(name, setting, words):
    row = next(row for row in rows(3) if name in CODE.findall(row[0]))
    assert words in row[1]
    assert f"default {FIELD_TYPES[name].settings[setting].default:,}" == words


def test_the_settings_of_a_form():
    assert keys(5) == set(FORM_SETTINGS)


def test_the_vat_codes():
    stated = re.search(r'"vat": "([^"]*)"', PAGE)
    assert stated
    assert tuple(stated[1].split("\\|")) == VAT_CODES
