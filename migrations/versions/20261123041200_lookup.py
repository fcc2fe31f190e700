"""What must be found before the tenant is known, each by one narrow function; `users` stays closed.

The functions belong to wedforms_lookup, which reads the few columns they need, of every tenant.
"""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261123041200_lookup", "20261123041100_security"

TENANT_TABLES: Final = ("organizations", "user_profiles", "api_keys", "documents")
SIGNATURES: Final = (
    "lookup_organization(text)",
    "lookup_session(bytea)",
    "lookup_sign_in(text)",
    "lookup_memberships(uuid)",
    "lookup_api_key(bytea)",
    "lookup_webhook_account(text)",
    "lookup_document(text)",
)

RIGHTS: Final = """
GRANT SELECT (id, name, slug, domain, locale, time_zone, country, currency, stripe_account_id,
    deleted_at) ON organizations TO wedforms_lookup;
GRANT SELECT (organization_id, id, user_id, role, full_name, deleted_at)
    ON user_profiles TO wedforms_lookup;
GRANT SELECT (organization_id, id, key_hash, permissions, expires_at, revoked_at, deleted_at)
    ON api_keys TO wedforms_lookup;
GRANT SELECT (organization_id, id, kind, number, status, sha256, issued_at, voided_at, deleted_at)
    ON documents TO wedforms_lookup;
GRANT SELECT (id, email, email_verified_at, deleted_at) ON users TO wedforms_lookup;
GRANT SELECT (id, user_id, kind, secret_hash, revoked_at) ON user_credentials TO wedforms_lookup;
GRANT SELECT (id, user_id, active_organization_id, digest, expires_at, revoked_at)
    ON user_sessions TO wedforms_lookup;
"""

FUNCTIONS: Final = """
CREATE FUNCTION lookup_organization(_slug text)
RETURNS TABLE (organization_id uuid, slug text, name text, locale text, time_zone text,
    country text, currency text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT o.id, o.slug, o.name, o.locale, o.time_zone, o.country, o.currency
    FROM organizations o
    WHERE o.slug = _slug AND o.deleted_at IS NULL
$$;

CREATE FUNCTION lookup_session(_digest bytea)
RETURNS TABLE (session_id uuid, user_id uuid, organization_id uuid, profile_id uuid, role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT s.id, s.user_id, p.organization_id, p.id, p.role
    FROM user_sessions s
    JOIN users u ON u.id = s.user_id AND u.deleted_at IS NULL
    LEFT JOIN user_profiles p ON p.organization_id = s.active_organization_id
        AND p.user_id = s.user_id AND p.deleted_at IS NULL
    WHERE s.digest = _digest AND s.revoked_at IS NULL AND s.expires_at > now()
$$;

CREATE FUNCTION lookup_sign_in(_email text)
RETURNS TABLE (user_id uuid, credential_id uuid, secret_hash text, is_verified boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT u.id, c.id, c.secret_hash, u.email_verified_at IS NOT NULL
    FROM users u
    JOIN user_credentials c ON c.user_id = u.id AND c.kind = 'password' AND c.revoked_at IS NULL
    WHERE u.email = lower(_email) AND u.deleted_at IS NULL
$$;

CREATE FUNCTION lookup_memberships(_user_id uuid)
RETURNS TABLE (organization_id uuid, slug text, name text, profile_id uuid, role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT o.id, o.slug, o.name, p.id, p.role
    FROM user_profiles p
    JOIN organizations o ON o.id = p.organization_id AND o.deleted_at IS NULL
    WHERE p.user_id = _user_id AND p.deleted_at IS NULL
    ORDER BY o.name, o.id
$$;

CREATE FUNCTION lookup_api_key(_key_hash bytea)
RETURNS TABLE (organization_id uuid, api_key_id uuid, permissions jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT k.organization_id, k.id, k.permissions
    FROM api_keys k
    JOIN organizations o ON o.id = k.organization_id AND o.deleted_at IS NULL
    WHERE k.key_hash = _key_hash AND k.revoked_at IS NULL AND k.deleted_at IS NULL
        AND k.expires_at > now()
$$;

CREATE FUNCTION lookup_webhook_account(_stripe_account_id text)
RETURNS TABLE (organization_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT o.id
    FROM organizations o
    WHERE o.stripe_account_id = _stripe_account_id AND o.deleted_at IS NULL
$$;

CREATE FUNCTION lookup_document(_sha256 text)
RETURNS TABLE (organization_id uuid, organization_name text, document_id uuid, kind text,
    number text, issued_at timestamptz, voided_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT d.organization_id, o.name, d.id, d.kind, d.number, d.issued_at, d.voided_at
    FROM documents d
    JOIN organizations o ON o.id = d.organization_id
    WHERE d.sha256 = _sha256 AND d.status = 'issued' AND d.deleted_at IS NULL
$$;
"""


def upgrade() -> None:
    op.execute(RIGHTS)
    for table in TENANT_TABLES:
        op.execute(f"CREATE POLICY lookup ON {table} FOR SELECT TO wedforms_lookup USING (true)")
    op.execute(FUNCTIONS)
    for signature in SIGNATURES:
        op.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO wedforms_app, wedforms_worker")
        op.execute(f"CALL give_function_to('{signature}', 'wedforms_lookup')")


def downgrade() -> None:
    for signature in reversed(SIGNATURES):
        op.execute(f"DROP FUNCTION {signature}")
    for table in TENANT_TABLES:
        op.execute(f"DROP POLICY lookup ON {table}")
    op.execute("""
        REVOKE ALL ON organizations, user_profiles, api_keys, documents, users, user_credentials,
            user_sessions FROM wedforms_lookup
    """)
