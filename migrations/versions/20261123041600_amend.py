"""Changing what was sent (the old answers become a revision) and saving drafts field by field."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261123041600_amend", "20261123041500_submit"

EARLIER: Final = """
CREATE FUNCTION earlier_amendment(_sent form_submissions, _submission jsonb) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'status', CASE body_hash WHEN _submission ->> 'body_hash' THEN 'replayed' ELSE 'conflict' END,
        'id', _sent.id, 'revision', revision)
    FROM (
        SELECT _sent.revision_key AS key, _sent.body_hash, _sent.revision
        UNION ALL
        SELECT r.idempotency_key, r.body_hash, r.revision
        FROM submission_revisions r
        WHERE r.organization_id = _sent.organization_id AND r.submission_id = _sent.id
    ) AS known
    WHERE key = (_submission ->> 'idempotency_key')::uuid
    LIMIT 1
$$;

CREATE FUNCTION keep_revision(_sent form_submissions) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO submission_revisions (organization_id, id, submission_id, form_version_id, revision,
        submission_data, body_hash, idempotency_key, origin, submitted_at)
    VALUES (_sent.organization_id, gen_random_uuid(), _sent.id, _sent.form_version_id,
        _sent.revision, _sent.submission_data, _sent.body_hash,
        coalesce(_sent.revision_key, _sent.idempotency_key), _sent.origin,
        coalesce(_sent.amended_at, _sent.submitted_at))
$$;

CREATE FUNCTION store_amendment(_sent form_submissions, _submission jsonb, _places jsonb)
RETURNS void
LANGUAGE sql AS $$
    UPDATE form_submissions SET
        status = 'submitted', approved_at = NULL, approved_by = NULL,
        revision = revision + 1, amended_at = now(), updated_at = now(),
        form_version_id = (_submission ->> 'form_version_id')::uuid,
        revision_key = (_submission ->> 'idempotency_key')::uuid,
        body_hash = _submission ->> 'body_hash',
        submission_data = _submission -> 'submission_data',
        origin = coalesce(nullif(_submission -> 'origin', 'null'), '{}'),
        places_taken = _places
    WHERE organization_id = _sent.organization_id AND id = _sent.id;
    UPDATE form_submissions SET deleted_at = now(), updated_at = now()
    WHERE organization_id = _sent.organization_id AND id = (_submission ->> 'draft_id')::uuid
        AND amends_id = _sent.id AND status = 'draft';
$$;
"""

AMEND: Final = """
CREATE FUNCTION amend_submission(_organization_id uuid, _submission jsonb) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
    _sent form_submissions;
    _earlier jsonb;
    _places jsonb;
    _refusal text;
BEGIN
    PERFORM enter_tenant(_organization_id);
    SELECT * INTO _sent FROM form_submissions
        WHERE organization_id = _organization_id AND id = (_submission ->> 'id')::uuid
            AND status <> 'draft' AND deleted_at IS NULL
        FOR UPDATE;
    IF NOT FOUND THEN RETURN '{"status": "closed"}'; END IF;
    _earlier := earlier_amendment(_sent, _submission);
    IF _earlier IS NOT NULL THEN RETURN _earlier; END IF;
    -- Somebody else changed the answers that this change was made from.
    IF (_submission ->> 'revision')::integer <> _sent.revision THEN
        RETURN jsonb_build_object(
            'status', 'changed', 'id', _sent.id, 'revision', _sent.revision);
    END IF;
    PERFORM require_open_form(_organization_id, _sent.form_id);
    -- The place in the form itself is kept, whatever its capacity has become.
    _places := places_wanted(_submission - 'capacity');
    IF _sent.places_taken @> '[{"field": ""}]' THEN
        _places := _places || '[{"field": "", "option": "", "count": 1}]';
    END IF;
    PERFORM keep_revision(_sent);
    PERFORM store_amendment(_sent, _submission, _places);
    DELETE FROM submission_answers
        WHERE organization_id = _organization_id AND submission_id = _sent.id;
    PERFORM promote_answers(_organization_id, _sent.id,
        (_submission ->> 'form_version_id')::uuid, _submission -> 'promoted');
    PERFORM take_places_or_refuse(
        _organization_id, _sent.form_id, _sent.id, _places, _sent.places_taken);
    PERFORM announce_event(coalesce(_submission ->> 'event', 'submission.received'),
        _organization_id, jsonb_build_object('submission_id', _sent.id));
    RETURN jsonb_build_object(
        'status', 'received', 'id', _sent.id, 'revision', _sent.revision + 1);
EXCEPTION
    WHEN SQLSTATE 'WF001' THEN
        GET STACKED DIAGNOSTICS _refusal = PG_EXCEPTION_DETAIL;
        RETURN _refusal;
END
$$;
"""

DRAFTS: Final = """
CREATE FUNCTION save_draft_inputs(
    _organization_id uuid, _submission_id uuid, _inputs jsonb, _removed text[], _by text
) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
    _at timestamptz := clock_timestamp();
    _draft jsonb;
    _is_draft boolean;
BEGIN
    PERFORM enter_tenant(_organization_id);
    SELECT coalesce(draft_data, '{}'), status = 'draft' INTO _draft, _is_draft
        FROM form_submissions
        WHERE organization_id = _organization_id AND id = _submission_id AND deleted_at IS NULL
            AND (status <> 'draft' OR draft_expires_at IS NULL OR draft_expires_at > now())
        FOR UPDATE;
    IF _is_draft IS NOT TRUE THEN
        RETURN jsonb_build_object('status', CASE WHEN _is_draft IS NULL THEN 'gone' ELSE 'sent' END);
    END IF;
    -- What did not change keeps the name and the time of who typed it.
    SELECT (_draft - _removed) || coalesce(jsonb_object_agg(
            key, jsonb_build_object('v', value, 'by', _by, 'at', _at)), '{}')
        INTO _draft
        FROM jsonb_each(_inputs)
        WHERE (_draft #> ARRAY[key, 'v']) IS DISTINCT FROM value OR key = ANY (_removed);
    UPDATE form_submissions SET draft_data = _draft, updated_at = now()
        WHERE organization_id = _organization_id AND id = _submission_id;
    RETURN jsonb_build_object('status', 'saved', 'at', _at);
END
$$;
"""

GRANTS: Final = """
GRANT EXECUTE ON FUNCTION
    earlier_amendment(form_submissions, jsonb),
    keep_revision(form_submissions),
    store_amendment(form_submissions, jsonb, jsonb),
    amend_submission(uuid, jsonb),
    save_draft_inputs(uuid, uuid, jsonb, text[], text)
    TO wedforms_app, wedforms_worker;
"""


def upgrade() -> None:
    for statements in (EARLIER, AMEND, DRAFTS, GRANTS):
        op.execute(statements)


def downgrade() -> None:
    op.execute("""
        DROP FUNCTION save_draft_inputs, amend_submission, store_amendment, keep_revision,
            earlier_amendment
    """)
