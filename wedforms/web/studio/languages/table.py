"""The texts of a form beside their translations, as their page shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from flask_babel import LazyString, gettext, lazy_gettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from wedforms.forms import Form
from wedforms.forms.drafting import draft_as_json
from wedforms.forms.translate import Translated, most_of, seal_of
from wedforms.forms.versions import asked_in, current_version
from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.formspec.richtext import clean_rich_text
from wedforms.formspec.texts import FormText, texts_of
from wedforms.formspec.writing import write_definition
from wedforms.web.studio.design.palette import title_of

_FORM_PARTS: Final[Mapping[str, LazyString]] = {
    "name": lazy_gettext("Name of the form"),
    "description": lazy_gettext("Words under the name"),
}
_ENTRIES: Final[Mapping[str, LazyString]] = {
    "options": lazy_gettext("Option"),
    "rows": lazy_gettext("Row"),
    "columns": lazy_gettext("Column"),
    "lines": lazy_gettext("What is charged"),
    "schedule": lazy_gettext("Payment"),
    "terms": lazy_gettext("Term of payment"),
    "rules": lazy_gettext("Message"),
}
_HELP_OF_ENTRY: Final = lazy_gettext("Help under the option")
_TITLE: Final = lazy_gettext("Title")
NOTHING_POSTED: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One text with its translation, and what is to be said of it.

    `words` stand in the input; `theirs` were written by somebody else meanwhile. `earlier` is what
    the original said in the published version, when its translation was not touched since.
    """

    text: FormText
    title: str
    about: str
    words: str
    seen: str
    most: int
    lost: Sequence[str]
    added: Sequence[str]
    earlier: str | None = None
    theirs: str | None = None
    problem: str = ""

    @property
    def id(self) -> str:
        """What the page calls its input."""
        return f"t-{self.text.place.replace(':', '-')}"

    @property
    def name(self) -> str:
        """What its input is posted as: the place, and what stood there."""
        return f"{self.seen}:{self.text.place}"

    @property
    def is_missing(self) -> bool:
        """Whether nobody has translated it."""
        return not self.words

    @property
    def deserves_a_look(self) -> bool:
        """Whether it is translated, and something is odd about it."""
        is_odd = self.lost or self.added or self.earlier is not None or self.theirs is not None
        return bool(self.problem or is_odd)

    @property
    def is_open(self) -> bool:
        """Whether there is something to do about it."""
        return self.is_missing or self.deserves_a_look

    @property
    def original(self) -> str | Markup:
        """The original words; what carries mark-up is cleaned again."""
        if not self.text.is_rich:
            return self.text.original
        return Markup(clean_rich_text(self.text.original))  # noqa: S704  # cleaned just now


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What belongs together: the form itself, one of its pages, or the messages of its rules."""

    title: str
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Every text of a form in one of its other languages."""

    language: str
    sections: Sequence[Section]

    @property
    def rows(self) -> Sequence[Row]:
        """Every text in the order of the page."""
        return [row for section in self.sections for row in section.rows]

    @property
    def missing(self) -> Sequence[Row]:
        """What nobody has translated."""
        return [row for row in self.rows if row.is_missing]

    @property
    def odd(self) -> Sequence[Row]:
        """What is translated and deserves a look."""
        return [row for row in self.rows if row.deserves_a_look]


def tables_of(session: Session, form: Form, languages: Sequence[str]) -> list[Table]:
    """The tables of a form in these languages, as its draft has them now."""
    raw = draft_as_json(session, form)
    version = current_version(session, form)
    published = write_definition(asked_in(version)) if version else {}
    return [_table(raw, published, language) for language in languages]


def table_of(
    session: Session,
    form: Form,
    language: str,
    *,
    posted: Mapping[str, str] = NOTHING_POSTED,
    told: Translated | None = None,
) -> Table:
    """The table of one language, with words by place that were posted and could not be kept."""
    raw = draft_as_json(session, form)
    version = current_version(session, form)
    published = write_definition(asked_in(version)) if version else {}
    return _table(raw, published, language, posted=posted, told=told)


def _table(
    raw: Mapping[str, Any],
    published: Mapping[str, Any],
    language: str,
    *,
    posted: Mapping[str, str] = NOTHING_POSTED,
    told: Translated | None = None,
) -> Table:
    earlier = {text.place: text for text in texts_of(published)}
    told = told or Translated()
    own = Section(title=gettext("The form itself"))
    paper = Section(title=gettext("What the paper says of prices and payments"))
    last = Section(title=gettext("When answers do not fit together"))
    asked = list[Section]()
    labels = {text.key: text.original for text in texts_of(raw) if _names_field(text)}
    for text in _distinct(texts_of(raw)):
        row = _row(text, labels, language, earlier=earlier, posted=posted, told=told)
        if not text.key:
            of = own if not text.within else last if text.within == "rules" else paper
            of.rows.append(row)
            continue
        is_new = FIELD_TYPES[text.field_type].begins_page
        if is_new or not asked:
            begins = text.original if is_new else gettext("The first page")
            asked.append(Section(title=begins))
        asked[-1].rows.append(row)
    sections = [one for one in (own, *asked, paper, last) if one.rows]
    return Table(language=language, sections=sections)


def _names_field(text: FormText) -> bool:
    return bool(text.key) and text.part == "label" and not text.within


def _distinct(texts: Iterator[FormText]) -> Iterator[FormText]:
    """Each place once: rules with the same message share its translation."""
    seen: set[str] = set()
    for text in texts:
        if text.place not in seen:
            seen.add(text.place)
            yield text


def _row(
    text: FormText,
    labels: Mapping[str, str],
    language: str,
    *,
    earlier: Mapping[str, FormText],
    posted: Mapping[str, str],
    told: Translated,
) -> Row:
    now = text.said(language)
    before = earlier.get(text.place)
    is_old = bool(
        now and before and before.said(language) == now and before.original != text.original
    )
    return Row(
        text=text,
        title=_title(text),
        about="" if _names_field(text) else labels.get(text.key, ""),
        words=posted.get(text.place, now),
        seen=seal_of(now),
        most=most_of(text),
        lost=text.lost(language),
        added=text.added(language),
        earlier=before.original if is_old and before else None,
        theirs=told.theirs.get(text.place),
        problem=told.refused.get(text.place, ""),
    )


def _title(text: FormText) -> str:
    """What kind of text it is, as the builder calls it."""
    if text.within:
        words = _HELP_OF_ENTRY if text.key and text.part == "help" else _ENTRIES[text.within]
    elif not text.key:
        words = _FORM_PARTS.get(text.part) or title_of(f"settings.{text.part}")
    elif text.part == "label" and not FIELD_TYPES[text.field_type].has_answer:
        words = _TITLE
    else:
        words = title_of(text.part) or title_of(f"validation_rules.{text.part}")
    return str(words)
