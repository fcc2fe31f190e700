"""A personal link is made for readers of one of the form's languages; empty: of the form's own.

A new column that is empty where nothing was said; what was sent stays as it is.
"""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261128074000_link_language", "20261128064500_passkeys_at_once"

COLUMN: Final = """
ALTER TABLE form_links ADD COLUMN language text NOT NULL DEFAULT ''
"""


def upgrade() -> None:
    op.execute(COLUMN)


def downgrade() -> None:
    op.execute("ALTER TABLE form_links DROP COLUMN language")
