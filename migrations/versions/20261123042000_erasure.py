"""The end of a term: what a form promised to keep for so many days is erased, its trail included.

A definer of its own may empty what is otherwise written once: the values of revisions and of the
audit trail. The rows stay, so that their count tells that something was there.
"""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261123042000_erasure", "20261123041900_counters"

COLUMN: Final = "ALTER TABLE form_submissions ADD COLUMN erased_at timestamptz"

# What was typed into a draft never reaches the trail, not even when the draft is emptied.
TRAIL: Final = """
DROP TRIGGER audit ON form_submissions;
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON form_submissions
    FOR EACH ROW EXECUTE FUNCTION record_change(
        '{draft_digest,view_digest,draft_data}', '{submission_data}',
        '{draft_data,draft_expires_at,updated_at}')
"""
TRAIL_BEFORE: Final = TRAIL.replace("view_digest,draft_data}", "view_digest}")

EMPTIED: Final = """
CREATE FUNCTION empty_revision(_organization_id uuid, _id uuid, _kept jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE submission_revisions
    SET submission_data = _kept, body_hash = 'erased',
        origin = CASE _kept WHEN '{}' THEN '{}' ELSE origin END
    WHERE organization_id = _organization_id AND id = _id
$$;

CREATE FUNCTION empty_trail(_organization_id uuid, _records uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    _erased text[] := '{submission_data,draft_data,body_hash,origin,places_taken,prefill,
        label,recipient,name,details}';
BEGIN
    UPDATE audit_logs SET old_values = old_values - _erased, new_values = new_values - _erased
    WHERE organization_id = _organization_id AND record_id = ANY (_records)
        AND table_name IN
            ('form_submissions', 'submission_revisions', 'stored_files', 'form_links')
        AND action IN ('INSERT', 'UPDATE', 'DELETE');
END
$$;
"""

TERM: Final = """
CREATE FUNCTION day_within(_text text) RETURNS date
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN substring(_text from '^[0-9]{4}-[0-9]{2}-[0-9]{2}')::date;
EXCEPTION
    WHEN datetime_field_overflow THEN RETURN NULL;
END
$$;

CREATE FUNCTION is_term_over(_settings jsonb, _answers jsonb, _sent timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT greatest(
            (_sent AT TIME ZONE zone)::date,
            CASE WHEN _settings ->> 'retention_from' IS DISTINCT FROM 'sending'
                THEN day_within(coalesce(_answers #>> ARRAY[key, 'date'], _answers ->> key)) END
        ) + (_settings ->> 'retention_days')::integer <= (now() AT TIME ZONE zone)::date
    FROM (
        SELECT coalesce(_settings ->> 'time_zone', 'Europe/London') AS zone,
            coalesce(_settings ->> 'event_date', '') AS key
    ) AS said
$$;

CREATE FUNCTION without_sensitive(_fields jsonb, _answers jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN (
        SELECT coalesce(jsonb_object_agg(a.key, CASE
            WHEN jsonb_typeof(f.field -> 'fields') = 'array' AND jsonb_typeof(a.value) = 'array'
                THEN (SELECT coalesce(jsonb_agg(
                        without_sensitive(f.field -> 'fields', answer) ORDER BY place), '[]')
                    FROM jsonb_array_elements(a.value) WITH ORDINALITY AS r(answer, place))
            ELSE a.value END), '{}')
        FROM jsonb_each(_answers) AS a
        LEFT JOIN jsonb_array_elements(_fields) AS f(field) ON f.field ->> 'key' = a.key
        WHERE f.field ->> 'sensitive' IS DISTINCT FROM 'true');
END
$$;

CREATE FUNCTION kept_answers(_definition jsonb, _answers jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE _definition #>> '{settings,retention_of}' WHEN 'everything' THEN '{}'
        ELSE without_sensitive(_definition -> 'fields', _answers) END
$$;

CREATE FUNCTION named_files(_answers jsonb) RETURNS SETOF uuid
LANGUAGE sql IMMUTABLE AS $$
    SELECT (file ->> 'id')::uuid
    FROM jsonb_path_query(_answers, 'strict $.** ? (exists (@.sha256) && exists (@.id))') AS file
    WHERE file ->> 'id' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
$$;
"""

FILES: Final = """
CREATE FUNCTION erase_files(_organization_id uuid, _files uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- Equal contents share a row: it stays while any answer, draft or document names it.
    UPDATE stored_files f SET deleted_at = now(), updated_at = now(), name = ''
    WHERE f.organization_id = _organization_id AND f.id = ANY (_files)
        AND f.kind = 'upload' AND f.deleted_at IS NULL
        AND NOT EXISTS (
            SELECT FROM form_submissions s WHERE s.organization_id = _organization_id
                AND concat(s.submission_data, s.draft_data) LIKE '%' || f.id || '%')
        AND NOT EXISTS (
            SELECT FROM submission_revisions r WHERE r.organization_id = _organization_id
                AND r.submission_data::text LIKE '%' || f.id || '%')
        AND NOT EXISTS (
            SELECT FROM documents d WHERE d.organization_id = _organization_id
                AND d.data::text LIKE ANY (ARRAY['%' || f.id || '%', '%' || f.sha256 || '%']));
END
$$;
"""

ERASE: Final = """
CREATE FUNCTION erase_revisions(_submission form_submissions) RETURNS uuid[]
LANGUAGE plpgsql AS $$
DECLARE
    _files uuid[] := '{}';
    _one record;
BEGIN
    FOR _one IN
        SELECT r.id, r.submission_data AS answers,
            kept_answers(v.definition, r.submission_data) AS kept
        FROM submission_revisions r
        JOIN form_versions v
            ON v.organization_id = r.organization_id AND v.id = r.form_version_id
        WHERE r.organization_id = _submission.organization_id
            AND r.submission_id = _submission.id
    LOOP
        _files := _files || ARRAY(SELECT named_files(_one.answers));
        PERFORM empty_revision(_submission.organization_id, _one.id, _one.kept);
    END LOOP;
    RETURN _files;
END
$$;

CREATE FUNCTION erase_link(_submission form_submissions) RETURNS void
LANGUAGE sql AS $$
    UPDATE form_links l SET prefill = '{}', label = '', recipient = '', updated_at = now(),
        revoked_at = coalesce(revoked_at, now())
    WHERE l.organization_id = _submission.organization_id AND l.id = _submission.link_id
        AND NOT EXISTS (
            SELECT FROM form_submissions s WHERE s.organization_id = l.organization_id
                AND s.link_id = l.id AND s.status <> 'draft' AND s.erased_at IS NULL)
$$;

CREATE FUNCTION erase_submission(_submission form_submissions, _definition jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    _organization_id uuid := _submission.organization_id;
    _everything boolean := _definition #>> '{settings,retention_of}' = 'everything';
    _kept jsonb := kept_answers(_definition, _submission.submission_data);
    _files uuid[] := ARRAY(SELECT named_files(_submission.submission_data))
        || erase_revisions(_submission);
BEGIN
    UPDATE form_submissions SET erased_at = now(), updated_at = now(),
        submission_data = _kept, body_hash = 'erased', draft_data = NULL,
        origin = CASE WHEN _everything THEN '{}' ELSE origin END,
        places_taken = (
            SELECT coalesce(jsonb_agg(place), '[]') FROM jsonb_array_elements(places_taken) AS place
            WHERE place ->> 'field' = ''
                OR place ->> 'field' IN (SELECT key FROM answers_within(_kept))),
        deleted_at = CASE WHEN _everything THEN coalesce(deleted_at, now()) ELSE deleted_at END
    WHERE organization_id = _organization_id AND id = _submission.id;
    UPDATE form_submissions SET draft_data = NULL, draft_digest = NULL, updated_at = now(),
        deleted_at = coalesce(deleted_at, now())
    WHERE organization_id = _organization_id AND amends_id = _submission.id
        AND status = 'draft' AND draft_data IS NOT NULL;
    DELETE FROM submission_answers a
    WHERE a.organization_id = _organization_id AND a.submission_id = _submission.id
        AND NOT EXISTS (SELECT FROM answers_within(_kept) AS kept WHERE kept.key = a.key);
    IF _everything THEN PERFORM erase_link(_submission); END IF;
    PERFORM erase_files(_organization_id, _files);
    PERFORM empty_trail(_organization_id, ARRAY[_submission.id] || ARRAY(
        SELECT id FROM stored_files
            WHERE organization_id = _organization_id AND id = ANY (_files)
                AND deleted_at IS NOT NULL
        UNION ALL
        SELECT id FROM form_links
            WHERE organization_id = _organization_id AND id = _submission.link_id
                AND _everything AND prefill = '{}' AND revoked_at IS NOT NULL
        UNION ALL
        SELECT id FROM form_submissions
            WHERE organization_id = _organization_id AND amends_id = _submission.id
        UNION ALL
        SELECT id FROM submission_revisions
            WHERE organization_id = _organization_id AND submission_id = _submission.id));
    PERFORM record_act(_organization_id, 'answers.erased', 'form_submissions', _submission.id,
        jsonb_build_object('everything', coalesce(_everything, false)));
END
$$;

CREATE FUNCTION erase_due_answers(_organization_id uuid, _most integer) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    _due record;
    _forms uuid[] := '{}';
    _erased bigint := 0;
BEGIN
    FOR _due IN
        SELECT s AS submission, v.definition
        FROM form_submissions s
        JOIN form_versions v
            ON v.organization_id = s.organization_id AND v.id = s.form_version_id
        WHERE s.organization_id = _organization_id AND s.status <> 'draft'
            AND v.definition #> '{settings,retention_days}' IS NOT NULL
            AND (s.erased_at IS NULL OR s.erased_at < s.amended_at)
            AND is_term_over(v.definition -> 'settings', s.submission_data,
                coalesce(s.amended_at, s.submitted_at))
        ORDER BY s.id LIMIT _most
        FOR UPDATE OF s SKIP LOCKED
    LOOP
        PERFORM erase_submission(_due.submission, _due.definition);
        _forms := _forms || (_due.submission).form_id;
        _erased := _erased + 1;
    END LOOP;
    PERFORM recount_answers(_organization_id, form_id)
        FROM (SELECT DISTINCT form_id FROM unnest(_forms) AS form_id ORDER BY form_id) AS touched;
    RETURN _erased;
END
$$;
"""

GRANTS: Final = """
GRANT SELECT, UPDATE ON submission_revisions, audit_logs TO wedforms_eraser;
GRANT EXECUTE ON FUNCTION
    empty_revision(uuid, uuid, jsonb),
    empty_trail(uuid, uuid[]),
    day_within(text),
    is_term_over(jsonb, jsonb, timestamptz),
    without_sensitive(jsonb, jsonb),
    kept_answers(jsonb, jsonb),
    named_files(jsonb),
    erase_files(uuid, uuid[]),
    erase_revisions(form_submissions),
    erase_link(form_submissions),
    erase_submission(form_submissions, jsonb),
    erase_due_answers(uuid, integer)
    TO wedforms_worker;
CALL give_function_to('empty_revision(uuid, uuid, jsonb)', 'wedforms_eraser');
CALL give_function_to('empty_trail(uuid, uuid[])', 'wedforms_eraser');
"""


def upgrade() -> None:
    for statements in (COLUMN, TRAIL, EMPTIED, TERM, FILES, ERASE, GRANTS):
        op.execute(statements)


def downgrade() -> None:
    op.execute("""
        DROP FUNCTION erase_due_answers, erase_submission, erase_link, erase_revisions,
            erase_files, named_files, kept_answers, without_sensitive, is_term_over, day_within,
            empty_trail, empty_revision;
        REVOKE SELECT, UPDATE ON submission_revisions, audit_logs FROM wedforms_eraser
    """)
    op.execute(TRAIL_BEFORE)
    op.execute("ALTER TABLE form_submissions DROP COLUMN erased_at")
