"""What couples ask to have changed once they can no longer change it themselves.

The words reach no trail: they may tell of health, and go when the term of the answers is over.
"""

from __future__ import annotations

from alembic import op

revision, down_revision = "20261127210000_change_requests", "20261127201100_busy_days"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE change_requests (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            form_id uuid NOT NULL,
            submission_id uuid NOT NULL,
            language text NOT NULL,
            wanted text NOT NULL,
            status text NOT NULL DEFAULT 'open',
            reply text NOT NULL DEFAULT '',
            answered_at timestamptz,
            answered_by uuid,
            created_at timestamptz NOT NULL DEFAULT now(),
            updated_at timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT pk_change_requests PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_change_requests_form_id
                FOREIGN KEY (organization_id, form_id) REFERENCES forms (organization_id, id),
            CONSTRAINT fk_change_requests_submission_id
                FOREIGN KEY (organization_id, submission_id)
                REFERENCES form_submissions (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_change_requests_answered_by
                FOREIGN KEY (organization_id, answered_by)
                REFERENCES user_profiles (organization_id, id) ON DELETE SET NULL (answered_by),
            CONSTRAINT ck_change_requests_status
                CHECK (status IN ('open', 'accepted', 'declined', 'ended')),
            CONSTRAINT ck_change_requests_answered
                CHECK ((status = 'open') = (answered_at IS NULL))
        );
        CREATE INDEX ix_change_requests_submission
            ON change_requests (organization_id, submission_id, created_at);
        CREATE UNIQUE INDEX uq_change_requests_open
            ON change_requests (organization_id, submission_id) WHERE status = 'open';
        CREATE INDEX ix_change_requests_waiting
            ON change_requests (organization_id, form_id) WHERE status = 'open';
        CALL protect_tenant_table('change_requests', _secret => '{wanted,reply}');
    """)


def downgrade() -> None:
    op.execute("DROP TABLE change_requests")
