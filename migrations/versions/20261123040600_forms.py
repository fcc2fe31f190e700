"""Stored files; forms as drafts, as frozen versions, and their links."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261123040600_forms", "20261123040500_payments"

TABLES: Final = """
CREATE TABLE stored_files (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    sha256 text NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    size_bytes bigint NOT NULL,
    kind text NOT NULL DEFAULT 'upload',
    details jsonb NOT NULL DEFAULT '{}',
    scanned_at timestamptz,
    purged_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT pk_stored_files PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_stored_files_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT ck_stored_files_kind CHECK (kind IN ('upload', 'document', 'asset', 'export')),
    CONSTRAINT ck_stored_files_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT ck_stored_files_size_bytes CHECK (size_bytes >= 0),
    CONSTRAINT uq_stored_files_organization_id_sha256 UNIQUE (organization_id, sha256)
);

CREATE TABLE forms (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    slug text NOT NULL,
    description text NOT NULL DEFAULT '',
    form_type text NOT NULL,
    locale text NOT NULL DEFAULT 'en-GB',
    settings jsonb NOT NULL DEFAULT '{}',
    tables jsonb NOT NULL DEFAULT '{}',
    rules jsonb NOT NULL DEFAULT '[]',
    is_active boolean NOT NULL DEFAULT true,
    is_template boolean NOT NULL DEFAULT false,
    published_version_id uuid,
    draft_revision integer NOT NULL DEFAULT 0,
    created_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT pk_forms PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_forms_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT ck_forms_form_type
        CHECK (form_type IN ('contract', 'questionnaire', 'rsvp', 'invoice')),
    CONSTRAINT ck_forms_slug CHECK (slug ~ '^[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?$'),
    CONSTRAINT fk_forms_created_by
        FOREIGN KEY (organization_id, created_by)
        REFERENCES user_profiles (organization_id, id) ON DELETE SET NULL (created_by)
);
CREATE INDEX idx_form_settings_gin ON forms USING gin (settings);
CREATE INDEX idx_forms_org_active ON forms (organization_id, is_active);
CREATE UNIQUE INDEX uq_forms_organization_id_slug
    ON forms (organization_id, slug) WHERE deleted_at IS NULL;

CREATE TABLE form_fields (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    form_id uuid NOT NULL,
    parent_id uuid,
    sort_order integer NOT NULL DEFAULT 0,
    key text NOT NULL,
    field_type text NOT NULL,
    label text NOT NULL DEFAULT '',
    help text NOT NULL DEFAULT '',
    content text NOT NULL DEFAULT '',
    default_value jsonb,
    validation_rules jsonb NOT NULL DEFAULT '{}',
    options jsonb NOT NULL DEFAULT '[]',
    rows jsonb NOT NULL DEFAULT '[]',
    columns jsonb NOT NULL DEFAULT '[]',
    visible_if jsonb,
    required_if jsonb,
    locked_if jsonb,
    value jsonb,
    min_rows jsonb,
    max_rows jsonb,
    sort_by text NOT NULL DEFAULT '',
    private boolean NOT NULL DEFAULT false,
    sensitive boolean NOT NULL DEFAULT false,
    writes_to text NOT NULL DEFAULT '',
    translations jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT pk_form_fields PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_form_fields_form_id
        FOREIGN KEY (organization_id, form_id)
        REFERENCES forms (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_form_fields_parent_id
        FOREIGN KEY (organization_id, parent_id)
        REFERENCES form_fields (organization_id, id) ON DELETE SET NULL (parent_id),
    CONSTRAINT ck_form_fields_key CHECK (key ~ '^[a-z][a-z0-9_]{0,62}$'),
    CONSTRAINT ck_form_fields_parent CHECK (parent_id <> id)
);
CREATE INDEX ix_form_fields_organization_id_form_id
    ON form_fields (organization_id, form_id, sort_order);
CREATE UNIQUE INDEX uq_form_fields_organization_id_form_id_key
    ON form_fields (organization_id, form_id, key) WHERE deleted_at IS NULL;

CREATE TABLE form_versions (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    form_id uuid NOT NULL,
    number integer NOT NULL,
    definition jsonb NOT NULL,
    compiled_schema jsonb NOT NULL,
    content_hash text NOT NULL,
    published_at timestamptz NOT NULL DEFAULT now(),
    published_by uuid,
    note text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_form_versions PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_form_versions_form_id
        FOREIGN KEY (organization_id, form_id) REFERENCES forms (organization_id, id),
    CONSTRAINT fk_form_versions_published_by
        FOREIGN KEY (organization_id, published_by)
        REFERENCES user_profiles (organization_id, id) ON DELETE SET NULL (published_by),
    CONSTRAINT ck_form_versions_content_hash CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    CONSTRAINT ck_form_versions_number CHECK (number > 0),
    CONSTRAINT uq_form_versions_organization_id_form_id_number
        UNIQUE (organization_id, form_id, number),
    CONSTRAINT uq_form_versions_organization_id_form_id_content_hash
        UNIQUE (organization_id, form_id, content_hash)
);

CREATE TABLE form_links (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    form_id uuid NOT NULL,
    client_id uuid,
    purpose text NOT NULL DEFAULT 'personal',
    digest bytea NOT NULL,
    label text NOT NULL DEFAULT '',
    recipient text NOT NULL DEFAULT '',
    prefill jsonb NOT NULL DEFAULT '{}',
    one_response boolean NOT NULL DEFAULT false,
    responses integer NOT NULL DEFAULT 0,
    expires_at timestamptz,
    revoked_at timestamptz,
    created_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT pk_form_links PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_form_links_form_id
        FOREIGN KEY (organization_id, form_id) REFERENCES forms (organization_id, id),
    CONSTRAINT fk_form_links_client_id
        FOREIGN KEY (organization_id, client_id)
        REFERENCES clients (organization_id, id) ON DELETE SET NULL (client_id),
    CONSTRAINT fk_form_links_created_by
        FOREIGN KEY (organization_id, created_by)
        REFERENCES user_profiles (organization_id, id) ON DELETE SET NULL (created_by),
    CONSTRAINT ck_form_links_purpose CHECK (purpose IN ('public', 'personal', 'preview')),
    CONSTRAINT ck_form_links_digest CHECK (octet_length(digest) = 32),
    CONSTRAINT ck_form_links_responses CHECK (responses >= 0),
    CONSTRAINT uq_form_links_organization_id_digest UNIQUE (organization_id, digest)
);
CREATE INDEX ix_form_links_organization_id_form_id ON form_links (organization_id, form_id);

ALTER TABLE forms
    ADD CONSTRAINT fk_forms_published_version_id
        FOREIGN KEY (organization_id, published_version_id)
        REFERENCES form_versions (organization_id, id) ON DELETE SET NULL (published_version_id);
"""

PROTECTION: Final = """
CALL protect_tenant_table('stored_files');
CALL protect_tenant_table('forms');
CALL protect_tenant_table('form_fields');
CALL protect_tenant_table('form_versions',
    _rights => 'SELECT, INSERT',
    _digested => '{definition,compiled_schema}');
CALL protect_tenant_table('form_links', _secret => '{digest}', _quiet => '{responses}');
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(PROTECTION)


def downgrade() -> None:
    op.execute("DROP TABLE form_links, form_versions, form_fields, forms, stored_files")
