"""A person is erased: all of what they sent, what servers said of mails to them, and their trail."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261128100000_erase_person", "20261128074000_link_language"

WHOLE: Final = """
CREATE FUNCTION files_of_submission(_organization_id uuid, _id uuid) RETURNS uuid[]
LANGUAGE sql STABLE AS $$
    -- Drafts name files inside texts, so every id counts that a file of this organization has.
    SELECT coalesce(array_agg(f.id), '{}') FROM stored_files f
    WHERE f.organization_id = _organization_id AND f.id IN (
        SELECT found[1]::uuid
        FROM (
            SELECT concat(s.submission_data, s.draft_data) AS words FROM form_submissions s
                WHERE s.organization_id = _organization_id AND s.id = _id
            UNION ALL
            SELECT r.submission_data::text FROM submission_revisions r
                WHERE r.organization_id = _organization_id AND r.submission_id = _id
        ) AS said,
        regexp_matches(said.words, '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'g') AS found)
$$;

CREATE FUNCTION erase_whole_submission(_organization_id uuid, _id uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    _submission form_submissions;
    _files uuid[] := files_of_submission(_organization_id, _id);
BEGIN
    SELECT s.* INTO STRICT _submission FROM form_submissions s
        WHERE s.organization_id = _organization_id AND s.id = _id FOR UPDATE;
    PERFORM empty_revision(_organization_id, r.id, '{}') FROM submission_revisions r
        WHERE r.organization_id = _organization_id AND r.submission_id = _id;
    PERFORM erase_submission(_submission, '{"settings": {"retention_of": "everything"}}');
    UPDATE form_submissions SET draft_digest = NULL
        WHERE organization_id = _organization_id AND id = _id AND draft_digest IS NOT NULL;
    PERFORM erase_files(_organization_id, _files);
    PERFORM empty_trail(_organization_id, _files);
END
$$;
"""

TRAIL: Final = """
CREATE FUNCTION empty_trail_of_person(_organization_id uuid, _records uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    _erased text[] := '{partner_1_name,partner_2_name,wedding_date,venue,town,latitude,longitude,
        notes,source,metadata,contact_value,label,recipient,prefill,wanted,reply,question,title,
        result_data,failure,reason}';
BEGIN
    UPDATE audit_logs SET old_values = old_values - _erased, new_values = new_values - _erased
    WHERE organization_id = _organization_id AND record_id = ANY (_records)
        AND table_name IN ('clients', 'client_contacts', 'form_links', 'change_requests',
            'answer_exports', 'tasks', 'journey_executions', 'journey_step_executions',
            'communications');
END
$$;

CREATE FUNCTION empty_events_of_mails(_organization_id uuid, _mails uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE communication_events SET details = '{}'
    WHERE organization_id = _organization_id AND communication_id = ANY (_mails)
        AND details <> '{}';
    UPDATE audit_logs SET old_values = old_values - '{details,failure}'::text[],
        new_values = new_values - '{details,failure}'::text[]
    WHERE organization_id = _organization_id AND table_name = 'communications'
            AND record_id = ANY (_mails)
        OR organization_id = _organization_id AND table_name = 'communication_events'
            AND record_id IN (
                SELECT id FROM communication_events
                WHERE organization_id = _organization_id AND communication_id = ANY (_mails));
END
$$;
"""

GRANTS: Final = """
GRANT SELECT, UPDATE ON communication_events TO wedforms_eraser;
GRANT EXECUTE ON FUNCTION
    files_of_submission(uuid, uuid),
    erase_whole_submission(uuid, uuid),
    empty_trail_of_person(uuid, uuid[]),
    empty_events_of_mails(uuid, uuid[])
    TO wedforms_worker;
CALL give_function_to('empty_trail_of_person(uuid, uuid[])', 'wedforms_eraser');
CALL give_function_to('empty_events_of_mails(uuid, uuid[])', 'wedforms_eraser');
"""


def upgrade() -> None:
    for statements in (WHOLE, TRAIL, GRANTS):
        op.execute(statements)


def downgrade() -> None:
    op.execute("""
        DROP FUNCTION empty_events_of_mails, empty_trail_of_person, erase_whole_submission,
            files_of_submission;
        REVOKE SELECT, UPDATE ON communication_events FROM wedforms_eraser
    """)
