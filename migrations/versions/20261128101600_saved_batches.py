"""A form remembers which batches of changes its draft has: one whose answer got lost is done once.

A new column, empty for every form; the audit trail leaves it out, and a change of it alone is none.
"""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261128101600_saved_batches", "20261128101500_released"

COLUMN: Final = """
ALTER TABLE forms
    ADD COLUMN saved_batches jsonb NOT NULL DEFAULT '[]',
    ADD CONSTRAINT ck_forms_saved_batches CHECK (jsonb_typeof(saved_batches) = 'array');
"""

TRAIL: Final = """
DROP TRIGGER audit ON forms;
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON forms
    FOR EACH ROW EXECUTE FUNCTION record_change('{saved_batches}', '{}', '{saved_batches,updated_at}')
"""
TRAIL_BEFORE: Final = """
DROP TRIGGER audit ON forms;
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON forms
    FOR EACH ROW EXECUTE FUNCTION record_change('{}', '{}', '{updated_at}')
"""


def upgrade() -> None:
    op.execute(COLUMN)
    op.execute(TRAIL)


def downgrade() -> None:
    op.execute(TRAIL_BEFORE)
    op.execute("ALTER TABLE forms DROP COLUMN saved_batches")
