"""The contents of deleted uploads and exports leave the store; their rows stay and say when."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from wedforms.core.tenancy import open_organization
from wedforms.files.models import StoredFile
from wedforms.files.store import FileStore


def forget_deleted_uploads(session: Session, *, store: FileStore, now: datetime) -> int:
    """Take the contents of what the open organization deleted away; how many there were.

    Interrupted, it is done again by the next one: a row says so only after its content is gone.
    """
    deleted = select(StoredFile).where(
        StoredFile.kind.in_(("upload", "export")),
        StoredFile.deleted_at.is_not(None),
        StoredFile.purged_at.is_(None),
    )
    files = session.scalars(deleted.with_for_update(skip_locked=True)).all()
    for file in files:
        for sha256 in filter(None, (file.sha256, file.details.get("thumbnail"))):
            if not _is_shown_by_another(session, sha256, file.id):
                store.delete(sha256, organization_id=open_organization(session))
        file.purged_at, file.details = now, {}
    return len(files)


def _is_shown_by_another(session: Session, sha256: str, file_id: UUID) -> bool:
    """Papers that begin alike look alike when they are small, and share that picture."""
    other = select(StoredFile.id).where(
        StoredFile.id != file_id,
        StoredFile.purged_at.is_(None),
        or_(StoredFile.sha256 == sha256, StoredFile.details["thumbnail"].astext == sha256),
    )
    return session.scalar(other.limit(1)) is not None
