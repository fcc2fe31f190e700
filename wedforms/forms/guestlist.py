"""A list of guests: a line for each of them, or a table out of a spreadsheet with its headings."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from wedforms.forms.errors import GuestsUnreadable
from wedforms.forms.invite import Guest
from wedforms.formspec.formats import is_email
from wedforms.formspec.text import clean_line

MOST_GUESTS: Final = 300
_LONGEST: Final = 200
_LANGUAGE: Final = "language"
_BETWEEN: Final = re.compile(r"[,;\t]")
#: What a table calls the parts of a guest, in small letters.
_PARTS: Final[Mapping[str, str]] = {
    "name": "name", "names": "name", "for whom": "name",
    "email": "email", "e-mail": "email", "email address": "email", "e-mail address": "email",
    "household": "household", "family": "household",
    "language": "language",
}  # fmt: skip


def read_guests(
    text: str, questions: Mapping[str, str], *, languages: Mapping[str, str]
) -> list[Guest]:
    """The guests in lines like “Ana Bell, ana@example.com, The Bells”, or in a table.

    A table begins with its headings, the name first: “Name, E-mail, Household”, and what
    `questions` calls the key of an answer. “Language”, unless a question is called that, says
    what the link is made in: one of the words of `languages`. Whoever stands there twice, with an
    address or a household, is one guest. Raises GuestsUnreadable with the numbers of the lines
    that name nobody, the headings that nothing is called, or the languages that nobody offers.
    """
    between = _separator(text)
    rows = list(_rows(text, between))
    if rows and _is_heading(rows[0][1]):
        keys = _keys(rows[0][1], questions)
        _require_known(keys, rows[1:], languages)
        guests = [(number, _of_row(keys, cells, languages)) for number, cells in rows[1:]]
    else:
        guests = [
            (at, _of_line(line)) for at, line in enumerate(text.splitlines(), 1) if line.strip()
        ]
    wrong = [number for number, guest in guests if guest is None]
    if wrong or len(guests) > MOST_GUESTS:
        raise GuestsUnreadable(wrong, most=MOST_GUESTS)
    return _each_once([guest for _, guest in guests if guest is not None])


def _each_once(guests: Sequence[Guest]) -> list[Guest]:
    """Without lines that came twice; of a bare name two people may be called."""
    return [
        guest
        for at, guest in enumerate(guests)
        if not (guest.email or guest.household) or guest not in guests[:at]
    ]


def _separator(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return next((one for one in "\t;," if one in first), ",")


def _rows(text: str, between: str) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows that hold something, each with the line it ends on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between)
    try:
        yield from ((reader.line_num, cells) for cells in reader if any(map(str.strip, cells)))
    except csv.Error:
        raise GuestsUnreadable([reader.line_num], most=MOST_GUESTS) from None


def _is_heading(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and _PARTS.get(_word(cells[0])) == "name"


def _keys(headings: Sequence[str], questions: Mapping[str, str]) -> Sequence[str]:
    """What each column says: a part of the guest, or `=` and the key of a question."""
    asked = {_word(called): f"={key}" for called, key in questions.items()}
    unknown = [one for one in headings if _word(one) and not {_word(one)} & {*_PARTS, *asked}]
    if unknown:
        raise GuestsUnreadable([], most=MOST_GUESTS, headings=unknown)
    parts = {word: part for word, part in _PARTS.items() if part != _LANGUAGE or word not in asked}
    return [parts.get(_word(one)) or asked.get(_word(one), "") for one in headings]


def _require_known(
    keys: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]], languages: Mapping[str, str]
) -> None:
    """Raise GuestsUnreadable for languages that are offered under no such word."""
    spoken = [_said(keys, cells).get(_LANGUAGE, "") for _, cells in rows]
    unknown = list(dict.fromkeys(one for one in spoken if one and _word(one) not in languages))
    if unknown:
        raise GuestsUnreadable([], most=MOST_GUESTS, languages=unknown)


def _said(keys: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """What a row says, by part or question."""
    return {key: cell for key, cell in zip(keys, cells, strict=False) if cell.strip()}


def _word(heading: str) -> str:
    return clean_line(heading).casefold()


def _of_row(
    keys: Sequence[str], cells: Sequence[str], languages: Mapping[str, str]
) -> Guest | None:
    said = _said(keys, cells)
    name, email, household = (
        clean_line(said.get(part, ""))[:_LONGEST] for part in ("name", "email", "household")
    )
    typed = {key[1:]: cell for key, cell in said.items() if key.startswith("=")}
    guest = _named(name, email, household, typed)
    language = languages.get(_word(said.get(_LANGUAGE, "")), "")
    return guest and replace(guest, language=language)


def _of_line(line: str) -> Guest | None:
    parts = [clean_line(part)[:_LONGEST] for part in _BETWEEN.split(line)]
    emails = [part for part in parts if "@" in part]
    names = [part for part in parts if part and "@" not in part]
    if len(emails) > 1:
        return None
    name, household, *_ = [*names, "", ""]
    return _named(name, "".join(emails), household, {})


def _named(name: str, email: str, household: str, typed: Mapping[str, str]) -> Guest | None:
    if (email and not is_email(email)) or not (name or email):
        return None
    return Guest(name=name or email, email=email, household=household, typed=typed)
