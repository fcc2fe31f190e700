"""Uploads that no answer names go: taken out of a draft again, or left in a draft that ended.

The worker looks for them each night; whoever is at a page has two days to send it.
"""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261128113000_unnamed_files", "20261128104500_public_links_stay"

ERASE: Final = """
CREATE FUNCTION erase_unnamed_files(_organization_id uuid, _before timestamptz) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    _files uuid[];
BEGIN
    -- Drafts name files inside texts, so every id counts, wherever it stands.
    WITH said AS (
        SELECT concat(submission_data, draft_data) AS words FROM form_submissions
            WHERE organization_id = _organization_id
        UNION ALL
        SELECT submission_data::text FROM submission_revisions
            WHERE organization_id = _organization_id
        UNION ALL
        SELECT data::text FROM documents WHERE organization_id = _organization_id
    ), named AS (
        SELECT DISTINCT hit[1] AS word FROM said, regexp_matches(said.words,
            '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}', 'g') AS hit
    ), gone AS (
        UPDATE stored_files SET deleted_at = now(), updated_at = now(), name = ''
        WHERE organization_id = _organization_id AND kind = 'upload' AND deleted_at IS NULL
            AND updated_at < _before
            AND id::text NOT IN (SELECT word FROM named)
            AND sha256 NOT IN (SELECT word FROM named)
        RETURNING id
    )
    SELECT coalesce(array_agg(id), '{}') INTO _files FROM gone;
    PERFORM empty_trail(_organization_id, _files);
    RETURN cardinality(_files);
END
$$;
GRANT EXECUTE ON FUNCTION erase_unnamed_files(uuid, timestamptz) TO wedforms_worker;
"""


def upgrade() -> None:
    op.execute(ERASE)


def downgrade() -> None:
    op.execute("DROP FUNCTION erase_unnamed_files")
