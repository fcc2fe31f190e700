"""Places of options and of a whole form: taken and given back in one fixed order, never oversold.

What is wanted and what is held already are lists of {"field", "option", "places", "count"}; field
and option '' mean the whole form (its capacity). When an option gets places for the first time,
the answers that were sent before count too.
"""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261123041400_places", "20261123041300_quota"

COUNT: Final = """
CREATE FUNCTION places_needed_before(
    _organization_id uuid, _form_id uuid, _field text, _option text, _but_not uuid
) RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT count(*)
    FROM form_submissions s
    CROSS JOIN LATERAL jsonb_path_query(
        CASE WHEN _field = '' THEN '{"": ""}' ELSE s.submission_data END,
        'strict $.** ? (@.type() == "object").keyvalue() ? (@.key == $field).value',
        jsonb_build_object('field', _field), true
    ) AS answer
    CROSS JOIN LATERAL jsonb_path_query(answer, 'lax $[*]') AS chosen
    WHERE s.organization_id = _organization_id AND s.form_id = _form_id AND s.id <> _but_not
        AND s.status <> 'draft' AND s.deleted_at IS NULL
        AND CASE chosen WHEN 'true' THEN 'yes' WHEN 'false' THEN 'no' ELSE chosen #>> '{}' END
            = _option
$$;
"""

TAKE: Final = """
CREATE FUNCTION take_places(
    _organization_id uuid, _form_id uuid, _submission_id uuid, _wanted jsonb, _held jsonb
) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
    _gone jsonb := '[]';
    _one record;
BEGIN
    FOR _one IN
        SELECT field, option, max(places) AS places, sum(count)::integer AS more
        FROM (
            SELECT * FROM jsonb_to_recordset(_wanted)
                AS wanted(field text, option text, places integer, count integer)
            UNION ALL
            SELECT field, option, NULL, -count FROM jsonb_to_recordset(_held)
                AS held(field text, option text, count integer)
        ) AS both_lists
        GROUP BY field, option
        ORDER BY field COLLATE "C", option COLLATE "C"
    LOOP
        IF _one.places IS NOT NULL THEN
            PERFORM offer_places(
                _organization_id, _form_id, _submission_id, _one.field, _one.option, _one.places);
        END IF;
        CONTINUE WHEN _one.more = 0;
        UPDATE option_places SET taken = greatest(taken + _one.more, 0), updated_at = now()
            WHERE organization_id = _organization_id AND form_id = _form_id
                AND field_key = _one.field AND option_value = _one.option
                AND (_one.more <= 0 OR taken + _one.more <= places);
        IF NOT FOUND AND _one.more > 0 THEN
            _gone := _gone || jsonb_build_object('field', _one.field, 'option', _one.option);
        END IF;
    END LOOP;
    RETURN _gone;
END
$$;

CREATE FUNCTION offer_places(
    _organization_id uuid, _form_id uuid, _submission_id uuid,
    _field text, _option text, _places integer
) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE option_places SET places = _places, updated_at = now()
        WHERE organization_id = _organization_id AND form_id = _form_id
            AND field_key = _field AND option_value = _option AND places <> _places;
    IF FOUND OR EXISTS (
        SELECT FROM option_places
        WHERE organization_id = _organization_id AND form_id = _form_id
            AND field_key = _field AND option_value = _option
    ) THEN
        RETURN;
    END IF;
    INSERT INTO option_places
        (organization_id, form_id, field_key, option_value, places, taken)
    VALUES (_organization_id, _form_id, _field, _option, _places,
        places_needed_before(_organization_id, _form_id, _field, _option, _submission_id))
    ON CONFLICT (organization_id, form_id, field_key, option_value) DO NOTHING;
END
$$;
"""

GRANTS: Final = """
GRANT EXECUTE ON FUNCTION
    places_needed_before(uuid, uuid, text, text, uuid),
    take_places(uuid, uuid, uuid, jsonb, jsonb),
    offer_places(uuid, uuid, uuid, text, text, integer)
    TO wedforms_app, wedforms_worker;
"""


def upgrade() -> None:
    for statements in (COUNT, TAKE, GRANTS):
        op.execute(statements)


def downgrade() -> None:
    op.execute("DROP FUNCTION take_places, offer_places, places_needed_before")
