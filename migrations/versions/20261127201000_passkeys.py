"""Passkeys, own domains: each by narrow functions of the roles that keep people and addresses."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261127201000_passkeys", "20261127200700_told"

OF_ACCOUNTS: Final = (
    "keep_passkey(uuid, uuid, text, bytea, bytea, integer)",
    "passkeys_of(uuid)",
    "find_passkey(bytea)",
    "use_passkey(uuid, bigint)",
    "remove_passkey(uuid, uuid)",
)
OF_LOOKUP: Final = ("lookup_domain(text)",)

PASSKEYS: Final = """
CREATE FUNCTION keep_passkey(_id uuid, _user_id uuid, _label text, _credential_id bytea,
    _public_key bytea, _sign_count integer)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO user_credentials
        (id, user_id, kind, label, credential_id, public_key, sign_count)
    VALUES (_id, _user_id, 'passkey', _label, _credential_id, _public_key, _sign_count)
    ON CONFLICT (credential_id) DO NOTHING;
    RETURN FOUND;
END
$$;

CREATE FUNCTION passkeys_of(_user_id uuid)
RETURNS TABLE (passkey_id uuid, label text, credential_id bytea, added_at timestamptz,
    last_used_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.id, c.label, c.credential_id, c.created_at, c.last_used_at
    FROM user_credentials c
    WHERE c.user_id = _user_id AND c.kind = 'passkey' AND c.revoked_at IS NULL
    ORDER BY c.created_at, c.id
$$;

CREATE FUNCTION find_passkey(_credential_id bytea)
RETURNS TABLE (passkey_id uuid, user_id uuid, public_key bytea, sign_count integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.id, c.user_id, c.public_key, c.sign_count
    FROM user_credentials c
    JOIN users u ON u.id = c.user_id AND u.deleted_at IS NULL
    WHERE c.credential_id = _credential_id AND c.kind = 'passkey' AND c.revoked_at IS NULL
$$;

-- A count that does not grow is the mark of a copied authenticator; those without a count say 0.
CREATE FUNCTION use_passkey(_id uuid, _sign_count bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE user_credentials
    SET sign_count = least(_sign_count, 2147483647), last_used_at = now(), updated_at = now()
    WHERE id = _id AND kind = 'passkey' AND revoked_at IS NULL
        AND (_sign_count > sign_count OR (_sign_count = 0 AND sign_count = 0));
    RETURN FOUND;
END
$$;

CREATE FUNCTION remove_passkey(_user_id uuid, _id uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE user_credentials SET revoked_at = now(), updated_at = now()
    WHERE id = _id AND user_id = _user_id AND kind = 'passkey' AND revoked_at IS NULL
$$;
"""

DOMAINS: Final = """
CREATE FUNCTION lookup_domain(_domain text) RETURNS TABLE (slug text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT o.slug FROM organizations o WHERE o.domain = lower(_domain) AND o.deleted_at IS NULL
$$;
"""


def upgrade() -> None:
    op.execute(PASSKEYS)
    op.execute(DOMAINS)
    for signature in OF_ACCOUNTS:
        op.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO wedforms_app")
        op.execute(f"CALL give_function_to('{signature}', 'wedforms_accounts')")
    for signature in OF_LOOKUP:
        op.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO wedforms_app, wedforms_worker")
        op.execute(f"CALL give_function_to('{signature}', 'wedforms_lookup')")


def downgrade() -> None:
    for signature in (*OF_LOOKUP, *reversed(OF_ACCOUNTS)):
        op.execute(f"DROP FUNCTION {signature}")
