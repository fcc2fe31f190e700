"""Submissions, their revisions, promoted answers, counters and places; what points at them."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261123040800_submissions", "20261123040700_documents"

TABLES: Final = """
CREATE TABLE form_submissions (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    form_id uuid NOT NULL,
    form_version_id uuid NOT NULL,
    client_id uuid,
    link_id uuid,
    amends_id uuid,
    status text NOT NULL DEFAULT 'draft',
    revision integer NOT NULL DEFAULT 0,
    draft_data jsonb,
    draft_digest bytea,
    draft_expires_at timestamptz,
    submission_data jsonb,
    body_hash text,
    idempotency_key uuid,
    revision_key uuid,
    view_digest bytea,
    places_taken jsonb NOT NULL DEFAULT '[]',
    origin jsonb NOT NULL DEFAULT '{}',
    submitted_at timestamptz,
    amended_at timestamptz,
    approved_at timestamptz,
    approved_by uuid,
    quarantined_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT pk_form_submissions PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_form_submissions_form_id
        FOREIGN KEY (organization_id, form_id) REFERENCES forms (organization_id, id),
    CONSTRAINT fk_form_submissions_form_version_id
        FOREIGN KEY (organization_id, form_version_id)
        REFERENCES form_versions (organization_id, id),
    CONSTRAINT fk_form_submissions_client_id
        FOREIGN KEY (organization_id, client_id)
        REFERENCES clients (organization_id, id) ON DELETE SET NULL (client_id),
    CONSTRAINT fk_form_submissions_link_id
        FOREIGN KEY (organization_id, link_id)
        REFERENCES form_links (organization_id, id) ON DELETE SET NULL (link_id),
    CONSTRAINT fk_form_submissions_amends_id
        FOREIGN KEY (organization_id, amends_id)
        REFERENCES form_submissions (organization_id, id) ON DELETE SET NULL (amends_id),
    CONSTRAINT fk_form_submissions_approved_by
        FOREIGN KEY (organization_id, approved_by)
        REFERENCES user_profiles (organization_id, id) ON DELETE SET NULL (approved_by),
    CONSTRAINT ck_form_submissions_status CHECK (status IN ('draft', 'submitted', 'approved')),
    CONSTRAINT ck_form_submissions_sent
        CHECK (status = 'draft' OR (submission_data IS NOT NULL
            AND submitted_at IS NOT NULL AND body_hash IS NOT NULL AND revision > 0)),
    CONSTRAINT uq_form_submissions_organization_id_form_id_idempotency_key
        UNIQUE (organization_id, form_id, idempotency_key),
    CONSTRAINT uq_form_submissions_organization_id_draft_digest
        UNIQUE (organization_id, draft_digest),
    CONSTRAINT uq_form_submissions_organization_id_view_digest
        UNIQUE (organization_id, view_digest)
);
CREATE INDEX idx_submissions_form_client ON form_submissions (form_id, client_id);
CREATE INDEX ix_form_submissions_drafts
    ON form_submissions (organization_id, updated_at) WHERE draft_data IS NOT NULL;
CREATE INDEX ix_form_submissions_organization_id_client_id
    ON form_submissions (organization_id, client_id);
CREATE INDEX ix_form_submissions_sent
    ON form_submissions (organization_id, form_id, submitted_at DESC, id DESC)
    WHERE status <> 'draft' AND deleted_at IS NULL;

CREATE TABLE submission_revisions (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    submission_id uuid NOT NULL,
    form_version_id uuid NOT NULL,
    revision integer NOT NULL,
    submission_data jsonb NOT NULL,
    body_hash text NOT NULL,
    idempotency_key uuid,
    origin jsonb NOT NULL DEFAULT '{}',
    submitted_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_submission_revisions PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_submission_revisions_submission_id
        FOREIGN KEY (organization_id, submission_id)
        REFERENCES form_submissions (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_submission_revisions_form_version_id
        FOREIGN KEY (organization_id, form_version_id)
        REFERENCES form_versions (organization_id, id),
    CONSTRAINT uq_submission_revisions_organization_id_submission_id_revision
        UNIQUE (organization_id, submission_id, revision)
);

CREATE TABLE submission_answers (
    organization_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    key text NOT NULL,
    position integer NOT NULL,
    form_version_id uuid NOT NULL,
    value_text text,
    value_number numeric,
    value_date date,
    number_order double precision
        GENERATED ALWAYS AS (value_number::double precision) STORED,
    CONSTRAINT pk_submission_answers
        PRIMARY KEY (organization_id, submission_id, key, position),
    CONSTRAINT fk_submission_answers_submission_id
        FOREIGN KEY (organization_id, submission_id)
        REFERENCES form_submissions (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX ix_submission_answers_date
    ON submission_answers (organization_id, form_version_id, key, value_date)
    WHERE value_date IS NOT NULL;
CREATE INDEX ix_submission_answers_number
    ON submission_answers (organization_id, form_version_id, key, number_order)
    WHERE number_order IS NOT NULL;
CREATE INDEX ix_submission_answers_text
    ON submission_answers (organization_id, form_version_id, key, value_text);

CREATE TABLE answer_counters (
    organization_id uuid NOT NULL,
    form_id uuid NOT NULL,
    key text NOT NULL,
    value_text text NOT NULL,
    given integer NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_answer_counters PRIMARY KEY (organization_id, form_id, key, value_text),
    CONSTRAINT fk_answer_counters_form_id
        FOREIGN KEY (organization_id, form_id)
        REFERENCES forms (organization_id, id) ON DELETE CASCADE
);

CREATE TABLE option_places (
    organization_id uuid NOT NULL,
    form_id uuid NOT NULL,
    field_key text NOT NULL,
    option_value text NOT NULL,
    places integer NOT NULL,
    taken integer NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_option_places PRIMARY KEY (organization_id, form_id, field_key, option_value),
    CONSTRAINT fk_option_places_form_id
        FOREIGN KEY (organization_id, form_id)
        REFERENCES forms (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_option_places_places CHECK (places >= 0 AND taken >= 0)
);

ALTER TABLE documents
    ADD CONSTRAINT fk_documents_submission_id
        FOREIGN KEY (organization_id, submission_id)
        REFERENCES form_submissions (organization_id, id);
ALTER TABLE invoices
    ADD CONSTRAINT fk_invoices_submission_id
        FOREIGN KEY (organization_id, submission_id)
        REFERENCES form_submissions (organization_id, id);
ALTER TABLE payment_schedules
    ADD CONSTRAINT fk_payment_schedules_submission_id
        FOREIGN KEY (organization_id, submission_id)
        REFERENCES form_submissions (organization_id, id);
"""

PROTECTION: Final = """
CALL protect_tenant_table('form_submissions',
    _secret => '{draft_digest,view_digest}',
    _digested => '{submission_data}',
    _quiet => '{draft_data,draft_expires_at}');
CALL protect_tenant_table('submission_revisions',
    _rights => 'SELECT, INSERT',
    _digested => '{submission_data}');
-- Derived and rebuilt at will: no trail, and the only tables where the application deletes.
CALL protect_tenant_table('submission_answers',
    _rights => 'SELECT, INSERT, UPDATE, DELETE',
    _audited => 'false');
CALL protect_tenant_table('answer_counters',
    _rights => 'SELECT, INSERT, UPDATE, DELETE',
    _audited => 'false');
CALL protect_tenant_table('option_places', _quiet => '{taken}');
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(PROTECTION)


def downgrade() -> None:
    op.execute("ALTER TABLE payment_schedules DROP CONSTRAINT fk_payment_schedules_submission_id")
    op.execute("ALTER TABLE invoices DROP CONSTRAINT fk_invoices_submission_id")
    op.execute("ALTER TABLE documents DROP CONSTRAINT fk_documents_submission_id")
    op.execute("""
        DROP TABLE
            option_places,
            answer_counters,
            submission_answers,
            submission_revisions,
            form_submissions
    """)
