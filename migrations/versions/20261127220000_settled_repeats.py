"""A supplier says which of repeated answers counts; from then on that stands.

A new column that is false where nothing was said; what was sent stays as it is.
"""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261127220000_settled_repeats", "20261127210300_common_words"

COLUMN: Final = """
ALTER TABLE form_submissions ADD COLUMN attached_by_hand boolean NOT NULL DEFAULT false
"""


def upgrade() -> None:
    op.execute(COLUMN)


def downgrade() -> None:
    op.execute("ALTER TABLE form_submissions DROP COLUMN attached_by_hand")
