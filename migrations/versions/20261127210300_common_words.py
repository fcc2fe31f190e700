"""Find a word that is in very many answers by walking from the latest, not by gathering all."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261127210300_common_words", "20261127210200_changed_order"

INDEX: Final = """
CREATE INDEX ix_submission_words_form
    ON submission_words (organization_id, form_id, submission_id);
"""

SEARCH: Final = """
DROP FUNCTION search_submissions(uuid, text[], boolean, integer);
CREATE FUNCTION search_submissions(
    _form_id uuid, _words text[], _sensitive boolean, _most integer
) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    _asked tsquery := words_asked(_form_id, _words, _sensitive);
    _organization_id uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
    _common CONSTANT integer := 20000;
BEGIN
    IF (SELECT count(*) < _common FROM (
        SELECT 1 FROM submission_words w WHERE w.words @@ _asked LIMIT _common
    ) AS hits) THEN
        RETURN QUERY
        WITH found AS MATERIALIZED (
            SELECT w.organization_id, w.form_id, w.submission_id
            FROM submission_words w WHERE w.words @@ _asked
        )
        SELECT f.submission_id FROM found f
        WHERE f.organization_id = _organization_id AND f.form_id = _form_id
        ORDER BY f.submission_id DESC
        LIMIT _most;
    ELSE
        -- The operator by its function's name: no index of words, but the order of submissions.
        RETURN QUERY
        SELECT w.submission_id FROM submission_words w
        WHERE w.organization_id = _organization_id AND w.form_id = _form_id
            AND ts_match_vq(w.words, _asked)
        ORDER BY w.submission_id DESC
        LIMIT _most;
    END IF;
END
$$;
"""

SEARCH_BEFORE: Final = """
DROP FUNCTION search_submissions(uuid, text[], boolean, integer);
CREATE FUNCTION search_submissions(
    _form_id uuid, _words text[], _sensitive boolean, _most integer
) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    _asked tsquery := words_asked(_form_id, _words, _sensitive);
BEGIN
    RETURN QUERY
    WITH found AS MATERIALIZED (
        SELECT w.organization_id, w.form_id, w.submission_id
        FROM submission_words w WHERE w.words @@ _asked
    )
    SELECT f.submission_id FROM found f
    WHERE f.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid
        AND f.form_id = _form_id
    ORDER BY f.submission_id DESC
    LIMIT _most;
END
$$;
"""

RIGHTS: Final = """
GRANT EXECUTE ON FUNCTION search_submissions(uuid, text[], boolean, integer)
    TO wedforms_app, wedforms_worker;
CALL give_function_to('search_submissions(uuid, text[], boolean, integer)', 'wedforms_search');
"""


def upgrade() -> None:
    op.execute(INDEX)
    op.execute(SEARCH)
    op.execute(RIGHTS)


def downgrade() -> None:
    op.execute(SEARCH_BEFORE)
    op.execute(RIGHTS)
    op.execute("DROP INDEX ix_submission_words_form")
