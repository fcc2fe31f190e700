"""Add a look-up for people who belong to no organization any more: which one they left last."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261127210100_left_last", "20261127210000_change_requests"

LOOKUP: Final = """
CREATE FUNCTION lookup_former_organization(_user_id uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT p.organization_id
    FROM user_profiles p
    JOIN organizations o ON o.id = p.organization_id
    WHERE p.user_id = _user_id
    ORDER BY coalesce(p.deleted_at, o.deleted_at, 'infinity') DESC, p.id DESC
    LIMIT 1
$$;
GRANT EXECUTE ON FUNCTION lookup_former_organization(uuid) TO wedforms_app;
CALL give_function_to('lookup_former_organization(uuid)', 'wedforms_lookup');
"""


def upgrade() -> None:
    op.execute(LOOKUP)


def downgrade() -> None:
    op.execute("DROP FUNCTION lookup_former_organization(uuid)")
