"""What goes by the clock: raw inputs 30 days after sending, unsent drafts when their link has ended.

Run by the worker for every organization in turn, each under its own row level security.
"""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261123041700_retention", "20261123041600_amend"

PURGE: Final = """
CREATE FUNCTION lookup_organization_ids() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT id FROM organizations ORDER BY id
$$;

CREATE FUNCTION purge_own_drafts() RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    _sent bigint;
    _ended bigint;
BEGIN
    UPDATE form_submissions SET draft_data = NULL, draft_digest = NULL, updated_at = now()
        WHERE draft_data IS NOT NULL AND status <> 'draft'
            AND coalesce(amended_at, submitted_at) < now() - interval '30 days';
    GET DIAGNOSTICS _sent = ROW_COUNT;
    UPDATE form_submissions SET draft_data = NULL, draft_digest = NULL,
            deleted_at = coalesce(deleted_at, now()), updated_at = now()
        WHERE draft_data IS NOT NULL AND status = 'draft'
            AND (draft_expires_at < now() OR deleted_at < now() - interval '30 days');
    GET DIAGNOSTICS _ended = ROW_COUNT;
    RETURN _sent + _ended;
END
$$;

CREATE FUNCTION purge_drafts() RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    _one uuid;
    _purged bigint := 0;
BEGIN
    IF nullif(current_setting('app.organization_id', true), '') IS NOT NULL THEN
        RAISE EXCEPTION 'an organization is open in this transaction'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    FOR _one IN SELECT lookup_organization_ids() LOOP
        EXECUTE format('SET LOCAL app.organization_id = %L', _one);
        _purged := _purged + purge_own_drafts();
    END LOOP;
    SET LOCAL app.organization_id = '';
    RETURN _purged;
END
$$;
"""

GRANTS: Final = """
GRANT EXECUTE ON FUNCTION lookup_organization_ids(), purge_own_drafts(), purge_drafts()
    TO wedforms_worker;
CALL give_function_to('lookup_organization_ids()', 'wedforms_lookup');
"""


def upgrade() -> None:
    op.execute(PURGE)
    op.execute(GRANTS)


def downgrade() -> None:
    op.execute("DROP FUNCTION purge_drafts, purge_own_drafts, lookup_organization_ids")
