"""Every text of a form that its readers see, beside what it is called in other languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.formspec.translated import ENTRY_WORDS, FORM_WORDS, SETTING_WORDS

_FIELD_WORDS: Final = ("label", "help", "content")
_LISTS: Final = ("options", "rows", "columns")
_WORDS_OF_ENTRIES: Final = ("label", "help")
_PRINTED: Final = "supply_notes"
_RICH: Final = frozenset({"content", "confirmation", "text", _PRINTED})
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
        if not self.key:
            return self.within in ENTRY_WORDS or self.part == _PRINTED
        return self.is_rich and FIELD_TYPES[self.field_type].merges_answers

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
    settings = raw.get("settings", {})
    yield from _of_fields(raw.get("fields", ()), "")
    own = {name: (raw if name in _OWN else settings).get(name) for name in FORM_WORDS}
    yield from _texts(own, settings, "form", "")
    for name, part in ENTRY_WORDS.items():
        yield from _of_entries(settings, name, part, f"settings.{name}")
    yield from _of_entries(raw, "rules", "message", "rules")


def _of_fields(fields: Any, above: str) -> Iterator[FormText]:
    for one in fields:
        path, rules = f"{above}{one['key']}", one.get("validation_rules", {})
        words = {part: one.get(part) for part in _FIELD_WORDS}
        words |= {part: rules.get(part) for part in SETTING_WORDS}
        field = {"key": one["key"], "field_type": one["field_type"]}
        yield from _texts(words, one, f"field:{one['key']}", path, **field)
        for within in _LISTS:
            for at, entry in enumerate(one.get(within, ())):
                value = str(entry.get("value", ""))
                words = {part: entry.get(part) for part in _WORDS_OF_ENTRIES}
                place = f"field:{one['key']}:{within}:{value}"
                where = {**field, "within": within, "value": value}
                yield from _texts(words, entry, place, f"{path}.{within}.{at}", **where)
        yield from _of_fields(one.get("fields", ()), f"{path}.")


def _of_entries(owner: Mapping[str, Any], name: str, part: str, path: str) -> Iterator[FormText]:
    """The texts of a list whose entries have no name: those with the same words share a place."""
    for at, entry in enumerate(owner.get(name, ())):
        place = f"{name}:{_digest(entry.get(part) or '')}"
        where = {"within": name, "value": str(at)}
        yield from _texts({part: entry.get(part)}, entry, place, f"{path}.{at}", **where)


def _texts(
    words: Mapping[str, Any], owner: Mapping[str, Any], place: str, path: str, **where: str
) -> Iterator[FormText]:
    """One text for each part that says something, beside what its owner says of it elsewhere."""
    for part, original in words.items():
        if original:
            yield FormText(
                place=f"{place}:{part}",
                path=f"{path}.{part}" if path else part,
                part=part,
                original=original,
                translations=owner.get("translations", {}),
                **where,
            )


def _digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:_DIGITS]
