"""People who sign in: their account, their password, their sessions, by one narrow function each.

The functions belong to wedforms_accounts: the application itself reads and writes none of these
tables, so a fault in a page can neither list the people of a service nor take over a session.
"""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261123050100_sign_in", "20261123042000_erasure"

TABLES: Final = "users, user_credentials, user_sessions"
SIGNATURES: Final = (
    "create_user(uuid, text, text, text)",
    "password_of(uuid)",
    "change_password(uuid, text)",
    "start_session(uuid, uuid, uuid, bytea, jsonb, timestamptz)",
    "see_session(bytea)",
    "choose_organization(bytea, uuid)",
    "sessions_of(uuid)",
    "end_session(uuid, uuid)",
    "end_sessions(uuid)",
)

PEOPLE: Final = """
CREATE FUNCTION create_user(_id uuid, _email text, _locale text, _secret_hash text)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO users (id, email, locale) VALUES (_id, lower(_email), _locale)
    ON CONFLICT (email) DO NOTHING;
    IF NOT FOUND THEN RETURN false; END IF;
    INSERT INTO user_credentials (id, user_id, kind, secret_hash)
    VALUES (gen_random_uuid(), _id, 'password', _secret_hash);
    RETURN true;
END
$$;

CREATE FUNCTION password_of(_user_id uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.secret_hash
    FROM user_credentials c
    JOIN users u ON u.id = c.user_id AND u.deleted_at IS NULL
    WHERE c.user_id = _user_id AND c.kind = 'password' AND c.revoked_at IS NULL
$$;

CREATE FUNCTION change_password(_user_id uuid, _secret_hash text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE user_credentials SET revoked_at = now(), updated_at = now()
    WHERE user_id = _user_id AND kind = 'password' AND revoked_at IS NULL;
    INSERT INTO user_credentials (id, user_id, kind, secret_hash)
    VALUES (gen_random_uuid(), _user_id, 'password', _secret_hash);
$$;
"""

SESSIONS: Final = """
CREATE FUNCTION start_session(_id uuid, _user_id uuid, _organization_id uuid, _digest bytea,
    _origin jsonb, _expires_at timestamptz)
RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO user_sessions (id, user_id, active_organization_id, digest, origin, last_seen_at,
        expires_at)
    VALUES (_id, _user_id, _organization_id, _digest, _origin, now(), _expires_at)
$$;

-- Written at most every five minutes: a busy page must not write a row for each request.
CREATE FUNCTION see_session(_digest bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE user_sessions SET last_seen_at = now(), updated_at = now()
    WHERE digest = _digest AND revoked_at IS NULL
        AND (last_seen_at IS NULL OR last_seen_at < now() - interval '5 minutes')
$$;

-- Whether the person belongs to the organization is asked whenever the session is looked up.
CREATE FUNCTION choose_organization(_digest bytea, _organization_id uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE user_sessions SET active_organization_id = _organization_id, updated_at = now()
    WHERE digest = _digest AND revoked_at IS NULL AND expires_at > now()
$$;

CREATE FUNCTION sessions_of(_user_id uuid)
RETURNS TABLE (session_id uuid, origin jsonb, started_at timestamptz, last_seen_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT s.id, s.origin, s.created_at, s.last_seen_at
    FROM user_sessions s
    WHERE s.user_id = _user_id AND s.revoked_at IS NULL AND s.expires_at > now()
    ORDER BY s.last_seen_at DESC, s.id
$$;

CREATE FUNCTION end_session(_user_id uuid, _session_id uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE user_sessions SET revoked_at = now(), updated_at = now()
    WHERE id = _session_id AND user_id = _user_id AND revoked_at IS NULL
$$;

CREATE FUNCTION end_sessions(_user_id uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE user_sessions SET revoked_at = now(), updated_at = now()
    WHERE user_id = _user_id AND revoked_at IS NULL
$$;
"""


def upgrade() -> None:
    op.execute(f"GRANT SELECT, INSERT, UPDATE ON {TABLES} TO wedforms_accounts")
    op.execute(PEOPLE)
    op.execute(SESSIONS)
    for signature in SIGNATURES:
        op.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO wedforms_app")
        op.execute(f"CALL give_function_to('{signature}', 'wedforms_accounts')")


def downgrade() -> None:
    for signature in reversed(SIGNATURES):
        op.execute(f"DROP FUNCTION {signature}")
    op.execute(f"REVOKE ALL ON {TABLES} FROM wedforms_accounts")
