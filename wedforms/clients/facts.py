"""What is known of a couple, as somebody typed it: tidied, and judged with every fault at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final
from zoneinfo import available_timezones

from wedforms.clients.errors import FactsRefused, Fault
from wedforms.core.clients import Client, ClientContact
from wedforms.formspec.fieldtypes.contact import tidy_phone
from wedforms.formspec.formats import is_email, is_phone
from wedforms.formspec.text import clean_line, clean_lines

LONGEST_NAME: Final = 120
LONGEST_LINE: Final = 200
LONGEST_NOTES: Final = 5_000
MOST_CONTACTS: Final = 20
MOST_TAGS: Final = 20
LONGEST_TAG: Final = 40
_LATITUDES: Final = 90
_LONGITUDES: Final = 180

KINDS: Final = ("email", "phone", "social")
PERSONS: Final = ("couple", "partner_1", "partner_2", "other")

#: Which kind of contact each written fact is, and whose.
CONTACTS: Final[Mapping[str, tuple[str, str]]] = {
    f"{prefix}{kind}": (kind, person)
    for prefix, person in (("", "couple"), ("partner_1_", "partner_1"), ("partner_2_", "partner_2"))
    for kind in ("email", "phone", "social")
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts:
    """One way to reach the couple, or one of the two; the main one of its kind if it is primary."""

    kind: str
    value: str
    person: str = "couple"
    is_primary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientFacts:
    """Everything a supplier keeps of a couple, except where the relationship stands."""

    partner_1_name: str
    partner_2_name: str = ""
    wedding_date: date | None = None
    time_zone: str = "Europe/London"
    venue: str = ""
    town: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    notes: str = ""
    tags: tuple[str, ...] = ()
    contacts: tuple[ContactFacts, ...] = field(default=())


def facts_of(client: Client, contacts: Sequence[ClientContact]) -> ClientFacts:
    """What is kept of a couple."""
    return ClientFacts(
        partner_1_name=client.partner_1_name,
        partner_2_name=client.partner_2_name,
        wedding_date=client.wedding_date,
        time_zone=client.time_zone,
        venue=client.venue,
        town=client.town,
        latitude=client.latitude,
        longitude=client.longitude,
        notes=client.notes,
        tags=tuple(client.metadata_.get("tags", ())),
        contacts=tuple(
            ContactFacts(
                kind=one.contact_type,
                value=one.contact_value,
                person=one.person,
                is_primary=one.is_primary,
            )
            for one in contacts
        ),
    )


def tidy(facts: ClientFacts, *, country: str) -> ClientFacts:
    """The facts as they are kept; raises FactsRefused. Numbers of `country` need no code."""
    texts: dict[str, Any] = {
        name: clean_line(getattr(facts, name))
        for name in ("partner_1_name", "partner_2_name", "venue", "town", "time_zone")
    }
    tidied = replace(
        facts,
        **texts,
        notes=clean_lines(facts.notes),
        tags=tuple(dict.fromkeys(filter(None, map(clean_line, facts.tags)))),
        contacts=tuple(tidy_contact(one, country=country) for one in facts.contacts),
    )
    if faults := list(_faults(tidied)):
        raise FactsRefused(faults)
    return replace(tidied, contacts=_each_once(tidied.contacts))


def tidy_contact(contact: ContactFacts, *, country: str) -> ContactFacts:
    """The contact in the form by which couples are found: small letters, E.164."""
    value = clean_line(contact.value)
    if contact.kind == "email":
        value = value.lower()
    if contact.kind == "phone":
        value = tidy_phone(value, country)
    return replace(contact, value=value)


def is_usable(contact: ContactFacts) -> bool:
    """Whether somebody can be reached by it, as far as its form tells."""
    return _fault_of_contact(contact) is None


@cache
def time_zones() -> tuple[str, ...]:
    """The IANA zones that a venue may lie in."""
    return tuple(sorted(one for one in available_timezones() if "/" in one or one == "UTC"))


def _each_once(contacts: tuple[ContactFacts, ...]) -> tuple[ContactFacts, ...]:
    """Every contact once, with one primary contact of each kind: the first that was marked."""
    once = list({(one.kind, one.value): one for one in reversed(contacts)}.values())[::-1]
    primary: dict[str, ContactFacts] = {}
    for contact in sorted(once, key=lambda one: not one.is_primary):
        primary.setdefault(contact.kind, contact)
    return tuple(replace(one, is_primary=primary[one.kind] is one) for one in once)


def _faults(facts: ClientFacts) -> Iterator[Fault]:
    yield from _faults_of_texts(facts)
    yield from _faults_of_place(facts)
    if len(facts.contacts) > MOST_CONTACTS:
        yield Fault("contacts", f"Keep at most {MOST_CONTACTS} contacts.")
    for at, contact in enumerate(facts.contacts):
        if words := _fault_of_contact(contact):
            yield Fault(f"contacts.{at}", words)


def _faults_of_texts(facts: ClientFacts) -> Iterator[Fault]:
    if not facts.partner_1_name:
        yield Fault("partner_1_name", "Enter a name here. The other may stay empty.")
    for name, most in _LENGTHS.items():
        if len(getattr(facts, name)) > most:
            yield Fault(name, f"Use at most {most:,} characters.")
    if len(facts.tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in facts.tags):
        yield Fault("tags", f"Use at most {MOST_TAGS} tags of {LONGEST_TAG} characters.")


_LENGTHS: Final[dict[str, int]] = {
    "partner_1_name": LONGEST_NAME,
    "partner_2_name": LONGEST_NAME,
    "venue": LONGEST_LINE,
    "town": LONGEST_LINE,
    "notes": LONGEST_NOTES,
}


def _faults_of_place(facts: ClientFacts) -> Iterator[Fault]:
    if facts.time_zone not in time_zones():
        yield Fault("time_zone", "Choose a time zone such as Europe/London.")
    places: tuple[tuple[str, Any, int], ...] = (
        ("latitude", facts.latitude, _LATITUDES),
        ("longitude", facts.longitude, _LONGITUDES),
    )
    for name, value, most in places:
        if value is not None and not abs(value) <= most:
            yield Fault(name, f"This lies between −{most} and {most}.")
    if (facts.latitude is None) != (facts.longitude is None):
        missing = "latitude" if facts.latitude is None else "longitude"
        yield Fault(missing, "Enter both numbers, or neither.")


def _fault_of_contact(contact: ContactFacts) -> str | None:
    if contact.kind not in KINDS or contact.person not in PERSONS:
        return "Choose what this is, and whose."
    if contact.kind == "email" and not is_email(contact.value):
        return "Enter an e-mail address like name@example.com."
    if contact.kind == "phone" and not is_phone(contact.value):
        return "Enter a telephone number, with its country code if it is foreign."
    if len(contact.value) > LONGEST_LINE:
        return f"Use at most {LONGEST_LINE} characters."
    return None
