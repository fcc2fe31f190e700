"""How often each choice was made, counted anew from all answers of a form.

Numbers alone, so that the kitchen can plan: a choice that is sensitive is counted too, and leaves
the counters with the answer itself. Words that people typed are never counted.
"""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261123041900_counters", "20261123041800_attached"

CHOICES: Final = """
CREATE FUNCTION choice_keys(_definition jsonb) RETURNS SETOF text
LANGUAGE sql IMMUTABLE AS $$
    WITH RECURSIVE asked AS (
        SELECT jsonb_array_elements(_definition -> 'fields') AS field
        UNION ALL
        SELECT jsonb_array_elements(field -> 'fields') FROM asked
    )
    SELECT field ->> 'key' FROM asked
    WHERE field ->> 'field_type' IN ('yes_no', 'consent') OR field #> '{options,0}' IS NOT NULL
$$;

CREATE FUNCTION answers_within(_answers jsonb) RETURNS TABLE (key text, value jsonb)
LANGUAGE sql IMMUTABLE AS $$
    WITH RECURSIVE given AS (
        SELECT one.key, one.value FROM jsonb_each(_answers) AS one
        UNION ALL
        SELECT inner_one.key, inner_one.value
        FROM given
        CROSS JOIN jsonb_array_elements(
            CASE jsonb_typeof(given.value) WHEN 'array' THEN given.value ELSE '[]' END) AS answer
        CROSS JOIN jsonb_each(CASE WHEN answer ? '_id' AND jsonb_typeof(answer) = 'object'
            THEN answer ELSE '{}' END) AS inner_one
    )
    SELECT key, value FROM given
$$;

CREATE FUNCTION chosen_values(_answer jsonb) RETURNS SETOF text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN jsonb_typeof(one) = 'string' THEN one #>> '{}'
        WHEN one = 'true' THEN 'yes'
        WHEN one = 'false' THEN 'no'
        ELSE 'other' END
    FROM jsonb_array_elements(CASE jsonb_typeof(_answer)
        WHEN 'array' THEN _answer ELSE jsonb_build_array(_answer) END) AS one
    WHERE jsonb_typeof(one) IN ('string', 'boolean')
        OR (jsonb_typeof(one) = 'object' AND one ? 'other')
$$;
"""

RECOUNT: Final = """
CREATE FUNCTION recount_answers(_organization_id uuid, _form_id uuid) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- One at a time: whoever comes second counts what the first has not seen.
    PERFORM pg_advisory_xact_lock(hashtextextended(_form_id::text, 0));
    WITH counted AS (
        SELECT a.key, chosen.value, count(*) AS given
        FROM form_submissions s
        CROSS JOIN answers_within(s.submission_data) AS a
        CROSS JOIN chosen_values(a.value) AS chosen(value)
        WHERE s.organization_id = _organization_id AND s.form_id = _form_id
            AND s.status <> 'draft' AND s.deleted_at IS NULL
            AND s.quarantined_at IS NULL AND s.attached_to_id IS NULL
            AND a.key IN (
                SELECT choice_keys(v.definition) FROM form_versions v
                WHERE v.organization_id = _organization_id AND v.form_id = _form_id)
        GROUP BY a.key, chosen.value
    ), gone AS (
        DELETE FROM answer_counters c
        WHERE c.organization_id = _organization_id AND c.form_id = _form_id
            AND NOT EXISTS (
                SELECT FROM counted WHERE counted.key = c.key AND counted.value = c.value_text)
    )
    INSERT INTO answer_counters AS c (organization_id, form_id, key, value_text, given)
    SELECT _organization_id, _form_id, key, value, given FROM counted
    ON CONFLICT (organization_id, form_id, key, value_text) DO UPDATE
        SET given = excluded.given, updated_at = now() WHERE c.given <> excluded.given;
END
$$;
"""

GRANTS: Final = """
GRANT EXECUTE ON FUNCTION choice_keys(jsonb), answers_within(jsonb), chosen_values(jsonb),
    recount_answers(uuid, uuid) TO wedforms_worker;
"""


def upgrade() -> None:
    for statements in (CHOICES, RECOUNT, GRANTS):
        op.execute(statements)


def downgrade() -> None:
    op.execute("DROP FUNCTION recount_answers, chosen_values, answers_within, choice_keys")
