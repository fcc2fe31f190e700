"""What came of a link is looked up by it; so is whether a link was answered before."""

from __future__ import annotations

from alembic import op

revision, down_revision = "20261127191500_link_answers", "20261127191200_people"


def upgrade() -> None:
    op.execute("""
        CREATE INDEX ix_form_submissions_organization_id_link_id
            ON form_submissions (organization_id, link_id) WHERE link_id IS NOT NULL
    """)


def downgrade() -> None:
    op.execute("DROP INDEX ix_form_submissions_organization_id_link_id")
