"""Stored files: one row for each content an organization keeps, under its SHA-256."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wedforms.core.base import (
    EMPTY_OBJECT,
    Json,
    SoftDeleted,
    TenantRow,
    in_organization,
    one_of,
)


class StoredFile(SoftDeleted, TenantRow):
    """A content in the file store; equal contents of one organization share a row."""

    __tablename__ = "stored_files"
    __table_args__ = (
        in_organization(),
        one_of("kind", "upload", "document", "asset", "export"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
        CheckConstraint("size_bytes >= 0", name="size_bytes"),
        UniqueConstraint("organization_id", "sha256"),
    )

    sha256: Mapped[str]
    name: Mapped[str]
    media_type: Mapped[str]
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(server_default="upload")
    details: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    scanned_at: Mapped[datetime | None]
    purged_at: Mapped[datetime | None]
