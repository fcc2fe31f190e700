"""Members, links that work once, and what a trial leaves behind.

`one_time_tokens` also holds links without a person yet (to open an account) and the challenges of
passkeys. All of it belongs to wedforms_accounts, which sees of members only those of the open
organization. `quota_limit` knows that a trial ends: then `settings.after_trial` holds.
"""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261127191200_people", "20261127191100_correct"

SIGNATURES: Final = (
    "keep_token(uuid, uuid, text, bytea, jsonb, timestamptz)",
    "see_token(text, bytea)",
    "use_token(text, bytea)",
    "end_tokens(uuid, text)",
    "forget_tokens()",
    "person_of(uuid)",
    "member_emails(uuid)",
    "verify_email(uuid, text)",
    "change_email(uuid, text)",
)

COLUMNS: Final = """
ALTER TABLE one_time_tokens
    ALTER COLUMN user_id DROP NOT NULL,
    DROP CONSTRAINT ck_one_time_tokens_purpose,
    ADD CONSTRAINT ck_one_time_tokens_purpose CHECK (purpose IN ('verify_email', 'sign_in',
        'reset_password', 'change_email', 'sign_up', 'passkey_add', 'passkey_sign_in'));
GRANT SELECT, INSERT, UPDATE, DELETE ON one_time_tokens TO wedforms_accounts;
GRANT SELECT (organization_id, user_id, deleted_at) ON user_profiles TO wedforms_accounts;
"""

TOKENS: Final = """
CREATE FUNCTION keep_token(_id uuid, _user_id uuid, _purpose text, _digest bytea, _details jsonb,
    _expires_at timestamptz)
RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO one_time_tokens (id, user_id, purpose, digest, details, expires_at)
    VALUES (_id, _user_id, _purpose, _digest, _details, _expires_at)
$$;

CREATE FUNCTION see_token(_purpose text, _digest bytea)
RETURNS TABLE (user_id uuid, details jsonb, expires_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT t.user_id, t.details, t.expires_at
    FROM one_time_tokens t
    LEFT JOIN users u ON u.id = t.user_id
    WHERE t.digest = _digest AND t.purpose = _purpose AND t.used_at IS NULL
        AND t.expires_at > now() AND u.deleted_at IS NULL
$$;

CREATE FUNCTION use_token(_purpose text, _digest bytea)
RETURNS TABLE (user_id uuid, details jsonb, expires_at timestamptz)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE one_time_tokens t SET used_at = now(), updated_at = now()
    WHERE t.digest = _digest AND t.purpose = _purpose AND t.used_at IS NULL
        AND t.expires_at > now()
        AND NOT EXISTS (
            SELECT FROM users u WHERE u.id = t.user_id AND u.deleted_at IS NOT NULL)
    RETURNING t.user_id, t.details, t.expires_at
$$;

CREATE FUNCTION end_tokens(_user_id uuid, _purpose text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE one_time_tokens SET used_at = now(), updated_at = now()
    WHERE user_id = _user_id AND purpose = _purpose AND used_at IS NULL
$$;

CREATE FUNCTION forget_tokens() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DELETE FROM one_time_tokens WHERE expires_at < now() - interval '1 day'
$$;
"""

PEOPLE: Final = """
CREATE FUNCTION person_of(_user_id uuid)
RETURNS TABLE (email text, is_verified boolean, locale text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT u.email, u.email_verified_at IS NOT NULL, u.locale
    FROM users u WHERE u.id = _user_id AND u.deleted_at IS NULL
$$;

-- Row level security holds for wedforms_accounts too: only members of the open organization.
CREATE FUNCTION member_emails(_organization_id uuid)
RETURNS TABLE (user_id uuid, email text, is_verified boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT u.id, u.email, u.email_verified_at IS NOT NULL
    FROM user_profiles p
    JOIN users u ON u.id = p.user_id AND u.deleted_at IS NULL
    WHERE p.organization_id = _organization_id AND p.deleted_at IS NULL
$$;

CREATE FUNCTION verify_email(_user_id uuid, _email text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE users SET email_verified_at = coalesce(email_verified_at, now()), updated_at = now()
    WHERE id = _user_id AND email = lower(_email) AND deleted_at IS NULL;
    RETURN FOUND;
END
$$;

CREATE FUNCTION change_email(_user_id uuid, _email text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE users SET email = lower(_email), email_verified_at = now(), updated_at = now()
    WHERE id = _user_id AND deleted_at IS NULL;
    RETURN FOUND;
EXCEPTION WHEN unique_violation THEN
    RETURN false;
END
$$;
"""

QUOTA: Final = """
CREATE FUNCTION quota_limit(_organization_id uuid, _counter text) RETURNS integer
LANGUAGE plpgsql STABLE AS $$
DECLARE
    _most integer;
BEGIN
    SELECT CASE
        WHEN trial_ends_at <= now() AND settings ? 'after_trial'
            THEN (settings -> 'after_trial' ->> _counter)::integer
        ELSE CASE _counter
            WHEN 'users' THEN max_users
            WHEN 'forms' THEN max_forms
            WHEN 'submissions' THEN max_submissions
        END
    END INTO STRICT _most FROM organizations WHERE id = _organization_id;
    RETURN _most;
END
$$;

CREATE FUNCTION quota_room(_organization_id uuid, _counter text)
RETURNS TABLE (used integer, most integer)
LANGUAGE sql STABLE AS $$
    SELECT coalesce((
        SELECT u.used FROM organization_usage u
        WHERE u.organization_id = _organization_id AND u.counter = _counter
            AND u.period = quota_period(_counter)
    ), 0), quota_limit(_organization_id, _counter)
$$;

CREATE OR REPLACE FUNCTION use_quota(_organization_id uuid, _counter text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    _most integer := quota_limit(_organization_id, _counter);
BEGIN
    IF _most IS NULL AND _counter = 'submissions' THEN RETURN true; END IF;
    INSERT INTO organization_usage (organization_id, counter, period, used)
        VALUES (_organization_id, _counter, quota_period(_counter), 0)
        ON CONFLICT (organization_id, counter, period) DO NOTHING;
    UPDATE organization_usage SET used = used + 1, updated_at = now()
        WHERE organization_id = _organization_id AND counter = _counter
            AND period = quota_period(_counter) AND (_most IS NULL OR used < _most);
    RETURN FOUND;
END
$$;

GRANT EXECUTE ON FUNCTION quota_limit(uuid, text), quota_room(uuid, text)
    TO wedforms_app, wedforms_worker;
"""

EARLIER_QUOTA: Final = """
CREATE OR REPLACE FUNCTION use_quota(_organization_id uuid, _counter text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    _most integer;
BEGIN
    SELECT CASE _counter
        WHEN 'users' THEN max_users
        WHEN 'forms' THEN max_forms
        WHEN 'submissions' THEN max_submissions
    END INTO STRICT _most FROM organizations WHERE id = _organization_id;
    IF _most IS NULL AND _counter = 'submissions' THEN RETURN true; END IF;
    INSERT INTO organization_usage (organization_id, counter, period, used)
        VALUES (_organization_id, _counter, quota_period(_counter), 0)
        ON CONFLICT (organization_id, counter, period) DO NOTHING;
    UPDATE organization_usage SET used = used + 1, updated_at = now()
        WHERE organization_id = _organization_id AND counter = _counter
            AND period = quota_period(_counter) AND (_most IS NULL OR used < _most);
    RETURN FOUND;
END
$$;
DROP FUNCTION quota_room, quota_limit;
"""

EARLIER_COLUMNS: Final = """
REVOKE ALL ON user_profiles FROM wedforms_accounts;
REVOKE ALL (organization_id, user_id, deleted_at) ON user_profiles FROM wedforms_accounts;
REVOKE ALL ON one_time_tokens FROM wedforms_accounts;
DELETE FROM one_time_tokens
    WHERE user_id IS NULL OR purpose IN ('sign_up', 'passkey_add', 'passkey_sign_in');
ALTER TABLE one_time_tokens
    ALTER COLUMN user_id SET NOT NULL,
    DROP CONSTRAINT ck_one_time_tokens_purpose,
    ADD CONSTRAINT ck_one_time_tokens_purpose
        CHECK (purpose IN ('verify_email', 'sign_in', 'reset_password', 'change_email'));
"""


def upgrade() -> None:
    for statements in (COLUMNS, TOKENS, PEOPLE, QUOTA):
        op.execute(statements)
    for signature in SIGNATURES:
        op.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO wedforms_app, wedforms_worker")
        op.execute(f"CALL give_function_to('{signature}', 'wedforms_accounts')")


def downgrade() -> None:
    op.execute(EARLIER_QUOTA)
    for signature in reversed(SIGNATURES):
        op.execute(f"DROP FUNCTION {signature}")
    op.execute(EARLIER_COLUMNS)
