"""Acts that change no row but belong in the audit trail: what somebody read, took out or erased."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from wedforms.core.jsonb import dumps
from wedforms.core.tenancy import open_organization

_RECORD: Final = text(
    "select record_act(:organization_id, :act, :table, :record_id, cast(:details as jsonb))"
)


def record_act(
    session: Session, act: str, *, table: str, record_id: UUID | None, **details: str | int
) -> None:
    """Note the act with facts about it, never with the values that it was about."""
    session.execute(
        _RECORD,
        {
            "organization_id": open_organization(session),
            "act": act,
            "table": table,
            "record_id": record_id,
            "details": dumps(details),
        },
    )
