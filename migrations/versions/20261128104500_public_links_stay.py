"""A public link is many people's: erasing what one of them sent leaves it as it is."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261128104500_public_links_stay", "20261128101600_saved_batches"

BEFORE: Final = """
CREATE OR REPLACE FUNCTION erase_link(_submission form_submissions) RETURNS void
LANGUAGE sql AS $$
    UPDATE form_links l SET prefill = '{}', label = '', recipient = '', updated_at = now(),
        revoked_at = coalesce(revoked_at, now())
    WHERE l.organization_id = _submission.organization_id AND l.id = _submission.link_id
        AND NOT EXISTS (
            SELECT FROM form_submissions s WHERE s.organization_id = l.organization_id
                AND s.link_id = l.id AND s.status <> 'draft' AND s.erased_at IS NULL)
$$;
"""
PERSONAL: Final = BEFORE.replace(
    "l.id = _submission.link_id\n",
    "l.id = _submission.link_id\n        AND l.purpose = 'personal'\n",
)


def upgrade() -> None:
    op.execute(PERSONAL)


def downgrade() -> None:
    op.execute(BEFORE)
