"""Searching in answers: their words, folded and kept apart by form, and the question about them.

Words are kept by a job that follows the sending, so that sending stays fast. Those of each form
carry a tag of their own: a search touches no other form's, however many there are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import ScalarSelect, Text, Uuid, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from wedforms.core.tenancy import open_organization
from wedforms.forms.find import form_of_version
from wedforms.formspec.definition import Definition, Field
from wedforms.submissions.models import FormSubmission, SubmissionWords
from wedforms.wtf.words import said

#: A search finds the latest so many; whoever wants more adds a word.
MOST_FOUND: Final = 2_000
#: How many submissions one transaction indexes.
MOST_INDEXED: Final = 200
_MOST_WORDS: Final = 5_000
_MOST_ASKED: Final = 8
_LONGEST: Final = 40
_SHORTEST_NUMBER: Final = 7
_WORD: Final = re.compile(r"\w+")
_APOSTROPHES: Final = re.compile(r"['\u2019\u02bc`]")
_TAG: Final = 12

_KEEP: Final = text("""
    INSERT INTO submission_words (organization_id, submission_id, form_id, words)
    VALUES (:organization_id, :submission_id, :form_id, array_to_tsvector(:words))
    ON CONFLICT (organization_id, submission_id) DO UPDATE SET words = excluded.words
""").bindparams(bindparam("words", type_=ARRAY(Text())))


def words_of(written: str) -> list[str]:
    """The words of a text without capitals, accents and apostrophes, none too long to search."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", written)).casefold()
    unmarked = "".join(one for one in plain if not unicodedata.combining(one))
    return [word[:_LONGEST] for word in _WORD.findall(unmarked)]


def asked_words(written: str) -> list[str]:
    """What a person typed into the box, as the beginnings of words that must all be there."""
    return [_as_dialled(word) for word in dict.fromkeys(words_of(written))][:_MOST_ASKED]


def found_by(form_id: UUID, written: str, *, sensitive: bool) -> ScalarSelect[UUID]:
    """The submissions in which every word begins something; for `IN`, inside a tenant.

    Without `sensitive` answers about diet and health are not searched.
    """
    hits = func.search_submissions(
        bindparam(None, form_id, Uuid()),
        bindparam(None, asked_words(written), ARRAY(Text())),
        sensitive,
        MOST_FOUND,
    ).column_valued("found")
    return select(hits).scalar_subquery()


def index_words(session: Session, submission_id: UUID) -> None:
    """Keep the words of a submission for the search, as they are now."""
    # Behind the lock: what is being changed or erased is read as it is afterwards.
    row = session.get_one(
        FormSubmission,
        (open_organization(session), submission_id),
        with_for_update={"read": True},
        populate_existing=True,
    )
    if row.status == "draft":
        return
    definition = form_of_version(session, row.form_version_id).compiled.definition
    tag = str(row.form_id)[-_TAG:]
    words = {f"{tag}{kind}{word}" for kind, word in _spoken(definition, row.submission_data or {})}
    session.execute(
        _KEEP,
        {
            "organization_id": row.organization_id,
            "submission_id": row.id,
            "form_id": row.form_id,
            "words": sorted(words)[:_MOST_WORDS],
        },
    )


def index_missing(session: Session) -> bool:
    """Keep the words of submissions that have none yet; whether there may be more."""
    known = select(SubmissionWords.submission_id).where(
        SubmissionWords.submission_id == FormSubmission.id
    )
    missing = select(FormSubmission.id).where(FormSubmission.status != "draft", ~known.exists())
    ids = session.scalars(missing.limit(MOST_INDEXED)).all()
    for submission_id in ids:
        index_words(session, submission_id)
    return len(ids) == MOST_INDEXED


def _spoken(definition: Definition, answers: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Every word with its kind: `o` open, `s` sensitive."""
    for kind, words in _texts(definition.fields, answers, locale=definition.locale, kind="o"):
        for word in words_of(words):
            yield from ((kind, part) for part in _parts(word))
        # O'Brien is found as Brien too.
        for word in words_of(_APOSTROPHES.sub(" ", words)):
            yield kind, word


def _texts(
    fields: Iterable[Field], answers: dict[str, object], *, locale: str, kind: str
) -> Iterator[tuple[str, str]]:
    for field in fields:
        answer = answers.get(field.key)
        here = "s" if field.sensitive else kind
        if field.fields and isinstance(answer, list):
            for row in answer:
                yield from _texts(field.fields, row, locale=locale, kind=here)
        elif answer is not None:
            yield here, said(field, answer, locale)


def _parts(word: str) -> Sequence[str]:
    """The word, and its endings where people begin in the middle: in numbers and in Chinese."""
    if word.isdigit() and len(word) >= _SHORTEST_NUMBER:
        return [word[at:] for at in range(len(word) - _SHORTEST_NUMBER + 2)]
    if any("\u2e80" <= one <= "\u9fff" for one in word):
        return [word[at:] for at in range(len(word))]
    return [word]


def _as_dialled(word: str) -> str:
    """A telephone number is kept with its country: the zero that stands for it goes."""
    return word.lstrip("0") or word if word.isdigit() else word
