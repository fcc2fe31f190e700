"""Sharing a form: the sites that may frame it, and personal links whose address can be told again."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261127184000_share", "20261123050200_begun_from"

# A link made before has a random secret that nobody knows any more: generation 0.
COLUMNS: Final = """
ALTER TABLE forms
    ADD COLUMN allowed_sites jsonb NOT NULL DEFAULT '[]',
    ADD CONSTRAINT ck_forms_allowed_sites CHECK (jsonb_typeof(allowed_sites) = 'array');
ALTER TABLE form_links
    ADD COLUMN generation integer NOT NULL DEFAULT 0,
    ADD COLUMN mailed_at timestamptz,
    ADD CONSTRAINT ck_form_links_generation CHECK (generation >= 0);
"""

# A public link only says what is filled in beforehand: answers that were begun with it always count.
ANSWER_LINK: Final = """
CREATE OR REPLACE FUNCTION answer_link(_organization_id uuid, _submission_id uuid, _link_id uuid)
RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    _earlier uuid;
BEGIN
    UPDATE form_links SET responses = responses + 1, updated_at = now()
        WHERE organization_id = _organization_id AND id = _link_id
            AND (purpose = 'public' OR (deleted_at IS NULL AND revoked_at IS NULL
                AND (expires_at IS NULL OR expires_at > now())
                AND (NOT one_response OR responses = 0)));
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

ANSWER_LINK_BEFORE: Final = """
CREATE OR REPLACE FUNCTION answer_link(_organization_id uuid, _submission_id uuid, _link_id uuid)
RETURNS void
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


def upgrade() -> None:
    op.execute(COLUMNS)
    op.execute(ANSWER_LINK)


def downgrade() -> None:
    op.execute(ANSWER_LINK_BEFORE)
    op.execute("ALTER TABLE form_links DROP COLUMN mailed_at, DROP COLUMN generation")
    op.execute("ALTER TABLE forms DROP COLUMN allowed_sites")
