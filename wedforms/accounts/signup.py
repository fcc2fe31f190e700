"""Opening an account: an organization, and the person who owns it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import psycopg
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wedforms.accounts.errors import OrganizationSlugTaken, OrganizationSlugUnusable
from wedforms.accounts.people import NewPerson, create_person
from wedforms.core.accounts import Organization, UserProfile
from wedforms.core.limits import use

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

    Raises OrganizationSlugUnusable or OrganizationSlugTaken. The caller owns the transaction.
    """
    if not _SLUG.fullmatch(slug):
        raise OrganizationSlugUnusable(slug)
    try:
        with session.begin_nested():
            organization.slug = slug
            session.add(organization)
    except IntegrityError as fault:
        if _broken_constraint(fault) == _ONE_SLUG:
            raise OrganizationSlugTaken(slug) from fault
        raise


def sign_up(
    session: Session, person: NewPerson, *, organization_id: UUID, name: str, slug: str
) -> UUID:
    """Open an organization with its owner inside the open tenant; return the id of the user.

    Raises what `open_organization` and `create_person` raise. The caller owns the transaction.
    """
    open_organization(session, organization_id=organization_id, name=name, slug=slug, facts={})
    return add_owner(session, person)


def add_owner(session: Session, person: NewPerson) -> UUID:
    """Let a new person own the open organization; return the id of the user.

    Raises what `create_person` raises, and LimitReached. The caller owns the transaction.
    """
    user_id = create_person(session, person)
    names = {"first_name": person.first_name, "last_name": person.last_name}
    use(session, "users")
    session.add(UserProfile(user_id=user_id, role="OWNER", **names))
    session.flush()
    return user_id


def suggested_slug(name: str) -> str:
    """An address made of a name: `Rose & Lens` gives `rose-and-lens`."""
    words = unicodedata.normalize("NFKD", name.replace("&", " and ")).encode("ascii", "ignore")
    return re.sub(r"[^a-z0-9]+", "-", words.decode().lower()).strip("-")[:63].rstrip("-")


def _broken_constraint(fault: IntegrityError) -> str | None:
    return fault.orig.diag.constraint_name if isinstance(fault.orig, psycopg.Error) else None
