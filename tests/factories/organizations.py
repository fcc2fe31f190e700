"""Organizations to test with: always two, so that a leak between them can be seen."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from psycopg import Connection
from sqlalchemy import URL

from wedforms.database.addresses import connected
from wedforms.database.roles import OWNER
from wedforms.lib.ids import uuid7


@dataclass(frozen=True)
class Tenant:
    """An organization as tests name it."""

    id: UUID
    slug: str
    name: str


@dataclass(frozen=True)
class TwoOrganizations:
    """Ours, which a test works in, and another whose rows must never be seen."""

    ours: Tenant
    theirs: Tenant


def insert_organization(connection: Connection, slug: str, name: str) -> Tenant:
    """Insert one organization as the owner, under the row level security that binds it too."""
    tenant = Tenant(uuid7(), slug, name)
    with connection.transaction():
        connection.execute(f"set local role {OWNER}")
        connection.execute(f"set local app.organization_id = '{tenant.id}'")
        connection.execute(
            "insert into organizations (id, slug, name) values (%s, %s, %s)",
            [tenant.id, slug, name],
        )
    return tenant


def insert_two_organizations(owner: URL) -> TwoOrganizations:
    """A photographer and a venue."""
    with connected(owner) as connection:
        return TwoOrganizations(
            ours=insert_organization(connection, "rose-and-lens", "Rose & Lens Photography"),
            theirs=insert_organization(connection, "old-mill", "The Old Mill"),
        )
