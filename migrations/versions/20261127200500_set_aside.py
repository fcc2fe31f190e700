"""Drafts that another took the place of are set aside, so that they can be brought back."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261127200500_set_aside", "20261127193000_mails"

TABLE: Final = """
CREATE TABLE form_drafts (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    form_id uuid NOT NULL,
    draft jsonb NOT NULL,
    set_aside_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_form_drafts PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_form_drafts_form_id
        FOREIGN KEY (organization_id, form_id)
        REFERENCES forms (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_form_drafts_set_aside_by
        FOREIGN KEY (organization_id, set_aside_by)
        REFERENCES user_profiles (organization_id, id) ON DELETE SET NULL (set_aside_by)
);
CREATE INDEX ix_form_drafts_organization_id_form_id ON form_drafts (organization_id, form_id, id);
CALL protect_tenant_table('form_drafts', _rights => 'SELECT, INSERT', _digested => '{draft}');
"""


def upgrade() -> None:
    op.execute(TABLE)


def downgrade() -> None:
    op.execute("DROP TABLE form_drafts")
