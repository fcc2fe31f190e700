"""A supplier's correction of answers is a change like any other, also when the form is closed."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261127191100_correct", "20261127191000_clients_kept"

AMEND: Final = """
CREATE OR REPLACE FUNCTION amend_submission(_organization_id uuid, _submission jsonb) RETURNS jsonb
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
    -- A supplier may correct answers to a form that is closed to everybody else.
    IF NOT coalesce((_submission ->> 'corrects')::boolean, false) THEN
        PERFORM require_open_form(_organization_id, _sent.form_id);
    END IF;
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

AMEND_BEFORE: Final = """
CREATE OR REPLACE FUNCTION amend_submission(_organization_id uuid, _submission jsonb) RETURNS jsonb
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


def upgrade() -> None:
    op.execute(AMEND)


def downgrade() -> None:
    op.execute(AMEND_BEFORE)
