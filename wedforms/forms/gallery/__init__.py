"""Forms to begin with: made for somebody else, told again in the name of whoever takes them."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from wedforms.formspec.definition import ENGLISH_FORM, Definition, Field
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.fieldtypes.showing import currency_sign
from wedforms.formspec.jsontext import parse_json
from wedforms.formspec.reading import read_definition
from wedforms.formspec.writing import write_definition

HERE: Final = Path(__file__).parent
#: In the order in which they are shown.
NAMES: Final = (
    "rsvp",
    "lead-enquiry",
    "photography-contract",
    "venue-hire",
    "pre-wedding-questionnaire",
    "deposit-balance-invoice",
)
#: A wedding day that is there by default lies this far ahead.
_AHEAD: Final = timedelta(weeks=52)
_DAYS: Final[Mapping[str, str]] = {"rsvp": "wedding_day"}
#: Answers to begin with that are true of one supplier alone.
_RICH: Final = frozenset({"content", "confirmation", "supply_notes", "text"})
_OWN: Final = frozenset({"supplier_address", "supplier_vat_number", "supplier_vat_registered"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whoever takes a form: what stands where the one that it was made for stood.

    `home` holds the settings that tell where their forms are at home, the usual ones left out.
    """

    name: str
    legal_name: str
    email: str
    person: str
    home: Mapping[str, str]
    locale: str


def in_gallery(name: str) -> bool:
    """Whether there is such a form."""
    return name in NAMES


@cache
def original(name: str) -> Definition:
    """The form as it was made; the demo's organizations have it like this."""
    return read_definition(parse_json((HERE / f"{name}.json").read_bytes()))


def questions_in(definition: Definition) -> int:
    """How many questions a form asks, those in repeats included."""
    return sum(1 for _, field in definition.walk() if _asks(field))


def told_for(name: str, owner: Owner, *, today: date) -> Definition:
    """A form of the gallery in its owner's name, with no name and no date of anybody else."""
    made = original(name)
    raw: dict[str, Any] = _told(write_definition(made), _words(owner))
    raw["settings"] |= owner.home
    if owner.locale.split("-")[0] == made.locale.split("-")[0]:
        raw["locale"] = owner.locale
    day = _DAYS.get(name)
    for field in raw["fields"]:
        if field["key"] == day:
            field["default"] = (today + _AHEAD).isoformat()
        elif field["key"] in _OWN:
            field.pop("default", None)
    return read_definition(raw)


def _words(owner: Owner) -> Sequence[tuple[str, str]]:
    """What stands in the files, longest first, and what stands there for the owner."""
    return (
        ("Ivy & Lark Photography Ltd", owner.legal_name or owner.name),
        ("Aldermere Barns Ltd", owner.legal_name or owner.name),
        ("amara-and-joe@aldermere.example", owner.email),
        ("hello@ivyandlark.example", owner.email),
        ("eleanor@aldermere.example", owner.email),
        ("RSVP: Amara and Joe", "RSVP"),
        ("The wedding of Amara and Joe", "Our wedding"),
        ("married at Aldermere, and nothing would make them", "married, and nothing would make us"),
        ("A word to the couple", "A word to us"),
        ("ask the couple: write", "write"),
        ("Amara and Joe are", "We are"),
        ("Amara and Joe have", "We have"),
        ("Amara and Joe", "us"),
        ("Rosalind & Tom", owner.person),
        ("Rosalind Lark", owner.person),
        ("Eleanor Marsh", owner.person),
        ("Ivy & Lark", owner.name),
        ("Aldermere", owner.name),
        ("Frome station", "the station"),
        ("the Swan", "the hotel"),
        (" on 020 7946 0142", ""),
        ("Miles from Frome", "Miles from us"),
        ("£", _sign(owner)),
    )


def _sign(owner: Owner) -> str:
    """What stands before an amount in words: £, $, or CHF with a space that does not break."""
    sign = currency_sign(owner.home.get("currency", ENGLISH_FORM.currency), ENGLISH_FORM.locale)
    return f"{sign}\N{NO-BREAK SPACE}" if sign[-1].isalpha() else sign


def _told(value: Any, words: Sequence[tuple[str, str]], *, is_rich: bool = False) -> Any:
    """The same with other names in it; in rich texts they are written as mark-up."""
    if isinstance(value, Mapping):
        return {
            key: _told(one, words, is_rich=key in _RICH or is_rich) for key, one in value.items()
        }
    if isinstance(value, list | tuple):
        return [_told(one, words, is_rich=is_rich) for one in value]
    if not isinstance(value, str):
        return value
    for theirs, own in words:
        pair = (theirs, own)
        there, here = (html.escape(one, quote=False) for one in pair) if is_rich else pair
        value = value.replace(there, here)
    return value


def _asks(field: Field) -> bool:
    kind = type_of(field)
    return kind.has_answer and not kind.is_computed and not kind.has_rows
