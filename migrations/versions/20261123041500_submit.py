"""The one writer of submissions: a submission with all that belongs to it in one round trip.

`submit_submission` stores the row, its promoted answers, its places, its use of the tier and its
event, or nothing at all. It sets the organization when none is open.
"""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261123041500_submit", "20261123041400_places"

# A refusal undoes the block that it is raised in; its answer travels in the detail.
REFUSE: Final = """
CREATE FUNCTION refuse(_answer jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'refused' USING ERRCODE = 'WF001', DETAIL = _answer::text;
END
$$;

CREATE FUNCTION places_wanted(_submission jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    _wanted jsonb := coalesce(nullif(_submission -> 'places', 'null'), '[]');
BEGIN
    IF _submission ->> 'capacity' IS NULL THEN RETURN _wanted; END IF;
    RETURN _wanted || jsonb_build_array(jsonb_build_object(
        'field', '', 'option', '', 'count', 1, 'places', _submission -> 'capacity'));
END
$$;

CREATE FUNCTION take_places_or_refuse(
    _organization_id uuid, _form_id uuid, _submission_id uuid, _wanted jsonb, _held jsonb
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    _gone jsonb := take_places(_organization_id, _form_id, _submission_id, _wanted, _held);
BEGIN
    IF _gone @> '[{"field": ""}]' THEN
        PERFORM refuse('{"status": "full"}');
    ELSIF _gone <> '[]' THEN
        PERFORM refuse(jsonb_build_object('status', 'places_gone', 'gone', _gone));
    END IF;
END
$$;

CREATE FUNCTION promote_answers(
    _organization_id uuid, _submission_id uuid, _version_id uuid, _promoted jsonb
) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- 300 characters always fit an index entry; a filter compares as many.
    INSERT INTO submission_answers (organization_id, submission_id, key, position,
        form_version_id, value_text, value_number, value_date)
    SELECT _organization_id, _submission_id, p.key, coalesce(p.position, p.line),
        _version_id, left(p.text, 300), p.number, p.date
    FROM ROWS FROM (
        jsonb_to_recordset(coalesce(nullif(_promoted, 'null'), '[]'))
            AS (key text, position integer, text text, number numeric, date date)
    ) WITH ORDINALITY AS p(key, position, text, number, date, line);
END
$$;
"""

# plpgsql, not sql: a session plans each statement of it once.
STORE: Final = """
CREATE FUNCTION send_draft(_organization_id uuid, _submission jsonb) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
    _id uuid;
BEGIN
    UPDATE form_submissions SET
        status = 'submitted', revision = 1, submitted_at = now(), updated_at = now(),
        form_version_id = (_submission ->> 'form_version_id')::uuid,
        client_id = coalesce((_submission ->> 'client_id')::uuid, client_id),
        link_id = coalesce((_submission ->> 'link_id')::uuid, link_id),
        idempotency_key = (_submission ->> 'idempotency_key')::uuid,
        body_hash = _submission ->> 'body_hash',
        submission_data = _submission -> 'submission_data',
        origin = coalesce(nullif(_submission -> 'origin', 'null'), '{}'),
        view_digest = decode(_submission ->> 'view_digest', 'hex'),
        quarantined_at = CASE WHEN (_submission ->> 'quarantined')::boolean THEN now() END,
        places_taken = places_wanted(_submission)
    WHERE organization_id = _organization_id AND id = (_submission ->> 'draft_id')::uuid
        AND form_id = (_submission ->> 'form_id')::uuid
        AND status = 'draft' AND amends_id IS NULL AND deleted_at IS NULL
    RETURNING id INTO _id;
    RETURN _id;
END
$$;

CREATE FUNCTION store_submission(_organization_id uuid, _submission jsonb) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
    _id uuid;
BEGIN
    INSERT INTO form_submissions (
        organization_id, id, form_id, form_version_id, client_id, link_id, status, revision,
        submitted_at, idempotency_key, body_hash, submission_data, origin, view_digest,
        quarantined_at, places_taken)
    VALUES (
        _organization_id, (_submission ->> 'id')::uuid, (_submission ->> 'form_id')::uuid,
        (_submission ->> 'form_version_id')::uuid, (_submission ->> 'client_id')::uuid,
        (_submission ->> 'link_id')::uuid, 'submitted', 1,
        now(), (_submission ->> 'idempotency_key')::uuid, _submission ->> 'body_hash',
        _submission -> 'submission_data', coalesce(nullif(_submission -> 'origin', 'null'), '{}'),
        decode(_submission ->> 'view_digest', 'hex'),
        CASE WHEN (_submission ->> 'quarantined')::boolean THEN now() END,
        places_wanted(_submission))
    ON CONFLICT (organization_id, form_id, idempotency_key) DO NOTHING
    RETURNING id INTO _id;
    RETURN _id;
END
$$;

CREATE FUNCTION earlier_submission(_organization_id uuid, _submission jsonb) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'status', CASE coalesce(r.body_hash, s.body_hash)
            WHEN _submission ->> 'body_hash' THEN 'replayed' ELSE 'conflict' END,
        'id', s.id)
    FROM form_submissions s
    -- After a change the row carries the new hash; the first one stands in its revision.
    LEFT JOIN submission_revisions r
        ON r.organization_id = s.organization_id AND r.submission_id = s.id AND r.revision = 1
    WHERE s.organization_id = _organization_id AND s.status <> 'draft'
        AND s.form_id = (_submission ->> 'form_id')::uuid
        AND (s.idempotency_key = (_submission ->> 'idempotency_key')::uuid
            OR s.id = (_submission ->> 'draft_id')::uuid)
    ORDER BY (s.idempotency_key = (_submission ->> 'idempotency_key')::uuid) DESC
    LIMIT 1
$$;
"""

OPEN: Final = """
CREATE FUNCTION require_open_form(_organization_id uuid, _form_id uuid) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM forms WHERE organization_id = _organization_id AND id = _form_id
            AND is_active AND deleted_at IS NULL
    ) THEN
        PERFORM refuse('{"status": "closed"}');
    END IF;
END
$$;

CREATE FUNCTION answer_link(_organization_id uuid, _submission_id uuid, _link_id uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    _earlier uuid;
BEGIN
    UPDATE form_links SET responses = responses + 1, updated_at = now()
        WHERE organization_id = _organization_id AND id = _link_id
            AND deleted_at IS NULL AND revoked_at IS NULL
            AND (expires_at IS NULL OR expires_at > now())
            AND (NOT one_response OR responses = 0);
    IF FOUND THEN RETURN; END IF;
    SELECT s.id INTO _earlier
        FROM form_submissions s
        JOIN form_links l ON l.organization_id = s.organization_id AND l.id = s.link_id
        WHERE s.organization_id = _organization_id AND s.link_id = _link_id AND l.one_response
            AND s.id <> _submission_id AND s.status <> 'draft' AND s.deleted_at IS NULL
        LIMIT 1;
    PERFORM refuse(CASE
        WHEN _earlier IS NULL THEN '{"status": "closed"}'
        ELSE jsonb_build_object('status', 'conflict', 'id', _earlier) END);
END
$$;
"""

SUBMIT: Final = """
CREATE FUNCTION submit_submission(_organization_id uuid, _submission jsonb) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
    _form_id uuid := _submission ->> 'form_id';
    _id uuid;
    _refusal text;
BEGIN
    PERFORM enter_tenant(_organization_id);
    IF _submission ->> 'draft_id' IS NOT NULL THEN
        _id := send_draft(_organization_id, _submission);
        IF _id IS NULL AND earlier_submission(_organization_id, _submission) IS NOT NULL THEN
            RETURN earlier_submission(_organization_id, _submission);
        END IF;
    END IF;
    -- A draft that is gone loses nobody's answers: they are stored under the new id.
    _id := coalesce(_id, store_submission(_organization_id, _submission));
    IF _id IS NULL THEN
        RETURN earlier_submission(_organization_id, _submission);
    END IF;
    PERFORM require_open_form(_organization_id, _form_id);
    IF _submission ->> 'link_id' IS NOT NULL THEN
        PERFORM answer_link(_organization_id, _id, (_submission ->> 'link_id')::uuid);
    END IF;
    PERFORM promote_answers(_organization_id, _id, (_submission ->> 'form_version_id')::uuid,
        _submission -> 'promoted');
    PERFORM take_places_or_refuse(
        _organization_id, _form_id, _id, places_wanted(_submission), '[]');
    -- The organization's one counter row comes last, so that it is held for the shortest time.
    IF NOT use_quota(_organization_id, 'submissions') THEN
        PERFORM refuse('{"status": "limit"}');
    END IF;
    PERFORM announce_event(coalesce(_submission ->> 'event', 'submission.received'),
        _organization_id, jsonb_build_object('submission_id', _id));
    RETURN jsonb_build_object('status', 'received', 'id', _id);
EXCEPTION
    WHEN SQLSTATE 'WF001' THEN
        GET STACKED DIAGNOSTICS _refusal = PG_EXCEPTION_DETAIL;
        RETURN _refusal;
    WHEN unique_violation THEN
        -- The same attempt at the same moment, or a draft under the key of another submission.
        -- The tenant was entered in the block that is undone by now.
        PERFORM enter_tenant(_organization_id);
        IF earlier_submission(_organization_id, _submission) IS NULL THEN
            RAISE;
        END IF;
        RETURN earlier_submission(_organization_id, _submission);
END
$$;
"""

GRANTS: Final = """
GRANT EXECUTE ON FUNCTION
    refuse(jsonb),
    places_wanted(jsonb),
    take_places_or_refuse(uuid, uuid, uuid, jsonb, jsonb),
    promote_answers(uuid, uuid, uuid, jsonb),
    send_draft(uuid, jsonb),
    store_submission(uuid, jsonb),
    earlier_submission(uuid, jsonb),
    require_open_form(uuid, uuid),
    answer_link(uuid, uuid, uuid),
    submit_submission(uuid, jsonb)
    TO wedforms_app, wedforms_worker;
"""


def upgrade() -> None:
    for statements in (REFUSE, STORE, OPEN, SUBMIT, GRANTS):
        op.execute(statements)


def downgrade() -> None:
    op.execute("""
        DROP FUNCTION submit_submission, answer_link, require_open_form, earlier_submission,
            store_submission, send_draft, promote_answers, take_places_or_refuse, places_wanted,
            refuse
    """)
