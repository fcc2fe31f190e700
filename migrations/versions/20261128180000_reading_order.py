"""Names stand where people look for them: anna, Émile, zoé, whatever their case and accents.

The database compares texts by code points, where Zoé is before anna and Émile behind both.
"""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261128180000_reading_order", "20261128113000_unnamed_files"

# Polish and Croatian letters whose stroke Unicode takes for a part of the letter.
READING_ORDER: Final = r"""
CREATE FUNCTION reading_order(_words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(
    lower(regexp_replace(normalize(left(_words, 100), NFKD), '[\u0300-\u036f]', '', 'g')),
    'łđ', 'ld');
GRANT EXECUTE ON FUNCTION reading_order(text) TO wedforms_app, wedforms_worker;

ALTER TABLE submission_answers
    ADD COLUMN text_order text GENERATED ALWAYS AS (reading_order(value_text)) STORED;
CREATE INDEX ix_submission_answers_text_order
    ON submission_answers (organization_id, form_id, key, text_order, submission_id)
    WHERE text_order IS NOT NULL;
"""


def upgrade() -> None:
    op.execute(READING_ORDER)


def downgrade() -> None:
    op.execute("ALTER TABLE submission_answers DROP COLUMN text_order")
    op.execute("DROP FUNCTION reading_order")
