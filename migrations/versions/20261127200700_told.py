"""What mails told of answers is erased with them, from the trail too."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261127200700_told", "20261127200600_exports"

EMPTY: Final = """
CREATE FUNCTION empty_trail_of_mails(_organization_id uuid, _mails uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    _erased text[] := '{recipient,subject,reply_to,content,content_html}';
BEGIN
    UPDATE audit_logs SET old_values = old_values - _erased, new_values = new_values - _erased
    WHERE organization_id = _organization_id AND record_id = ANY (_mails)
        AND table_name IN ('communications', 'mails')
        AND action IN ('INSERT', 'UPDATE', 'DELETE');
END
$$;
GRANT EXECUTE ON FUNCTION empty_trail_of_mails(uuid, uuid[]) TO wedforms_worker;
CALL give_function_to('empty_trail_of_mails(uuid, uuid[])', 'wedforms_eraser');
"""


def upgrade() -> None:
    op.execute(EMPTY)


def downgrade() -> None:
    op.execute("DROP FUNCTION empty_trail_of_mails")
