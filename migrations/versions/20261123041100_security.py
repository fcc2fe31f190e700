"""Keys for programs, webhooks both ways, requests about personal data."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261123041100_security", "20261123041000_communications"

TABLES: Final = """
CREATE TABLE api_keys (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    key_name text NOT NULL,
    key_hash bytea NOT NULL,
    permissions jsonb NOT NULL DEFAULT '[]',
    created_by uuid,
    last_used_at timestamptz,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT pk_api_keys PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_api_keys_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT fk_api_keys_created_by
        FOREIGN KEY (organization_id, created_by)
        REFERENCES user_profiles (organization_id, id) ON DELETE SET NULL (created_by),
    CONSTRAINT uq_api_keys_organization_id_key_hash UNIQUE (organization_id, key_hash)
);
CREATE INDEX ix_api_keys_key_hash ON api_keys (key_hash);

CREATE TABLE webhook_endpoints (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    url text NOT NULL,
    description text NOT NULL DEFAULT '',
    secret_id uuid NOT NULL,
    event_types jsonb NOT NULL DEFAULT '[]',
    is_active boolean NOT NULL DEFAULT true,
    disabled_reason text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT pk_webhook_endpoints PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_webhook_endpoints_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT fk_webhook_endpoints_secret_id
        FOREIGN KEY (organization_id, secret_id)
        REFERENCES organization_secrets (organization_id, id),
    CONSTRAINT ck_webhook_endpoints_url CHECK (url LIKE 'https://%')
);

CREATE TABLE webhook_events (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    endpoint_id uuid,
    direction text NOT NULL DEFAULT 'incoming',
    event_type text NOT NULL,
    source_system text NOT NULL,
    external_id text,
    payload jsonb NOT NULL DEFAULT '{}',
    status text NOT NULL DEFAULT 'pending',
    retry_count integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,
    processed_at timestamptz,
    failure text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_webhook_events PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_webhook_events_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT fk_webhook_events_endpoint_id
        FOREIGN KEY (organization_id, endpoint_id)
        REFERENCES webhook_endpoints (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_webhook_events_direction CHECK (direction IN ('incoming', 'outgoing')),
    CONSTRAINT ck_webhook_events_status CHECK (status IN ('pending', 'processed', 'failed')),
    CONSTRAINT uq_webhook_events_organization_id_source_system_external_id
        UNIQUE (organization_id, source_system, external_id)
);
CREATE INDEX ix_webhook_events_organization_id_status
    ON webhook_events (organization_id, status, created_at);

CREATE TABLE data_requests (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    status text NOT NULL DEFAULT 'received',
    client_id uuid,
    handled_by uuid,
    subject text NOT NULL,
    notes text NOT NULL DEFAULT '',
    due_at timestamptz,
    received_at timestamptz NOT NULL DEFAULT now(),
    completed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_data_requests PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_data_requests_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT fk_data_requests_client_id
        FOREIGN KEY (organization_id, client_id)
        REFERENCES clients (organization_id, id) ON DELETE SET NULL (client_id),
    CONSTRAINT fk_data_requests_handled_by
        FOREIGN KEY (organization_id, handled_by)
        REFERENCES user_profiles (organization_id, id) ON DELETE SET NULL (handled_by),
    CONSTRAINT ck_data_requests_kind CHECK (kind IN ('export', 'erasure', 'correction')),
    CONSTRAINT ck_data_requests_status
        CHECK (status IN ('received', 'verified', 'completed', 'refused'))
);
CREATE INDEX ix_data_requests_organization_id_status ON data_requests (organization_id, status);
"""

PROTECTION: Final = """
CALL protect_tenant_table('api_keys', _secret => '{key_hash}', _quiet => '{last_used_at}');
CALL protect_tenant_table('webhook_endpoints');
CALL protect_tenant_table('webhook_events', _digested => '{payload}');
CALL protect_tenant_table('data_requests');
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(PROTECTION)


def downgrade() -> None:
    op.execute("DROP TABLE data_requests, webhook_events, webhook_endpoints, api_keys")
