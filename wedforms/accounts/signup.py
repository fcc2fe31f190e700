"""Opening an account: an organization, and the person who owns it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import psycopg
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wedforms.accounts.errors import (
    LinkEnded,
    OrganizationSlugReserved,
    OrganizationSlugTaken,
    OrganizationSlugUnusable,
)
from wedforms.accounts.people import NewPerson, clean_email, create_person
from wedforms.accounts.tokens import issue, use_up
from wedforms.core.accounts import Organization, UserProfile
from wedforms.core.limits import use

#: A supplier whom the operator invites may take this long to open the account.
SUPPLIER_INVITATION_LIFE: Final = timedelta(days=14)
#: What people take for a part of the service itself, or for somebody who works for it.
RESERVED_SLUGS: Final = frozenset(
    {
        "abuse", "account", "accounts", "admin", "administrator", "api", "app", "assets",
        "billing", "blog", "cdn", "docs", "embed", "ftp", "help", "hostmaster", "info", "login",
        "mail", "news", "noreply", "postmaster", "privacy", "root", "security", "sign-in",
        "sign-up", "smtp", "static", "status", "studio", "support", "system", "webmaster",
        "wedforms", "www",
    }
)  # fmt: skip
_SLUG: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_ONE_SLUG: Final = "uq_organizations_slug"


def open_organization(
    session: Session, *, organization_id: UUID, name: str, slug: str, facts: Mapping[str, Any]
) -> Organization:
    """Create the organization whose (new) id is the open tenant; `facts` are further columns.

    Raises OrganizationSlugUnusable or OrganizationSlugTaken; what the database refuses for another
    reason stays its IntegrityError. The caller owns the transaction.
    """
    organization = Organization(id=organization_id, name=name, **facts)
    give_slug(session, organization, slug)
    return organization


def give_slug(session: Session, organization: Organization, slug: str) -> None:
    """Give a new or a kept organization this address.

    Raises OrganizationSlugUnusable, OrganizationSlugReserved (which is one) or
    OrganizationSlugTaken. The caller owns the transaction.
    """
    require_usable(slug)
    try:
        with session.begin_nested():
            organization.slug = slug
            session.add(organization)
    except IntegrityError as fault:
        if _broken_constraint(fault) == _ONE_SLUG:
            raise OrganizationSlugTaken(slug) from fault
        raise


def require_usable(slug: str) -> None:
    """Raise OrganizationSlugUnusable or OrganizationSlugReserved for what can be no address."""
    if not _SLUG.fullmatch(slug):
        raise OrganizationSlugUnusable(slug)
    if slug in RESERVED_SLUGS:
        raise OrganizationSlugReserved(slug)


def sign_up(
    session: Session,
    person: NewPerson,
    *,
    organization_id: UUID,
    name: str,
    slug: str,
    facts: Mapping[str, Any],
) -> UUID:
    """Open an organization with its owner inside the open tenant; return the id of the user.

    Raises what `open_organization` and `create_person` raise. The caller owns the transaction.
    """
    open_organization(session, organization_id=organization_id, name=name, slug=slug, facts=facts)
    return add_owner(session, person)


def found_another(
    session: Session,
    user_id: UUID,
    *,
    organization_id: UUID,
    name: str,
    slug: str,
    owner: Mapping[str, str],
    facts: Mapping[str, Any],
) -> None:
    """Open an organization for somebody who can sign in already; `owner` holds their two names.

    Raises what `open_organization` raises. The caller owns the transaction.
    """
    open_organization(session, organization_id=organization_id, name=name, slug=slug, facts=facts)
    _own(session, user_id, owner)


def invite_supplier(connection: Connection, *, email: str, now: datetime) -> str:
    """The secret of a link with which this address may open one account; raises EmailUnusable."""
    details = {"email": clean_email(email)}
    until = now + SUPPLIER_INVITATION_LIFE
    return issue(connection, "sign_up", user_id=None, until=until, details=details)


def sign_up_invited(
    session: Session,
    person: NewPerson,
    *,
    secret: str,
    organization_id: UUID,
    name: str,
    slug: str,
    facts: Mapping[str, Any],
) -> UUID:
    """Sign up by an operator's invitation, which is used up with it; raises LinkEnded too."""
    invited = use_up(session, "sign_up", secret=secret)
    if clean_email(person.email) != invited.details["email"]:
        raise LinkEnded
    return sign_up(
        session, person, organization_id=organization_id, name=name, slug=slug, facts=facts
    )


def add_owner(session: Session, person: NewPerson) -> UUID:
    """Let a new person own the open organization; return the id of the user.

    Raises what `create_person` raises, and LimitReached. The caller owns the transaction.
    """
    user_id = create_person(session, person)
    _own(session, user_id, {"first_name": person.first_name, "last_name": person.last_name})
    return user_id


def suggested_slug(name: str) -> str:
    """An address made of a name: `Rose & Lens` gives `rose-and-lens`."""
    words = unicodedata.normalize("NFKD", name.replace("&", " and ")).encode("ascii", "ignore")
    return re.sub(r"[^a-z0-9]+", "-", words.decode().lower()).strip("-")[:63].rstrip("-")


def _own(session: Session, user_id: UUID, names: Mapping[str, str]) -> None:
    use(session, "users")
    session.add(UserProfile(user_id=user_id, role="OWNER", **names))
    session.flush()


def _broken_constraint(fault: IntegrityError) -> str | None:
    return fault.orig.diag.constraint_name if isinstance(fault.orig, psycopg.Error) else None
