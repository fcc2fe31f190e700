"""Entering a tenant from SQL, and the counters of a tier: users and forms for good, submissions a month.

A limit that is null is no limit; submissions of such an organization are not counted, so that many
of them at once never wait for one row.
"""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261123041300_quota", "20261123041200_lookup"

TENANT: Final = """
CREATE FUNCTION enter_tenant(_organization_id uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    _open uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
BEGIN
    IF _open IS NULL AND _organization_id IS NOT NULL THEN
        PERFORM set_config('app.organization_id', _organization_id::text, true);
    ELSIF _open IS DISTINCT FROM _organization_id OR _open IS NULL THEN
        RAISE EXCEPTION 'another organization is open in this transaction'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
END
$$;
"""

QUOTA: Final = """
CREATE FUNCTION quota_period(_counter text) RETURNS date
LANGUAGE sql STABLE AS $$
    SELECT CASE _counter
        WHEN 'submissions' THEN date_trunc('month', now() AT TIME ZONE 'UTC')::date
        ELSE DATE '1970-01-01'
    END
$$;

CREATE FUNCTION use_quota(_organization_id uuid, _counter text) RETURNS boolean
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

CREATE FUNCTION give_back_quota(_organization_id uuid, _counter text) RETURNS void
LANGUAGE sql AS $$
    UPDATE organization_usage SET used = used - 1, updated_at = now()
    WHERE organization_id = _organization_id AND counter = _counter
        AND period = quota_period(_counter) AND used > 0
$$;
"""

GRANTS: Final = """
GRANT EXECUTE ON FUNCTION enter_tenant(uuid), quota_period(text), use_quota(uuid, text),
    give_back_quota(uuid, text) TO wedforms_app, wedforms_worker;
"""


def upgrade() -> None:
    for statements in (TENANT, QUOTA, GRANTS):
        op.execute(statements)


def downgrade() -> None:
    op.execute("DROP FUNCTION give_back_quota, use_quota, quota_period, enter_tenant")
