"""A change remembers which revision of the answers it was begun from."""

from __future__ import annotations

from alembic import op

revision, down_revision = "20261123050200_begun_from", "20261123050100_sign_in"


def upgrade() -> None:
    op.execute("ALTER TABLE form_submissions ADD COLUMN amends_revision integer")


def downgrade() -> None:
    op.execute("ALTER TABLE form_submissions DROP COLUMN amends_revision")
