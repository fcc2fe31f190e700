"""Every text of a form that its readers see can be said in another language, and is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from wedforms.formspec.fieldreading import COMMON_KEYS, LINE, OPTION, SPECIAL_KEYS
from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.formspec.formsettings import FORM_SETTINGS
from wedforms.formspec.formsettings import LINE as CHARGE
from wedforms.formspec.lint import lint
from wedforms.formspec.reading import FORM, RULE, read_definition
from wedforms.formspec.shapes import ListOf, MapOf, Record, Shape, Text
from wedforms.formspec.slots import RichText
from wedforms.formspec.texts import texts_of
from wedforms.formspec.translated import spoken_in

NOW: Final = datetime(2026, 9, 1, 12, tzinfo=UTC)
#: Texts that are not translated, and why.
AS_THEY_ARE = {
    "form.settings.signers.role": "tells the supplier who signs; no page and no paper says it",
}
#: What is read elsewhere: fields by their own keys, what a default may be by the type.
ELSEWHERE = {"form.fields", "field.validation_rules", "field.fields", "field.default"}


def texts_in(shape: Shape, path: str) -> Iterator[str]:
    """The path of every text that a value of this shape may hold, but for the translations."""
    match shape:
        case Text() | RichText():
            yield path
        case ListOf():
            yield from texts_in(shape.item, path)
        case Record():
            for name, key in shape.keys.items():
                if name != "translations":
                    yield from texts_in(key.shape, f"{path}.{name}")


def every_text() -> set[str]:
    settings = {
        f"field.{name}": setting.shape
        for kind in FIELD_TYPES.values()
        for name, setting in kind.all_settings.items()
    }
    keys = {f"field.{name}": key.shape for name, key in {**COMMON_KEYS, **SPECIAL_KEYS}.items()}
    return {
        path
        for name, shape in {**settings, **keys, "form": FORM}.items()
        for path in texts_in(shape, name)
    }


def translated(shape: Shape, path: str) -> Iterator[str]:
    """The path of every text that the translations beside it may hold."""
    assert isinstance(shape, MapOf)
    assert isinstance(shape.value, Record)
    yield from (f"{path}.{name}" for name in shape.value.keys)


def translatable() -> set[str]:
    beside = {
        "field": COMMON_KEYS["translations"].shape,
        "form.settings": FORM_SETTINGS["translations"].shape,
        "form.rules": RULE.keys["translations"].shape,
        **{f"field.{name}": of.keys["translations"].shape
           for name, of in {"options": OPTION, "rows": LINE, "columns": LINE}.items()},
        **{f"form.settings.{name}": FORM_SETTINGS[name].shape.item.keys["translations"].shape
           for name in ("lines", "schedule", "terms")},
    }  # fmt: skip
    found = {path for where, shape in beside.items() for path in translated(shape, where)}
    own = {"form.settings.name": "form.name", "form.settings.description": "form.description"}
    return {own.get(path, path) for path in found}


def test_every_text_is_translated_or_explained():
    assert every_text() - translatable() == set(AS_THEY_ARE)
    assert translatable() <= every_text()
    assert "label" in CHARGE.keys["translations"].shape.value.keys


def test_what_is_read_elsewhere_is_no_text_here():
    assert {path for path in every_text() if path in ELSEWHERE} == set()


def both(original: str, **more: Any) -> dict[str, Any]:
    return {"label": original, "translations": {"fr": {"label": f"FR {original}"}}, **more}


FORM_WITH_ALL = {
    "name": "Contract",
    "description": "Between us",
    "form_type": "contract",
    "rules": [{"when": "price(parcel) < 0", "message": "No.", "translations": {"fr": {"message": "FR No."}}}],
    "settings": {
        "languages": ["fr"],
        "submit_label": "Sign", "confirmation": "<p>Thanks</p>", "closed_message": "Over",
        "event_title": "The wedding", "supply_notes": "<p>Bank</p>", "total": "total",
        "lines": [both("Work", amount="total", vat="S20")],
        "schedule": [both("Deposit", amount="500", due="today()"), both("Rest", amount="remaining", due="today()")],
        "terms": [{"text": "<p>Pay {{who}}</p>", "translations": {"fr": {"text": "<p>FR Pay {{who}}</p>"}}}],
        "translations": {"fr": {
            "name": "FR Contract", "description": "FR Between us", "submit_label": "FR Sign",
            "confirmation": "<p>FR Thanks</p>", "closed_message": "FR Over", "event_title": "FR The wedding",
            "supply_notes": "<p>FR Bank</p>",
        }},
    },
    "fields": [
        {"key": "who", "field_type": "text", "label": "Name", "help": "Both", "validation_rules": {"placeholder": "Zoë"},
         "translations": {"fr": {"label": "FR Name", "help": "FR Both", "placeholder": "FR Zoë"}}},
        {"key": "parcel", "field_type": "package", **both("Package"), "options": [both("All day", value="all", price=90000)]},
        {"key": "total", "field_type": "calculation", **both("Total"), "value": "price(parcel)",
         "validation_rules": {"result": "money"}},
    ],
}  # fmt: skip


def words_in(value: Any) -> Iterator[str]:
    """Every word of a definition that a reader might see."""
    match value:
        case str():
            yield value
        case dict():
            yield from (x for k, one in value.items() if k != "translations" for x in words_in(one))
        case list() | tuple():
            yield from (x for one in value for x in words_in(one))


def test_the_form_in_another_language_says_every_one_of_its_texts_in_it():
    definition = read_definition(FORM_WITH_ALL)
    french = spoken_in(definition, "fr")
    texts = list(texts_of(FORM_WITH_ALL))
    assert all(text.said("fr").replace("FR ", "") == text.original for text in texts)
    said = set(words_in([french.name, french.description, french.settings]))
    said |= {rule.message for rule in french.rules}
    for field in french.fields:
        said |= {field.label, field.help, *words_in(field.validation_rules)}
        said |= {option.label for option in field.options}
    assert {text.said("fr") for text in texts} <= said
    assert [
        one for one in lint(definition, now=NOW) if one.keyword in {"translations", "merge"}
    ] == []


def test_the_settings_of_a_form_in_its_own_language_are_as_they_were():
    definition = read_definition(FORM_WITH_ALL)
    assert spoken_in(definition, "en-GB") is definition


@pytest.mark.parametrize("name", ["lines", "schedule", "terms"])
def test_what_a_paper_prints_is_asked_for_where_nobody_has_translated_it(name):
    entries = [
        {key: value for key, value in one.items() if key != "translations"}
        for one in FORM_WITH_ALL["settings"][name]
    ]
    raw = {**FORM_WITH_ALL, "settings": {**FORM_WITH_ALL["settings"], name: entries}}
    missing = [
        one.path for one in lint(read_definition(raw), now=NOW) if one.keyword == "translations"
    ]
    assert [one.rsplit(".", 2)[0] for one in missing] == [f"settings.{name}"] * len(entries)


def test_a_translated_term_that_loses_an_answer_is_told():
    term = {"text": "<p>Pay {{who}}</p>", "translations": {"fr": {"text": "<p>Payez</p>"}}}
    raw = {**FORM_WITH_ALL, "settings": {**FORM_WITH_ALL["settings"], "terms": [term]}}
    lost = [one for one in lint(read_definition(raw), now=NOW) if one.keyword == "merge"]
    assert [(one.path, one.limit) for one in lost] == [("settings.terms.0.text", "who")]
