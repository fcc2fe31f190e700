"""The trail of changes, keys for programs, webhooks both ways, and requests about personal data."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from wedforms.core.base import (
    EMPTY,
    EMPTY_LIST,
    EMPTY_OBJECT,
    NOW,
    YES,
    ZERO,
    Json,
    JsonList,
    SoftDeleted,
    TenantModel,
    TenantRow,
    in_organization,
    one_of,
    points_at,
)


class AuditLog(TenantModel):
    """One change to one row, written by a trigger; or an act that changed none."""

    __tablename__ = "audit_logs"
    __table_args__ = (
        CheckConstraint(
            "action IN ('INSERT', 'UPDATE', 'DELETE') OR action ~ '^[a-z]+[.][a-z_]+$'",
            name="action",
        ),
        Index("ix_audit_logs_record", "organization_id", "table_name", "record_id", "created_at"),
        Index("ix_audit_logs_organization_id_created_at", "organization_id", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    request_id: Mapped[UUID | None]
    table_name: Mapped[str]
    record_id: Mapped[UUID | None]
    action: Mapped[str]
    old_values: Mapped[Json | None]
    new_values: Mapped[Json | None]
    created_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))


class ApiKey(SoftDeleted, TenantRow):
    """A key for a program; only its SHA-256 is kept, and it always ends."""

    __tablename__ = "api_keys"
    __table_args__ = (
        in_organization(),
        points_at("user_profiles", "created_by", on_delete="SET NULL"),
        UniqueConstraint("organization_id", "key_hash"),
        Index("ix_api_keys_key_hash", "key_hash"),
    )

    key_name: Mapped[str]
    key_hash: Mapped[bytes]
    permissions: Mapped[JsonList] = mapped_column(server_default=EMPTY_LIST)
    created_by: Mapped[UUID | None]
    last_used_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class WebhookEndpoint(SoftDeleted, TenantRow):
    """Where another system wants to hear of events."""

    __tablename__ = "webhook_endpoints"
    __table_args__ = (
        in_organization(),
        points_at("organization_secrets", "secret_id"),
        CheckConstraint("url LIKE 'https://%'", name="url"),
    )

    url: Mapped[str]
    description: Mapped[str] = mapped_column(server_default=EMPTY)
    secret_id: Mapped[UUID]
    event_types: Mapped[JsonList] = mapped_column(server_default=EMPTY_LIST)
    is_active: Mapped[bool] = mapped_column(server_default=YES)
    disabled_reason: Mapped[str | None]


class WebhookEvent(TenantRow):
    """One message from or to another system, kept until it is dealt with."""

    __tablename__ = "webhook_events"
    __table_args__ = (
        in_organization(),
        points_at("webhook_endpoints", "endpoint_id", on_delete="CASCADE"),
        one_of("direction", "incoming", "outgoing"),
        one_of("status", "pending", "processed", "failed"),
        UniqueConstraint("organization_id", "source_system", "external_id"),
        Index(
            "ix_webhook_events_organization_id_status", "organization_id", "status", "created_at"
        ),
    )

    endpoint_id: Mapped[UUID | None]
    direction: Mapped[str] = mapped_column(server_default="incoming")
    event_type: Mapped[str]
    source_system: Mapped[str]
    external_id: Mapped[str | None]
    payload: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    status: Mapped[str] = mapped_column(server_default="pending")
    retry_count: Mapped[int] = mapped_column(server_default=ZERO)
    next_attempt_at: Mapped[datetime | None]
    processed_at: Mapped[datetime | None]
    failure: Mapped[str | None]


class DataRequest(TenantRow):
    """A person asks for a copy of their data, or for its erasure."""

    __tablename__ = "data_requests"
    __table_args__ = (
        in_organization(),
        points_at("clients", "client_id", on_delete="SET NULL"),
        points_at("user_profiles", "handled_by", on_delete="SET NULL"),
        one_of("kind", "export", "erasure", "correction"),
        one_of("status", "received", "verified", "completed", "refused"),
        Index("ix_data_requests_organization_id_status", "organization_id", "status"),
    )

    kind: Mapped[str]
    status: Mapped[str] = mapped_column(server_default="received")
    client_id: Mapped[UUID | None]
    handled_by: Mapped[UUID | None]
    subject: Mapped[str]
    notes: Mapped[str] = mapped_column(server_default=EMPTY)
    due_at: Mapped[datetime | None]
    received_at: Mapped[datetime] = mapped_column(server_default=NOW)
    completed_at: Mapped[datetime | None]
