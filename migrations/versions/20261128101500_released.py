"""When an answer that perhaps a machine sent was said to come from a person."""

from __future__ import annotations

from alembic import op

revision, down_revision = "20261128101500_released", "20261128100000_erase_person"


def upgrade() -> None:
    op.execute("ALTER TABLE form_submissions ADD COLUMN released_at timestamptz")


def downgrade() -> None:
    op.execute("ALTER TABLE form_submissions DROP COLUMN released_at")
