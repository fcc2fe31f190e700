"""The ground: organizations and users, the audit trail, and how a tenant's table is protected.

`protect_tenant_table` gives a table what every tenant's table has: forced row level security with
one policy, the grants of app and worker, and the audit trigger. Migrations call it once a table:
`_secret` columns never reach the trail, of `_digested` ones (large) only the SHA-256 does, and a
change of `_quiet` ones alone leaves none. The roles exist before (wedforms/database/roles.py).
"""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261123040100_ground", None

TABLES: Final = """
CREATE TABLE organizations (
    id uuid NOT NULL,
    name text NOT NULL,
    slug text NOT NULL,
    domain text,
    pricing_tier text NOT NULL DEFAULT 'FREE',
    max_users integer,
    max_forms integer,
    max_submissions integer,
    stripe_customer_id text,
    stripe_subscription_id text,
    stripe_account_id text,
    settings jsonb NOT NULL DEFAULT '{}',
    features jsonb NOT NULL DEFAULT '{}',
    trial_ends_at timestamptz,
    legal_name text NOT NULL DEFAULT '',
    address jsonb NOT NULL DEFAULT '{}',
    email text NOT NULL DEFAULT '',
    phone text NOT NULL DEFAULT '',
    website text NOT NULL DEFAULT '',
    vat_number text,
    company_number text,
    brand jsonb NOT NULL DEFAULT '{}',
    locale text NOT NULL DEFAULT 'en-GB',
    time_zone text NOT NULL DEFAULT 'Europe/London',
    country text NOT NULL DEFAULT 'GB',
    currency text NOT NULL DEFAULT 'GBP',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT pk_organizations PRIMARY KEY (id),
    CONSTRAINT uq_organizations_slug UNIQUE (slug),
    CONSTRAINT uq_organizations_domain UNIQUE (domain),
    CONSTRAINT ck_organizations_slug CHECK (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    CONSTRAINT ck_organizations_country CHECK (country ~ '^[A-Z]{2}$'),
    CONSTRAINT ck_organizations_pricing_tier
        CHECK (pricing_tier IN ('FREE', 'STARTER', 'PROFESSIONAL', 'SCALE', 'ENTERPRISE')),
    CONSTRAINT ck_organizations_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT ck_organizations_limits
        CHECK (coalesce(max_users, 0) >= 0 AND coalesce(max_forms, 0) >= 0
            AND coalesce(max_submissions, 0) >= 0)
);
CREATE INDEX ix_organizations_stripe_account_id ON organizations (stripe_account_id);
CREATE TABLE users (
    id uuid NOT NULL,
    email text NOT NULL,
    email_verified_at timestamptz,
    locale text NOT NULL DEFAULT 'en-GB',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT pk_users PRIMARY KEY (id),
    CONSTRAINT ck_users_email CHECK (email = lower(email))
);
CREATE UNIQUE INDEX uq_users_email ON users (email);

CREATE TABLE audit_logs (
    organization_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    user_id uuid,
    request_id uuid,
    table_name text NOT NULL,
    record_id uuid,
    action text NOT NULL,
    old_values jsonb,
    new_values jsonb,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_audit_logs PRIMARY KEY (organization_id, id),
    CONSTRAINT ck_audit_logs_action
        CHECK (action IN ('INSERT', 'UPDATE', 'DELETE') OR action ~ '^[a-z]+[.][a-z_]+$'),
    CONSTRAINT fk_audit_logs_user_id FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE INDEX ix_audit_logs_organization_id_created_at
    ON audit_logs (organization_id, created_at);
CREATE INDEX ix_audit_logs_record
    ON audit_logs (organization_id, table_name, record_id, created_at);
"""

CHANGED: Final = """
CREATE FUNCTION audited_values(_row jsonb, _secret text[], _digested text[]) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    _key text;
    _digest bytea;
BEGIN
    FOREACH _key IN ARRAY _secret LOOP
        IF _row ->> _key IS NOT NULL THEN
            _row := jsonb_set(_row, ARRAY[_key], '"left out"');
        END IF;
    END LOOP;
    FOREACH _key IN ARRAY _digested LOOP
        IF _row ->> _key IS NOT NULL THEN
            _digest := sha256(convert_to((_row -> _key)::text, 'UTF8'));
            _row := jsonb_set(
                _row, ARRAY[_key], to_jsonb('sha256:' || encode(_digest, 'hex')));
        END IF;
    END LOOP;
    RETURN _row;
END
$$;

CREATE FUNCTION changed_values(_row jsonb, _other jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(key, value), '{}')
    FROM jsonb_each(_row)
    WHERE value IS DISTINCT FROM _other -> key
$$;
"""

RECORD: Final = """
CREATE FUNCTION record_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    _secret text[] := TG_ARGV[0];
    _digested text[] := TG_ARGV[1];
    _quiet text[] := TG_ARGV[2];
    _old jsonb;
    _new jsonb;
    _whole jsonb;
BEGIN
    IF TG_OP <> 'INSERT' THEN _old := to_jsonb(OLD); END IF;
    IF TG_OP <> 'DELETE' THEN _new := to_jsonb(NEW); END IF;
    _whole := coalesce(_new, _old);
    IF TG_OP = 'UPDATE' THEN
        IF _new - _quiet = _old - _quiet THEN RETURN NULL; END IF;
        -- A row without an id is known by its values, so they stay whole.
        IF _whole ? 'id' THEN
            _new := changed_values(_new, _old);
            _old := changed_values(_old, to_jsonb(NEW));
        END IF;
    END IF;
    INSERT INTO audit_logs
        (organization_id, user_id, request_id, table_name, record_id, action,
         old_values, new_values)
    VALUES (
        coalesce(_whole ->> 'organization_id', _whole ->> 'id')::uuid,
        nullif(current_setting('app.actor_id', true), '')::uuid,
        nullif(current_setting('app.request_id', true), '')::uuid,
        TG_TABLE_NAME,
        (_whole ->> 'id')::uuid,
        TG_OP,
        CASE WHEN _old IS NOT NULL THEN audited_values(_old, _secret, _digested) END,
        CASE WHEN _new IS NOT NULL THEN audited_values(_new, _secret, _digested) END
    );
    RETURN NULL;
END
$$;

CREATE FUNCTION record_act(
    _organization_id uuid, _act text, _table text, _record_id uuid, _details jsonb
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF _act IN ('INSERT', 'UPDATE', 'DELETE') THEN
        RAISE EXCEPTION 'only a change of a row is called %', _act USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO audit_logs
        (organization_id, user_id, request_id, table_name, record_id, action, new_values)
    VALUES (
        _organization_id,
        nullif(current_setting('app.actor_id', true), '')::uuid,
        nullif(current_setting('app.request_id', true), '')::uuid,
        _table, _record_id, _act, _details
    );
END
$$;
"""

PROTECT: Final = """
CREATE PROCEDURE protect_tenant_table(
    _table regclass,
    _rights text DEFAULT 'SELECT, INSERT, UPDATE',
    _secret text[] DEFAULT '{}',
    _digested text[] DEFAULT '{}',
    _quiet text[] DEFAULT '{}',
    _audited boolean DEFAULT true,
    _tenant text DEFAULT 'organization_id'
)
LANGUAGE plpgsql AS $$
DECLARE
    -- nullif: after a transaction the setting of a reused connection reads '' instead of nothing.
    _own text := _tenant || ' = nullif(current_setting(''app.organization_id'', true), '''')::uuid';
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', _table);
    EXECUTE format('CREATE POLICY tenant ON %s USING (%s) WITH CHECK (%s)', _table, _own, _own);
    EXECUTE format('GRANT %s ON %s TO wedforms_app, wedforms_worker', _rights, _table);
    IF _audited THEN
        EXECUTE format(
            'CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON %s '
            'FOR EACH ROW EXECUTE FUNCTION record_change(%L, %L, %L)',
            _table, _secret, _digested, _quiet || '{updated_at}'
        );
    END IF;
END
$$;

CREATE PROCEDURE give_function_to(_function regprocedure, _definer regrole)
LANGUAGE plpgsql AS $$
BEGIN
    -- The new owner of a function must for that moment be allowed to create in its schema.
    EXECUTE format('GRANT CREATE ON SCHEMA public TO %s', _definer);
    EXECUTE format('ALTER FUNCTION %s OWNER TO %s', _function, _definer);
    EXECUTE format('REVOKE CREATE ON SCHEMA public FROM %s', _definer);
END
$$;
"""

PROTECTION: Final = """
CALL protect_tenant_table('organizations', _tenant => 'id');
CALL protect_tenant_table('audit_logs', _rights => 'SELECT', _audited => 'false');

GRANT EXECUTE ON FUNCTION record_act(uuid, text, text, uuid, jsonb)
    TO wedforms_app, wedforms_worker;
GRANT EXECUTE ON FUNCTION audited_values(jsonb, text[], text[]), changed_values(jsonb, jsonb)
    TO wedforms_audit;
GRANT INSERT ON audit_logs TO wedforms_audit;
CALL give_function_to('record_change()', 'wedforms_audit');
-- The owner goes on making triggers of what it has given away.
SET LOCAL ROLE wedforms_audit;
GRANT EXECUTE ON FUNCTION record_change() TO wedforms_owner;
SET LOCAL ROLE wedforms_owner;
CALL give_function_to('record_act(uuid, text, text, uuid, jsonb)', 'wedforms_audit');

GRANT SELECT ON alembic_version TO wedforms_app, wedforms_worker;
"""


def upgrade() -> None:
    for statements in (TABLES, CHANGED, RECORD, PROTECT, PROTECTION):
        op.execute(statements)


def downgrade() -> None:
    op.execute("""
        REVOKE SELECT ON alembic_version FROM wedforms_app, wedforms_worker;
        DROP TABLE audit_logs, users, organizations;
        DROP PROCEDURE give_function_to, protect_tenant_table;
        DROP FUNCTION record_act, record_change, changed_values, audited_values;
    """)
