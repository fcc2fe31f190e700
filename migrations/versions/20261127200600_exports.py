"""Exports that are made by the worker, and what a caterer was told the last time."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261127200600_exports", "20261127200500_set_aside"

EXPORTS: Final = """
CREATE TABLE answer_exports (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    form_id uuid NOT NULL,
    submission_id uuid,
    requested_by uuid,
    format text NOT NULL,
    question jsonb NOT NULL DEFAULT '{}',
    with_sensitive boolean NOT NULL DEFAULT false,
    status text NOT NULL DEFAULT 'waiting',
    done integer NOT NULL DEFAULT 0,
    total integer NOT NULL DEFAULT 0,
    name text NOT NULL DEFAULT '',
    file_id uuid,
    failure text NOT NULL DEFAULT '',
    finished_at timestamptz,
    expires_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_answer_exports PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_answer_exports_form_id
        FOREIGN KEY (organization_id, form_id) REFERENCES forms (organization_id, id),
    CONSTRAINT fk_answer_exports_submission_id
        FOREIGN KEY (organization_id, submission_id)
        REFERENCES form_submissions (organization_id, id),
    CONSTRAINT fk_answer_exports_requested_by
        FOREIGN KEY (organization_id, requested_by)
        REFERENCES user_profiles (organization_id, id) ON DELETE SET NULL (requested_by),
    CONSTRAINT fk_answer_exports_file_id
        FOREIGN KEY (organization_id, file_id) REFERENCES stored_files (organization_id, id),
    CONSTRAINT ck_answer_exports_format CHECK (format IN ('csv', 'xlsx', 'files', 'pdf')),
    CONSTRAINT ck_answer_exports_status
        CHECK (status IN ('waiting', 'working', 'done', 'failed', 'cancelled')),
    CONSTRAINT ck_answer_exports_progress CHECK (done >= 0 AND total >= 0)
);
CREATE INDEX ix_answer_exports_form ON answer_exports (organization_id, form_id, created_at);
CALL protect_tenant_table('answer_exports', _quiet => '{done}');
"""

CATERER: Final = """
CREATE TABLE caterer_lists (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    form_id uuid NOT NULL,
    made_by uuid,
    guests integer NOT NULL,
    revisions jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_caterer_lists PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_caterer_lists_form_id
        FOREIGN KEY (organization_id, form_id) REFERENCES forms (organization_id, id),
    CONSTRAINT fk_caterer_lists_made_by
        FOREIGN KEY (organization_id, made_by)
        REFERENCES user_profiles (organization_id, id) ON DELETE SET NULL (made_by)
);
CREATE INDEX ix_caterer_lists_form ON caterer_lists (organization_id, form_id, created_at);
CALL protect_tenant_table('caterer_lists', _rights => 'SELECT, INSERT', _digested => '{revisions}');
"""


def upgrade() -> None:
    op.execute(EXPORTS)
    op.execute(CATERER)


def downgrade() -> None:
    op.execute("DROP TABLE caterer_lists, answer_exports")
