"""The days on which a supplier takes no wedding, beside those of booked couples."""

from __future__ import annotations

from alembic import op

revision, down_revision = "20261127201100_busy_days", "20261127201000_passkeys"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE busy_days (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            first_day date NOT NULL,
            last_day date NOT NULL,
            note text NOT NULL DEFAULT '',
            created_at timestamptz NOT NULL DEFAULT now(),
            updated_at timestamptz NOT NULL DEFAULT now(),
            deleted_at timestamptz,
            CONSTRAINT pk_busy_days PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_busy_days_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT ck_busy_days_days CHECK (first_day <= last_day)
        );
        CREATE INDEX ix_busy_days_organization_id_last_day
            ON busy_days (organization_id, last_day);
        CALL protect_tenant_table('busy_days');
    """)


def downgrade() -> None:
    op.execute("DROP TABLE busy_days")
