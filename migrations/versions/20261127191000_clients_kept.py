"""Where a couple marries, what is noted of them, and how often people changed it."""

from __future__ import annotations

from alembic import op

revision, down_revision = "20261127191000_clients_kept", "20261127190200_results"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE clients
            ADD COLUMN town text NOT NULL DEFAULT '',
            ADD COLUMN latitude numeric(8, 5),
            ADD COLUMN longitude numeric(8, 5),
            ADD COLUMN notes text NOT NULL DEFAULT '',
            ADD COLUMN revision integer NOT NULL DEFAULT 0,
            ADD CONSTRAINT ck_clients_revision CHECK (revision >= 0),
            ADD CONSTRAINT ck_clients_place
                CHECK ((latitude IS NULL) = (longitude IS NULL)
                    AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180)
    """)


def downgrade() -> None:
    op.execute("""
        ALTER TABLE clients
            DROP COLUMN town,
            DROP COLUMN latitude,
            DROP COLUMN longitude,
            DROP COLUMN notes,
            DROP COLUMN revision
    """)
