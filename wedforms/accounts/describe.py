"""Describing the business: what stands on papers and in footers, and where it is at home."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.accounts.errors import AddressFixed, ChangedMeanwhile, FactsUnusable
from wedforms.accounts.signup import give_slug
from wedforms.accounts.whereabouts import countries, currencies, is_locale, is_time_zone
from wedforms.core.accounts import Organization
from wedforms.formspec.fieldtypes.contact import tidy_email, tidy_phone
from wedforms.formspec.formats import is_email, is_phone, is_web_address
from wedforms.formspec.text import clean_line, storable

ADDRESS: Final = ("line1", "line2", "town", "county", "postcode")
_LONGEST: Final = 200
_VAT: Final = re.compile(r"[A-Z]{2}(?=[A-Z]*[0-9])[A-Z0-9]{2,13}")
_COMPANY: Final = re.compile(r"[A-Z0-9 /.-]{2,30}")
_UNSTORABLE: Final = "There are characters in it that cannot be stored."

#: Columns that hold one line each, with what must be true of a line that is not empty.
_LINES: Final[Mapping[str, tuple[Callable[[str], Any], str]]] = {
    "name": (bool, "This is needed."),
    "legal_name": (bool, ""),
    "email": (is_email, "Enter an e-mail address like name@example.com."),
    "phone": (is_phone, "Enter a telephone number like 020 7946 0142 or +44 20 7946 0142."),
    "website": (is_web_address, "Enter a web address like https://example.com."),
    "vat_number": (_VAT.fullmatch, "Enter a VAT number with its country, like GB 123 4567 89."),
    "company_number": (_COMPANY.fullmatch, "Enter a company number like 01234567."),
    "currency": (lambda code: code in currencies(), "Choose a currency."),
    "time_zone": (is_time_zone, "Choose a time zone."),
    "locale": (is_locale, "Choose a language."),
    "country": (lambda code: code in countries(), "Choose a country."),
}
_NEEDED: Final = ("name", "currency", "time_zone", "locale", "country")
_MAYBE_NONE: Final = ("vat_number", "company_number")


def organization_now(session: Session) -> Organization:
    """The open organization as it stands."""
    return session.scalars(select(Organization)).one()


def lock_organization(session: Session) -> Organization:
    """The open organization, which nobody else changes before the caller's commit."""
    wanted = select(Organization).with_for_update().execution_options(populate_existing=True)
    return session.scalars(wanted).one()


def describe_organization(
    session: Session,
    facts: Mapping[str, str],
    *,
    slug: str,
    seen_at: datetime,
    is_address_free: bool,
) -> Organization:
    """Keep what an organization says of itself; `seen_at` is the state that the page showed.

    `is_address_free` says that no form is published, so that the address may still change. Raises
    FactsUnusable, ChangedMeanwhile, AddressFixed, OrganizationSlugUnusable or
    OrganizationSlugTaken. The caller owns the transaction.
    """
    columns = read_facts(facts)
    organization = lock_organization(session)
    require_seen(organization, seen_at)
    if slug != organization.slug:
        if not is_address_free:
            raise AddressFixed
        give_slug(session, organization, slug)
    for name, value in columns.items():
        setattr(organization, name, value)
    session.flush()
    return organization


def require_seen(organization: Organization, seen_at: datetime) -> None:
    """Raise ChangedMeanwhile when the organization is newer than the page that changes it."""
    if organization.updated_at != seen_at:
        raise ChangedMeanwhile


def read_facts(facts: Mapping[str, str]) -> dict[str, Any]:
    """The columns that these facts make; raises FactsUnusable with every problem."""
    texts = {name: clean_line(text) for name, text in facts.items() if storable(text)}
    columns: dict[str, Any] = {name: _tidy(name, texts) for name in _LINES if name in texts}
    problems = {name: _UNSTORABLE for name in facts if name not in texts}
    problems |= {name: words for name, words in _problems(columns) if name not in problems}
    if problems:
        raise FactsUnusable(problems)
    for name in _MAYBE_NONE:
        columns[name] = columns.get(name) or None
    parts = {part: texts.get(part, "") for part in ADDRESS}
    address = {part: text[:_LONGEST] for part, text in parts.items() if text}
    return {**columns, "address": {**address, "country": texts["country"]} if address else {}}


def read_essentials(facts: Mapping[str, str]) -> dict[str, str]:
    """Where a business is at home, what is not told left out; raises FactsUnusable."""
    told = {name: facts[name] for name in _NEEDED if name != "name" and facts.get(name)}
    problems = {name: _LINES[name][1] for name, text in told.items() if not _LINES[name][0](text)}
    if problems:
        raise FactsUnusable(problems)
    return told


def _tidy(name: str, texts: Mapping[str, str]) -> str:
    text = texts[name]
    if name == "phone" and text:
        return tidy_phone(text, texts.get("country", "GB"))
    if name == "email":
        return tidy_email(text)
    if name == "website" and text and "://" not in text:
        return f"https://{text}"
    if name in ("vat_number", "company_number"):
        return text.upper().replace(" ", "")
    return text


def _problems(columns: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, text in columns.items():
        is_right, words = _LINES[name]
        if len(text) > _LONGEST:
            yield name, f"Use at most {_LONGEST} characters."
        elif (text or name in _NEEDED) and not is_right(text):
            yield name, words
