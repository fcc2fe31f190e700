"""Fields and forms of a draft remember the revision in which they last changed, for whoever designs beside."""

from __future__ import annotations

from alembic import op

revision, down_revision = "20261127190100_design", "20261127190000_figures"


def upgrade() -> None:
    op.execute("ALTER TABLE form_fields ADD COLUMN revision integer DEFAULT 0 NOT NULL")
    op.execute("ALTER TABLE forms ADD COLUMN facts_revision integer DEFAULT 0 NOT NULL")


def downgrade() -> None:
    op.execute("ALTER TABLE forms DROP COLUMN facts_revision")
    op.execute("ALTER TABLE form_fields DROP COLUMN revision")
