"""A later submission that repeats an earlier one points at it; both stay as they were sent."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261123041800_attached", "20261123041700_retention"

COLUMN: Final = """
ALTER TABLE form_submissions
    ADD COLUMN attached_to_id uuid,
    ADD CONSTRAINT fk_form_submissions_attached_to_id
        FOREIGN KEY (organization_id, attached_to_id)
        REFERENCES form_submissions (organization_id, id) ON DELETE SET NULL (attached_to_id),
    ADD CONSTRAINT ck_form_submissions_attached CHECK (attached_to_id <> id)
"""


def upgrade() -> None:
    op.execute(COLUMN)


def downgrade() -> None:
    op.execute("ALTER TABLE form_submissions DROP COLUMN attached_to_id")
