"""Alembic's entry: runs the migrations on the connection that it is given, as the owner.

`wedforms db up` connects, takes the advisory lock (one runner at a time) and becomes the owner.
"""

from __future__ import annotations

from typing import Final

from alembic import context
from sqlalchemy import Connection, text

# A migration that waits behind a busy table makes everybody wait behind it: give up instead.
LOCK_TIMEOUT: Final = "5s"


def run(connection: Connection) -> None:
    """Run each migration in a transaction of its own."""
    context.configure(
        connection=connection,
        target_metadata=context.config.attributes.get("target_metadata"),
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        connection.execute(text(f"set lock_timeout = '{LOCK_TIMEOUT}'"))
        context.run_migrations()
    connection.execute(text("reset lock_timeout"))


run(context.config.attributes["connection"])
