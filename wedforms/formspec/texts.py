"""Every text of a form that its readers see, beside what it is called in other languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.formspec.translated import FORM_WORDS, SETTING_WORDS

_FIELD_WORDS: Final = ("label", "help", "content")
_LISTS: Final = ("options", "rows", "columns")
_RICH: Final = frozenset({"content", "confirmation"})
_LONG: Final = frozenset({"help", "description", "closed_message", "message"})
_OWN: Final = frozenset({"name", "description"})
_MERGED: Final = re.compile(r"\{\{\s*(.*?)\s*\}\}")
_DIGITS: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class FormText:
    """One text: where it stands, its words, and those in other languages.

    `place` names it whatever stands before it; `path` is where a finding would point. `key` is the
    field (none: the form), `within` the list and `value` the entry of it that the text belongs to.
    """

    place: str
    path: str
    part: str
    original: str
    translations: Mapping[str, Mapping[str, str]] = field(repr=False)
    key: str = ""
    field_type: str = ""
    within: str = ""
    value: str = ""

    @property
    def is_rich(self) -> bool:
        """Whether it carries mark-up."""
        return self.part in _RICH

    @property
    def is_long(self) -> bool:
        """Whether it may run over several lines."""
        return self.is_rich or self.part in _LONG

    @property
    def takes_answers(self) -> bool:
        """Whether answers are put into it, where it says `{{key}}`."""
        return self.is_rich and bool(self.key) and FIELD_TYPES[self.field_type].merges_answers

    def said(self, language: str) -> str:
        """Its words in this language; empty where nobody has translated it."""
        return self.translations.get(language, {}).get(self.part) or ""

    def lost(self, language: str) -> list[str]:
        """The answers that the original puts in, and the translation does not."""
        said = self.said(language)
        kept = self._merged(said)
        return [name for name in self._merged(self.original) if said and name not in kept]

    def added(self, language: str) -> list[str]:
        """The answers that the translation puts in, and the original does not."""
        known = self._merged(self.original)
        return [name for name in self._merged(self.said(language)) if name not in known]

    def _merged(self, words: str) -> list[str]:
        return list(dict.fromkeys(_MERGED.findall(words))) if self.takes_answers else []


def texts_of(raw: Mapping[str, Any]) -> Iterator[FormText]:
    """The texts of a definition as portable JSON, unfinished or not; its fields in their order."""
    yield from _of_fields(raw.get("fields", ()), "")
    yield from _of_form(raw)
    for at, rule in enumerate(raw.get("rules", ())):
        if message := rule.get("message"):
            yield FormText(
                place=f"rule:{_digest(message)}",
                path=f"rules.{at}.message",
                part="message",
                original=message,
                translations=rule.get("translations", {}),
                within="rules",
                value=str(at),
            )


def _of_form(raw: Mapping[str, Any]) -> Iterator[FormText]:
    settings = raw.get("settings", {})
    for name in FORM_WORDS:
        if original := (raw if name in _OWN else settings).get(name):
            yield FormText(
                place=f"form:{name}",
                path=name,
                part=name,
                original=original,
                translations=settings.get("translations", {}),
            )


def _of_fields(fields: Any, above: str) -> Iterator[FormText]:
    for one in fields:
        path = f"{above}{one['key']}"
        rules = one.get("validation_rules", {})
        words = {part: one.get(part) for part in _FIELD_WORDS}
        words |= {part: rules.get(part) for part in SETTING_WORDS}
        for part, original in words.items():
            if original:
                yield FormText(
                    place=f"field:{one['key']}:{part}",
                    path=f"{path}.{part}",
                    part=part,
                    original=original,
                    translations=one.get("translations", {}),
                    key=one["key"],
                    field_type=one["field_type"],
                )
        yield from _of_lists(one, path)
        yield from _of_fields(one.get("fields", ()), f"{path}.")


def _of_lists(one: Mapping[str, Any], path: str) -> Iterator[FormText]:
    for within in _LISTS:
        for at, entry in enumerate(one.get(within, ())):
            for part in ("label", "help"):
                if original := entry.get(part):
                    value = str(entry.get("value", ""))
                    yield FormText(
                        place=f"field:{one['key']}:{within}:{value}:{part}",
                        path=f"{path}.{within}.{at}.{part}",
                        part=part,
                        original=original,
                        translations=entry.get("translations", {}),
                        key=one["key"],
                        field_type=one["field_type"],
                        within=within,
                        value=value,
                    )


def _digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:_DIGITS]
