"""Couples, the ways to reach them, and figures about them."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261123040400_clients", "20261123040300_accounts"

TABLES: Final = """
CREATE TABLE clients (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    wedding_date date,
    time_zone text NOT NULL DEFAULT 'Europe/London',
    venue text NOT NULL DEFAULT '',
    partner_1_name text NOT NULL,
    partner_2_name text NOT NULL DEFAULT '',
    status text NOT NULL DEFAULT 'lead',
    source text NOT NULL DEFAULT '',
    assigned_to uuid,
    metadata jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT pk_clients PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_clients_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT ck_clients_status CHECK (status IN ('lead', 'booked', 'married', 'archived')),
    CONSTRAINT fk_clients_assigned_to
        FOREIGN KEY (organization_id, assigned_to)
        REFERENCES user_profiles (organization_id, id) ON DELETE SET NULL (assigned_to)
);
CREATE INDEX idx_client_metadata_gin ON clients USING gin (metadata);
CREATE INDEX idx_clients_org_wedding ON clients (organization_id, wedding_date);
CREATE INDEX ix_clients_organization_id_status ON clients (organization_id, status);

CREATE TABLE client_contacts (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    contact_type text NOT NULL,
    contact_value text NOT NULL,
    is_primary boolean NOT NULL DEFAULT false,
    person text NOT NULL DEFAULT 'couple',
    label text NOT NULL DEFAULT '',
    verified_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT pk_client_contacts PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_client_contacts_client_id
        FOREIGN KEY (organization_id, client_id)
        REFERENCES clients (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_client_contacts_contact_type
        CHECK (contact_type IN ('email', 'phone', 'social')),
    CONSTRAINT ck_client_contacts_person
        CHECK (person IN ('couple', 'partner_1', 'partner_2', 'other'))
);
CREATE INDEX ix_client_contacts_organization_id_contact_value
    ON client_contacts (organization_id, contact_value);
CREATE UNIQUE INDEX uq_client_contacts_contact_value
    ON client_contacts (organization_id, client_id, contact_type, contact_value)
    WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX uq_client_contacts_primary
    ON client_contacts (organization_id, client_id, contact_type)
    WHERE is_primary AND deleted_at IS NULL;

CREATE TABLE client_analytics (
    organization_id uuid NOT NULL,
    client_id uuid NOT NULL,
    journey_completion_rate numeric(5, 4),
    lifetime_value bigint NOT NULL DEFAULT 0,
    currency text NOT NULL DEFAULT 'GBP',
    communication_engagement numeric(5, 4),
    messages_sent integer NOT NULL DEFAULT 0,
    messages_opened integer NOT NULL DEFAULT 0,
    last_contact_at timestamptz,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_client_analytics PRIMARY KEY (organization_id, client_id),
    CONSTRAINT fk_client_analytics_client_id
        FOREIGN KEY (organization_id, client_id)
        REFERENCES clients (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_client_analytics_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT ck_client_analytics_completion CHECK (journey_completion_rate BETWEEN 0 AND 1),
    CONSTRAINT ck_client_analytics_engagement CHECK (communication_engagement BETWEEN 0 AND 1)
);
"""

PROTECTION: Final = """
CALL protect_tenant_table('clients');
CALL protect_tenant_table('client_contacts');
CALL protect_tenant_table('client_analytics');
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(PROTECTION)


def downgrade() -> None:
    op.execute("DROP TABLE client_analytics, client_contacts, clients")
