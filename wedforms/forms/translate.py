"""Translating a form: each text on its own, from what whoever wrote it believed to stand there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from wedforms.forms.design import design_form
from wedforms.forms.draft import open_draft
from wedforms.forms.drafting import draft_as_json
from wedforms.forms.errors import OperationRefused
from wedforms.forms.operations import Change
from wedforms.forms.values import read_value
from wedforms.formspec.fieldreading import COMMON_KEYS, LINE, OPTION
from wedforms.formspec.formsettings import FORM_TRANSLATIONS, INSTALMENT, TERM
from wedforms.formspec.formsettings import LINE as CHARGE
from wedforms.formspec.reading import RULE
from wedforms.formspec.shapes import MapOf, Record, Shape, Text
from wedforms.formspec.slots import RichText
from wedforms.formspec.texts import FormText, texts_of

_TRANSLATIONS: Final = "translations"
_DIGITS: Final = 12
_RULES: Final = "rules"
#: What the entries of each list of texts are made of.
_ENTRIES: Final[Mapping[str, Record]] = {
    "options": OPTION,
    "rows": LINE,
    "columns": LINE,
    "lines": CHARGE,
    "schedule": INSTALMENT,
    "terms": TERM,
    _RULES: RULE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What somebody wrote for the text at a place; `seen` seals the words that stood there."""

    place: str
    seen: str
    words: str


@dataclass(slots=True, kw_only=True)
class Translated:
    """What became of it: how many texts were changed, and by place what could not be kept.

    `theirs` are words that somebody else wrote meanwhile, `refused` says what is wrong, and `gone`
    are texts that nobody can see any more.
    """

    changed: int = 0
    theirs: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    gone: list[Wording] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether everything was kept."""
        return not (self.theirs or self.refused or self.gone)


def seal_of(words: str) -> str:
    """What tells later whether these words are still the ones that stand there."""
    return sha256(words.encode()).hexdigest()[:_DIGITS]


def translate_form(
    session: Session, form_id: UUID, language: str, wordings: Sequence[Wording]
) -> Translated:
    """Keep these words for texts of the draft; what stands in the way of one stops no other.

    Raises FormNotFound, or OperationRefused when the form as a whole would become too large.
    """
    draft = open_draft(session, form_id)
    raw = draft_as_json(session, draft.form)
    texts: dict[str, list[FormText]] = {}
    for text in texts_of(raw):
        texts.setdefault(text.place, []).append(text)
    told, wanted = Translated(), dict[str, str]()
    for wording in wordings:
        found = texts.get(wording.place)
        if found is None:
            told.gone += [] if seal_of(wording.words.strip()) == wording.seen else [wording]
        elif (words := _readable(found[0], wording, language, told)) is not None:
            wanted[wording.place] = words
    changing = [(one, words) for place, words in wanted.items() for one in texts[place]]
    told.changed = len(wanted)
    ids = {row.key: row.id for row in draft.fields.values()}
    design_form(session, form_id, list(_changes(raw, changing, language, ids)))
    return told


def _readable(text: FormText, wording: Wording, language: str, told: Translated) -> str | None:
    """The words to be kept; None where nobody touched them, or where they cannot be."""
    try:
        words = read_value(shape_of(text), wording.words.replace("\r\n", "\n")) or ""
    except OperationRefused as refused:
        told.refused[text.place] = refused.problems[0].message or ""
        return None
    now = text.said(language)
    if words == now or seal_of(words) == wording.seen:
        return None
    if seal_of(now) != wording.seen:
        told.theirs[text.place] = now
        return None
    return str(words)


def shape_of(text: FormText) -> Shape:
    """The shape of a translation of this text."""
    if text.within:
        of = _ENTRIES[text.within].keys[_TRANSLATIONS].shape
    else:
        of = COMMON_KEYS[_TRANSLATIONS].shape if text.key else FORM_TRANSLATIONS
    assert isinstance(of, MapOf)
    assert isinstance(of.value, Record)
    return of.value.keys[text.part].shape


def most_of(text: FormText) -> int:
    """How many characters its translation may have."""
    shape = shape_of(text)
    assert isinstance(shape, Text | RichText)
    return shape.max_length


def _changes(
    raw: Mapping[str, Any],
    changing: Sequence[tuple[FormText, str]],
    language: str,
    ids: Mapping[str, UUID],
) -> Iterator[Change]:
    """One change for each key of each field, however many of its texts are translated."""
    fields = {one["key"]: one for one in _walked(raw["fields"])}
    grouped: dict[tuple[str, str], list[tuple[FormText, str]]] = {}
    for text, words in changing:
        grouped.setdefault((text.key, text.within), []).append((text, words))
    for (key, within), ones in grouped.items():
        of_raw = within == _RULES
        owner = fields[key] if key else raw if of_raw else raw.get("settings", {})
        name = within or _TRANSLATIONS
        before = owner.get(name)
        after = _entries(before, ones, language) if within else _map(before or {}, ones, language)
        of_form = name if of_raw else f"settings.{name}"
        yield Change(ids[key] if key else None, name if key else of_form, before, after)


def _entries(
    before: Any, ones: Sequence[tuple[FormText, str]], language: str
) -> list[dict[str, Any]]:
    """A list of options, rows, columns, charges or rules with its entries translated."""
    after = [dict(entry) for entry in before]
    for text, words in ones:
        entry = after[_position(text)]
        said = _map(entry.pop(_TRANSLATIONS, {}), [(text, words)], language)
        entry |= {_TRANSLATIONS: said} if said else {}
    return after


def _position(text: FormText) -> int:
    """Where in its list the entry of a text stands: its path says so."""
    return int(text.path.split(".")[-2])


def _map(
    before: Mapping[str, Mapping[str, str]], ones: Sequence[tuple[FormText, str]], language: str
) -> dict[str, dict[str, str]]:
    """Translations with these words; a language in which nothing is said is left out."""
    said = {**before.get(language, {}), **{text.part: words for text, words in ones}}
    after = {**before, language: {part: words for part, words in said.items() if words}}
    return {one: dict(words) for one, words in after.items() if words}


def _walked(fields: Any) -> Iterator[Mapping[str, Any]]:
    for one in fields:
        yield one
        yield from _walked(one.get("fields", ()))
