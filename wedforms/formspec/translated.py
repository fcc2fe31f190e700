"""A form in another of its languages: the same questions, keys and values, with other words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from wedforms.formspec.definition import Definition, Field, Option, Rule

Words = Mapping[str, str]

#: Words of a field that stand in its settings; the builder offers them where the type has them.
SETTING_WORDS: Final = (
    "placeholder",
    "unit",
    "row_label",
    "add_label",
    "yes_label",
    "no_label",
    "other_label",
    "min_label",
    "max_label",
    "course",
    "pattern_message",
    "alt",
    "caption",
)
#: Words of the form itself, of which all but the first two are settings.
FORM_WORDS: Final = (
    "name",
    "description",
    "submit_label",
    "confirmation",
    "closed_message",
    "event_title",
    "supply_notes",
)
#: Words of the entries of lists among the settings: what a document prints.
ENTRY_WORDS: Final[Mapping[str, str]] = {"lines": "label", "schedule": "label", "terms": "text"}
_OWN: Final = frozenset({"name", "description"})


def languages_of(definition: Definition) -> tuple[str, ...]:
    """Every language that the form is to be read in, its own first."""
    others: Sequence[str] = definition.settings.get("languages", ())
    return (definition.locale, *(one for one in others if one != definition.locale))


def spoken_in(definition: Definition, language: str) -> Definition:
    """The form as readers of this language see it; what has no translation keeps its words.

    Its locale is the language, so that dates, money and numbers follow.
    """
    if language == definition.locale:
        return definition
    words = definition.settings.get("translations", {}).get(language, {})
    spoken = replace(
        definition,
        locale=language,
        settings={
            **definition.settings,
            "languages": languages_of(definition),
            **_without_own(words),
            **_entries(definition.settings, language),
        },
        rules=tuple(_rule(rule, language) for rule in definition.rules),
        **{name: words[name] for name in _OWN if words.get(name)},
    )
    facts = spoken.facts
    return replace(
        spoken,
        fields=tuple(_field(field, language, {"form": facts}) for field in definition.fields),
    )


def _without_own(words: Words) -> Words:
    return {name: said for name, said in words.items() if said and name not in _OWN}


def _entries(settings: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {
        name: tuple(
            {**one, **_said(one.get("translations", {}), language)} for one in settings[name]
        )
        for name in ENTRY_WORDS
        if name in settings
    }


def _field(field: Field, language: str, facts: Mapping[str, Any]) -> Field:
    words = _said(field.translations, language)
    settings = {name: said for name, said in words.items() if name in field.validation_rules}
    return replace(
        field,
        validation_rules={**field.validation_rules, **settings},
        options=tuple(_option(option, language) for option in field.options),
        rows=tuple(_option(option, language) for option in field.rows),
        columns=tuple(_option(option, language) for option in field.columns),
        fields=tuple(_field(inner, language, facts) for inner in field.fields),
        **{name: words[name] for name in ("label", "help", "content") if name in words},
        **facts,
    )


def _option(option: Option, language: str) -> Option:
    return replace(option, **_said(option.translations, language))


def _rule(rule: Rule, language: str) -> Rule:
    return replace(rule, **_said(rule.translations, language))


def _said(translations: Mapping[str, Words], language: str) -> dict[str, Any]:
    return {name: said for name, said in translations.get(language, {}).items() if said}
