"""Opening an account for a supplier."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import psycopg
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wedforms.accounts.errors import OrganizationSlugTaken, OrganizationSlugUnusable
from wedforms.core.accounts import Organization

_SLUG: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_ONE_SLUG: Final = "uq_organizations_slug"


def open_organization(
    session: Session, *, organization_id: UUID, name: str, slug: str, facts: Mapping[str, Any]
) -> Organization:
    """Create the organization whose (new) id is the open tenant; `facts` are further columns.

    Raises OrganizationSlugUnusable or OrganizationSlugTaken; what the database refuses for another
    reason stays its IntegrityError. The caller owns the transaction.
    """
    if not _SLUG.fullmatch(slug):
        raise OrganizationSlugUnusable(slug)
    organization = Organization(id=organization_id, name=name, slug=slug, **facts)
    try:
        with session.begin_nested():
            session.add(organization)
    except IntegrityError as fault:
        if _broken_constraint(fault) == _ONE_SLUG:
            raise OrganizationSlugTaken(slug) from fault
        raise
    return organization


def _broken_constraint(fault: IntegrityError) -> str | None:
    return fault.orig.diag.constraint_name if isinstance(fault.orig, psycopg.Error) else None
