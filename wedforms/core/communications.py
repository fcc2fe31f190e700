"""Messages: templates, what was sent to whom, campaigns, and who must not be written to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from wedforms.core.base import (
    EMPTY,
    EMPTY_OBJECT,
    YES,
    ZERO,
    Json,
    SoftDeleted,
    TenantEvent,
    TenantRow,
    in_organization,
    one_of,
    points_at,
    unique_while_kept,
)


class CommunicationTemplate(SoftDeleted, TenantRow):
    """Words to be used again; `{{merge}}` fields are declared in `variables`."""

    __tablename__ = "communication_templates"
    __table_args__ = (
        in_organization(),
        one_of("template_type", "email", "sms", "system"),
        unique_while_kept("communication_templates", "name", "locale"),
    )

    name: Mapped[str]
    template_type: Mapped[str] = mapped_column(server_default="email")
    locale: Mapped[str] = mapped_column(server_default="en-GB")
    subject_template: Mapped[str] = mapped_column(server_default=EMPTY)
    content_template: Mapped[str]
    variables: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    is_active: Mapped[bool] = mapped_column(server_default=YES)


class EmailCampaign(SoftDeleted, TenantRow):
    """One message to many couples."""

    __tablename__ = "email_campaigns"
    __table_args__ = (
        in_organization(),
        points_at("communication_templates", "template_id", on_delete="SET NULL"),
        one_of("status", "draft", "scheduled", "sending", "sent", "cancelled"),
        Index("ix_email_campaigns_organization_id_status", "organization_id", "status"),
    )

    name: Mapped[str]
    template_id: Mapped[UUID | None]
    audience: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    status: Mapped[str] = mapped_column(server_default="draft")
    recipient_count: Mapped[int] = mapped_column(server_default=ZERO)
    delivered_count: Mapped[int] = mapped_column(server_default=ZERO)
    scheduled_for: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]


class Communication(SoftDeleted, TenantRow):
    """One message to one recipient; `sending` is recorded before and `sent` after the hand-over."""

    __tablename__ = "communications"
    __table_args__ = (
        in_organization(),
        points_at("clients", "client_id", on_delete="SET NULL"),
        points_at("communication_templates", "template_id", on_delete="SET NULL"),
        points_at("email_campaigns", "campaign_id", on_delete="SET NULL"),
        one_of("type", "email", "sms", "system"),
        one_of("status", "draft", "queued", "sending", "sent", "delivered", "failed"),
        Index("idx_comms_client_sent", "client_id", text("sent_at DESC")),
        Index("ix_communications_organization_id_status", "organization_id", "status"),
        UniqueConstraint("organization_id", "message_id"),
    )

    client_id: Mapped[UUID | None]
    template_id: Mapped[UUID | None]
    campaign_id: Mapped[UUID | None]
    type: Mapped[str] = mapped_column(server_default="email")
    recipient: Mapped[str] = mapped_column(server_default=EMPTY)
    subject: Mapped[str] = mapped_column(server_default=EMPTY)
    content: Mapped[str] = mapped_column(server_default=EMPTY)
    content_html: Mapped[str | None]
    status: Mapped[str] = mapped_column(server_default="draft")
    message_id: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(server_default=ZERO)
    failure: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]


class CampaignRecipient(TenantRow):
    """One couple in a campaign."""

    __tablename__ = "campaign_recipients"
    __table_args__ = (
        points_at("email_campaigns", "campaign_id", on_delete="CASCADE"),
        points_at("clients", "client_id", on_delete="CASCADE"),
        points_at("communications", "communication_id", on_delete="SET NULL"),
        one_of("status", "pending", "sent", "delivered", "failed", "skipped"),
        UniqueConstraint("organization_id", "campaign_id", "client_id"),
    )

    campaign_id: Mapped[UUID]
    client_id: Mapped[UUID]
    communication_id: Mapped[UUID | None]
    status: Mapped[str] = mapped_column(server_default="pending")


class CommunicationEvent(TenantEvent):
    """What a mail or text-message provider told about a message."""

    __tablename__ = "communication_events"
    __table_args__ = (
        points_at("communications", "communication_id", on_delete="CASCADE"),
        one_of(
            "event_type",
            "sent",
            "delivered",
            "opened",
            "clicked",
            "bounced",
            "complained",
            "failed",
        ),
        UniqueConstraint(
            "organization_id",
            "communication_id",
            "external_id",
            name="uq_communication_events_external_id",
        ),
    )

    communication_id: Mapped[UUID]
    event_type: Mapped[str]
    occurred_at: Mapped[datetime]
    external_id: Mapped[str | None]
    details: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)


class Suppression(TenantRow):
    """An address that must not be written to."""

    __tablename__ = "suppressions"
    __table_args__ = (
        in_organization(),
        one_of("channel", "email", "sms"),
        one_of("reason", "unsubscribed", "bounced", "complained", "manual"),
        UniqueConstraint("organization_id", "channel", "address"),
    )

    channel: Mapped[str] = mapped_column(server_default="email")
    address: Mapped[str]
    reason: Mapped[str]
    note: Mapped[str] = mapped_column(server_default=EMPTY)
    lifted_at: Mapped[datetime | None]
