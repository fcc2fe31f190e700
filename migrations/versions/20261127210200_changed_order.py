"""Order what changed last by a rising index that is read backwards.

A falling expression is told in two parts when the schema is read; a rising one compares with the
models whole.
"""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261127210200_changed_order", "20261127210100_left_last"

_INDEX: Final = """
DROP INDEX ix_form_submissions_changed;
CREATE INDEX ix_form_submissions_changed
    ON form_submissions (organization_id, form_id,
        (CASE WHEN amended_at IS NULL THEN submitted_at ELSE amended_at END){order}, id{order})
    WHERE status <> 'draft' AND deleted_at IS NULL;
"""


def upgrade() -> None:
    op.execute(_INDEX.format(order=""))


def downgrade() -> None:
    op.execute(_INDEX.format(order=" DESC"))
