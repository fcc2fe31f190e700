"""Documents: numbered and frozen, their parties, signatures and events."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261123040700_documents", "20261123040600_forms"

TABLES: Final = """
CREATE TABLE documents (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    number text NOT NULL,
    submission_id uuid,
    submission_revision integer NOT NULL DEFAULT 1,
    client_id uuid,
    invoice_id uuid,
    locale text NOT NULL DEFAULT 'en-GB',
    data jsonb NOT NULL,
    template text NOT NULL,
    template_version text NOT NULL,
    status text NOT NULL DEFAULT 'issuing',
    attempts integer NOT NULL DEFAULT 0,
    failure text,
    sha256 text,
    file_id uuid,
    issued_at timestamptz,
    voided_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT pk_documents PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_documents_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT fk_documents_client_id
        FOREIGN KEY (organization_id, client_id)
        REFERENCES clients (organization_id, id) ON DELETE SET NULL (client_id),
    CONSTRAINT fk_documents_invoice_id
        FOREIGN KEY (organization_id, invoice_id)
        REFERENCES invoices (organization_id, id) ON DELETE SET NULL (invoice_id),
    CONSTRAINT fk_documents_file_id
        FOREIGN KEY (organization_id, file_id) REFERENCES stored_files (organization_id, id),
    CONSTRAINT ck_documents_kind
        CHECK (kind IN ('contract', 'invoice', 'credit_note', 'receipt', 'copy')),
    CONSTRAINT ck_documents_status CHECK (status IN ('issuing', 'issued', 'failed')),
    CONSTRAINT ck_documents_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT ck_documents_issued
        CHECK (status <> 'issued' OR (sha256 IS NOT NULL AND file_id IS NOT NULL
            AND issued_at IS NOT NULL)),
    CONSTRAINT uq_documents_organization_id_kind_number UNIQUE (organization_id, kind, number),
    CONSTRAINT uq_documents_submission_revision
        UNIQUE (organization_id, submission_id, kind, submission_revision)
);
CREATE INDEX ix_documents_organization_id_client_id ON documents (organization_id, client_id);
CREATE INDEX ix_documents_sha256 ON documents (sha256);

CREATE TABLE document_parties (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    document_id uuid NOT NULL,
    position integer NOT NULL,
    group_number integer NOT NULL DEFAULT 1,
    role text NOT NULL,
    name text NOT NULL,
    email text NOT NULL DEFAULT '',
    status text NOT NULL DEFAULT 'waiting',
    digest bytea,
    expires_at timestamptz,
    accepted_at timestamptz,
    declined_reason text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_document_parties PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_document_parties_document_id
        FOREIGN KEY (organization_id, document_id)
        REFERENCES documents (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_document_parties_status
        CHECK (status IN ('waiting', 'invited', 'viewed', 'accepted', 'declined')),
    CONSTRAINT uq_document_parties_organization_id_document_id_position
        UNIQUE (organization_id, document_id, position),
    CONSTRAINT uq_document_parties_organization_id_digest UNIQUE (organization_id, digest)
);

CREATE TABLE document_signatures (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    document_id uuid NOT NULL,
    party_id uuid,
    field_key text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    data jsonb NOT NULL,
    evidence jsonb NOT NULL DEFAULT '{}',
    signed_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_document_signatures PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_document_signatures_document_id
        FOREIGN KEY (organization_id, document_id)
        REFERENCES documents (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_document_signatures_party_id
        FOREIGN KEY (organization_id, party_id)
        REFERENCES document_parties (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_document_signatures_kind CHECK (kind IN ('drawn', 'typed', 'uploaded')),
    CONSTRAINT uq_document_signatures_organization_id_document_id_field_key
        UNIQUE (organization_id, document_id, field_key)
);

CREATE TABLE document_events (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    document_id uuid NOT NULL,
    party_id uuid,
    event_type text NOT NULL,
    occurred_at timestamptz NOT NULL DEFAULT now(),
    details jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_document_events PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_document_events_document_id
        FOREIGN KEY (organization_id, document_id)
        REFERENCES documents (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_document_events_party_id
        FOREIGN KEY (organization_id, party_id)
        REFERENCES document_parties (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX ix_document_events_organization_id_document_id
    ON document_events (organization_id, document_id);
"""

PROTECTION: Final = """
CALL protect_tenant_table('documents', _digested => '{data}');
CALL protect_tenant_table('document_parties', _secret => '{digest}');
CALL protect_tenant_table('document_signatures',
    _rights => 'SELECT, INSERT',
    _digested => '{data}');
CALL protect_tenant_table('document_events', _rights => 'SELECT, INSERT');
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(PROTECTION)


def downgrade() -> None:
    op.execute("DROP TABLE document_events, document_signatures, document_parties, documents")
