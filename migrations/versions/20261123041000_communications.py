"""Messages: templates, campaigns, what was sent, and who must not be written to."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261123041000_communications", "20261123040900_journeys"

TABLES: Final = """
CREATE TABLE communication_templates (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    template_type text NOT NULL DEFAULT 'email',
    locale text NOT NULL DEFAULT 'en-GB',
    subject_template text NOT NULL DEFAULT '',
    content_template text NOT NULL,
    variables jsonb NOT NULL DEFAULT '{}',
    is_active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT pk_communication_templates PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_communication_templates_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT ck_communication_templates_template_type
        CHECK (template_type IN ('email', 'sms', 'system'))
);
CREATE UNIQUE INDEX uq_communication_templates_organization_id_name_locale
    ON communication_templates (organization_id, name, locale) WHERE deleted_at IS NULL;

CREATE TABLE email_campaigns (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    template_id uuid,
    audience jsonb NOT NULL DEFAULT '{}',
    status text NOT NULL DEFAULT 'draft',
    recipient_count integer NOT NULL DEFAULT 0,
    delivered_count integer NOT NULL DEFAULT 0,
    scheduled_for timestamptz,
    sent_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT pk_email_campaigns PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_email_campaigns_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT fk_email_campaigns_template_id
        FOREIGN KEY (organization_id, template_id)
        REFERENCES communication_templates (organization_id,
            id) ON DELETE SET NULL (template_id),
    CONSTRAINT ck_email_campaigns_status
        CHECK (status IN ('draft', 'scheduled', 'sending', 'sent', 'cancelled'))
);
CREATE INDEX ix_email_campaigns_organization_id_status
    ON email_campaigns (organization_id, status);

CREATE TABLE communications (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    client_id uuid,
    template_id uuid,
    campaign_id uuid,
    type text NOT NULL DEFAULT 'email',
    recipient text NOT NULL DEFAULT '',
    subject text NOT NULL DEFAULT '',
    content text NOT NULL DEFAULT '',
    content_html text,
    status text NOT NULL DEFAULT 'draft',
    message_id text,
    attempts integer NOT NULL DEFAULT 0,
    failure text,
    sent_at timestamptz,
    delivered_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT pk_communications PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_communications_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT fk_communications_client_id
        FOREIGN KEY (organization_id, client_id)
        REFERENCES clients (organization_id, id) ON DELETE SET NULL (client_id),
    CONSTRAINT fk_communications_template_id
        FOREIGN KEY (organization_id, template_id)
        REFERENCES communication_templates (organization_id,
            id) ON DELETE SET NULL (template_id),
    CONSTRAINT fk_communications_campaign_id
        FOREIGN KEY (organization_id, campaign_id)
        REFERENCES email_campaigns (organization_id, id) ON DELETE SET NULL (campaign_id),
    CONSTRAINT ck_communications_type CHECK (type IN ('email', 'sms', 'system')),
    CONSTRAINT ck_communications_status
        CHECK (status IN ('draft', 'queued', 'sending', 'sent', 'delivered', 'failed')),
    CONSTRAINT uq_communications_organization_id_message_id UNIQUE (organization_id, message_id)
);
CREATE INDEX idx_comms_client_sent ON communications (client_id, sent_at DESC);
CREATE INDEX ix_communications_organization_id_status
    ON communications (organization_id, status);

CREATE TABLE campaign_recipients (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    campaign_id uuid NOT NULL,
    client_id uuid NOT NULL,
    communication_id uuid,
    status text NOT NULL DEFAULT 'pending',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_campaign_recipients PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_campaign_recipients_campaign_id
        FOREIGN KEY (organization_id, campaign_id)
        REFERENCES email_campaigns (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_campaign_recipients_client_id
        FOREIGN KEY (organization_id, client_id)
        REFERENCES clients (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_campaign_recipients_communication_id
        FOREIGN KEY (organization_id, communication_id)
        REFERENCES communications (organization_id, id) ON DELETE SET NULL (communication_id),
    CONSTRAINT ck_campaign_recipients_status
        CHECK (status IN ('pending', 'sent', 'delivered', 'failed', 'skipped')),
    CONSTRAINT uq_campaign_recipients_organization_id_campaign_id_client_id
        UNIQUE (organization_id, campaign_id, client_id)
);

CREATE TABLE communication_events (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    communication_id uuid NOT NULL,
    event_type text NOT NULL,
    occurred_at timestamptz NOT NULL,
    external_id text,
    details jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_communication_events PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_communication_events_communication_id
        FOREIGN KEY (organization_id, communication_id)
        REFERENCES communications (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_communication_events_event_type
        CHECK (event_type IN ('sent', 'delivered', 'opened', 'clicked', 'bounced',
            'complained', 'failed')),
    CONSTRAINT uq_communication_events_external_id
        UNIQUE (organization_id, communication_id, external_id)
);

CREATE TABLE suppressions (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    channel text NOT NULL DEFAULT 'email',
    address text NOT NULL,
    reason text NOT NULL,
    note text NOT NULL DEFAULT '',
    lifted_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_suppressions PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_suppressions_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT ck_suppressions_channel CHECK (channel IN ('email', 'sms')),
    CONSTRAINT ck_suppressions_reason
        CHECK (reason IN ('unsubscribed', 'bounced', 'complained', 'manual')),
    CONSTRAINT uq_suppressions_organization_id_channel_address
        UNIQUE (organization_id, channel, address)
);
"""

PROTECTION: Final = """
CALL protect_tenant_table('communication_templates');
CALL protect_tenant_table('email_campaigns', _quiet => '{recipient_count,delivered_count}');
CALL protect_tenant_table('communications', _digested => '{content,content_html}');
CALL protect_tenant_table('campaign_recipients');
CALL protect_tenant_table('communication_events', _rights => 'SELECT, INSERT');
CALL protect_tenant_table('suppressions');
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(PROTECTION)


def downgrade() -> None:
    op.execute("""
        DROP TABLE
            suppressions,
            communication_events,
            campaign_recipients,
            communications,
            email_campaigns,
            communication_templates
    """)
