"""Keeping a content: its bytes in the store first, then its one row in the open organization."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wedforms.core.tenancy import open_organization
from wedforms.files.models import StoredFile
from wedforms.files.store import FileStore
from wedforms.lib.ids import uuid7


def keep_file(
    session: Session,
    *,
    store: FileStore,
    content: bytes,
    name: str,
    media_type: str,
    kind: str,
    details: Mapping[str, Any] | None = None,
    scanned_at: datetime | None = None,
) -> StoredFile:
    """Store `content` for the open organization and return its row; equal contents share one.

    A transaction that is rolled back leaves at most bytes without a row, never the reverse.
    """
    organization_id = open_organization(session)
    values: dict[str, Any] = {
        "organization_id": organization_id,
        "id": uuid7(),
        "sha256": store.put(content, organization_id=organization_id),
        "name": name,
        "media_type": media_type,
        "size_bytes": len(content),
        "kind": kind,
        "details": dict(details or {}),
        "scanned_at": scanned_at,
    }
    kept = _row_of(session, values)
    if kept.deleted_at is not None or kept.purged_at is not None:
        # Its content may be on its way out of the store: wait for that, then put it back.
        session.refresh(kept, with_for_update=True)
        store.put(content, organization_id=organization_id)
        kept.deleted_at = kept.purged_at = None
        kept.name, kept.details = name, values["details"]
    if kept.kind == "upload":
        kept.kind = kind  # what pages or papers show stays when no answer names it any more
    if details and not details.keys() <= kept.details.keys():
        kept.details = {**kept.details, **details}
    return kept


def _row_of(session: Session, values: Mapping[str, Any]) -> StoredFile:
    """The one row of a content, made or found."""
    made = insert(StoredFile).values(values)
    touched = made.on_conflict_do_update(
        index_elements=["organization_id", "sha256"],
        # Whoever looks for uploads that nobody names waits for this, and finds it wanted.
        set_={"updated_at": func.now()},
        where=StoredFile.kind == "upload",
    )
    session.execute(touched)
    return session.scalars(select(StoredFile).where(StoredFile.sha256 == values["sha256"])).one()
