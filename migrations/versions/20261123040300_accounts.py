"""People and tiers: credentials, sessions, members, subscription, usage, keys, secrets."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261123040300_accounts", "20261123040200_jobs"

TABLES: Final = """
CREATE TABLE user_credentials (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    kind text NOT NULL,
    label text NOT NULL DEFAULT '',
    secret_hash text,
    credential_id bytea,
    public_key bytea,
    sign_count integer NOT NULL DEFAULT 0,
    last_used_at timestamptz,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_user_credentials PRIMARY KEY (id),
    CONSTRAINT ck_user_credentials_kind
        CHECK (kind IN ('password', 'passkey', 'totp', 'recovery')),
    CONSTRAINT fk_user_credentials_user_id
        FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX ix_user_credentials_user_id_kind ON user_credentials (user_id, kind);
CREATE UNIQUE INDEX uq_user_credentials_credential_id ON user_credentials (credential_id);

CREATE TABLE user_sessions (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    active_organization_id uuid,
    digest bytea NOT NULL,
    origin jsonb NOT NULL DEFAULT '{}',
    last_seen_at timestamptz,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_user_sessions PRIMARY KEY (id),
    CONSTRAINT fk_user_sessions_user_id
        FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT fk_user_sessions_active_organization_id
        FOREIGN KEY (active_organization_id) REFERENCES organizations (id) ON DELETE SET NULL
);
CREATE INDEX ix_user_sessions_user_id ON user_sessions (user_id);
CREATE UNIQUE INDEX uq_user_sessions_digest ON user_sessions (digest);

CREATE TABLE one_time_tokens (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    purpose text NOT NULL,
    digest bytea NOT NULL,
    details jsonb NOT NULL DEFAULT '{}',
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_one_time_tokens PRIMARY KEY (id),
    CONSTRAINT ck_one_time_tokens_purpose
        CHECK (purpose IN ('verify_email', 'sign_in', 'reset_password', 'change_email')),
    CONSTRAINT fk_one_time_tokens_user_id
        FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX ix_one_time_tokens_user_id ON one_time_tokens (user_id);
CREATE UNIQUE INDEX uq_one_time_tokens_digest ON one_time_tokens (digest);

CREATE TABLE user_profiles (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    role text NOT NULL DEFAULT 'MEMBER',
    first_name text NOT NULL DEFAULT '',
    last_name text NOT NULL DEFAULT '',
    full_name text GENERATED ALWAYS AS (btrim(coalesce(first_name,
        '') || ' ' || coalesce(last_name, ''))) STORED,
    job_title text NOT NULL DEFAULT '',
    phone text NOT NULL DEFAULT '',
    notification_settings jsonb NOT NULL DEFAULT '{}',
    last_seen_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT pk_user_profiles PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_user_profiles_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT ck_user_profiles_role CHECK (role IN ('OWNER', 'ADMIN', 'MEMBER', 'VIEWER')),
    CONSTRAINT fk_user_profiles_user_id FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE INDEX ix_user_profiles_user_id ON user_profiles (user_id);
CREATE UNIQUE INDEX uq_user_profiles_organization_id_user_id
    ON user_profiles (organization_id, user_id) WHERE deleted_at IS NULL;

CREATE TABLE subscriptions (
    organization_id uuid NOT NULL,
    tier text NOT NULL DEFAULT 'FREE',
    status text NOT NULL DEFAULT 'active',
    stripe_customer_id text,
    stripe_subscription_id text,
    current_period_start timestamptz,
    current_period_end timestamptz,
    cancel_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_subscriptions PRIMARY KEY (organization_id),
    CONSTRAINT fk_subscriptions_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT ck_subscriptions_tier
        CHECK (tier IN ('FREE', 'STARTER', 'PROFESSIONAL', 'SCALE', 'ENTERPRISE')),
    CONSTRAINT ck_subscriptions_status
        CHECK (status IN ('trialing', 'active', 'past_due', 'paused', 'cancelled'))
);

CREATE TABLE organization_usage (
    organization_id uuid NOT NULL,
    counter text NOT NULL,
    period date NOT NULL,
    used integer NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_organization_usage PRIMARY KEY (organization_id, counter, period),
    CONSTRAINT fk_organization_usage_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT ck_organization_usage_counter
        CHECK (counter IN ('users', 'forms', 'submissions')),
    CONSTRAINT ck_organization_usage_used CHECK (used >= 0)
);

CREATE TABLE organization_keys (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    purpose text NOT NULL DEFAULT 'document_seal',
    fingerprint text NOT NULL,
    certificate_chain text NOT NULL,
    sealed_private_key bytea NOT NULL,
    sealing_key_id text NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_until timestamptz NOT NULL,
    retired_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_organization_keys PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_organization_keys_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT ck_organization_keys_purpose CHECK (purpose IN ('document_seal')),
    CONSTRAINT uq_organization_keys_organization_id_fingerprint
        UNIQUE (organization_id, fingerprint)
);

CREATE TABLE organization_secrets (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    sealed bytea NOT NULL,
    sealing_key_id text NOT NULL,
    rotated_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_organization_secrets PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_organization_secrets_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT uq_organization_secrets_organization_id_name UNIQUE (organization_id, name)
);

CREATE TABLE invitations (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    email text NOT NULL,
    role text NOT NULL DEFAULT 'MEMBER',
    digest bytea NOT NULL,
    invited_by uuid,
    expires_at timestamptz NOT NULL,
    accepted_at timestamptz,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_invitations PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_invitations_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT ck_invitations_role CHECK (role IN ('OWNER', 'ADMIN', 'MEMBER', 'VIEWER')),
    CONSTRAINT uq_invitations_organization_id_digest UNIQUE (organization_id, digest),
    CONSTRAINT fk_invitations_invited_by
        FOREIGN KEY (organization_id, invited_by)
        REFERENCES user_profiles (organization_id, id) ON DELETE SET NULL (invited_by)
);
"""

PROTECTION: Final = """
CALL protect_tenant_table('user_profiles', _quiet => '{last_seen_at}');
CALL protect_tenant_table('subscriptions');
CALL protect_tenant_table('organization_usage', _quiet => '{used}');
CALL protect_tenant_table('organization_keys',
    _secret => '{sealed_private_key}',
    _digested => '{certificate_chain}');
CALL protect_tenant_table('organization_secrets', _secret => '{sealed}');
CALL protect_tenant_table('invitations', _secret => '{digest}');
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(PROTECTION)


def downgrade() -> None:
    op.execute("""
        DROP TABLE
            invitations,
            organization_secrets,
            organization_keys,
            organization_usage,
            subscriptions,
            user_profiles,
            one_time_tokens,
            user_sessions,
            user_credentials
    """)
