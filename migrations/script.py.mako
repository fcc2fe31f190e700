"""${message}"""

from __future__ import annotations

from alembic import op

revision, down_revision = "${up_revision}", "${down_revision}"


def upgrade() -> None:
    ${upgrades if upgrades else "op.execute()"}


def downgrade() -> None:
    ${downgrades if downgrades else "op.execute()"}
