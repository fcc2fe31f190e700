"""The couples: who they are, how to reach them, and how the relationship goes."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wedforms.core.base import (
    EMPTY,
    EMPTY_OBJECT,
    NO,
    NOW,
    POUNDS,
    ZERO,
    Json,
    MinorUnits,
    SoftDeleted,
    TenantModel,
    TenantRow,
    currency_code,
    in_organization,
    one_of,
    points_at,
    same_tenant,
    unique_while_kept,
)


class Client(SoftDeleted, TenantRow):
    """A couple, from lead to archived. The wedding date is a day in the venue's time zone.

    `revision` counts the changes that people make, so that no change undoes another unseen.
    """

    __tablename__ = "clients"
    __table_args__ = (
        in_organization(),
        one_of("status", "lead", "booked", "married", "archived"),
        points_at("user_profiles", "assigned_to", on_delete="SET NULL"),
        CheckConstraint("revision >= 0", name="revision"),
        CheckConstraint(
            "(latitude IS NULL) = (longitude IS NULL)"
            " AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180",
            name="place",
        ),
        Index("idx_clients_org_wedding", "organization_id", "wedding_date"),
        Index("ix_clients_organization_id_status", "organization_id", "status"),
        Index("idx_client_metadata_gin", "metadata", postgresql_using="gin"),
    )

    wedding_date: Mapped[date | None]
    time_zone: Mapped[str] = mapped_column(server_default="Europe/London")
    venue: Mapped[str] = mapped_column(server_default=EMPTY)
    town: Mapped[str] = mapped_column(server_default=EMPTY)
    latitude: Mapped[Decimal | None] = mapped_column(Numeric(8, 5))
    longitude: Mapped[Decimal | None] = mapped_column(Numeric(8, 5))
    partner_1_name: Mapped[str]
    partner_2_name: Mapped[str] = mapped_column(server_default=EMPTY)
    status: Mapped[str] = mapped_column(server_default="lead")
    source: Mapped[str] = mapped_column(server_default=EMPTY)
    assigned_to: Mapped[UUID | None]
    notes: Mapped[str] = mapped_column(server_default=EMPTY)
    revision: Mapped[int] = mapped_column(server_default=ZERO)
    metadata_: Mapped[Json] = mapped_column("metadata", server_default=EMPTY_OBJECT)

    contacts: Mapped[list[ClientContact]] = relationship(
        primaryjoin=same_tenant("ClientContact", "client_id", "Client"), back_populates="client"
    )


class ClientContact(SoftDeleted, TenantRow):
    """One way to reach a couple or one of the two."""

    __tablename__ = "client_contacts"
    __table_args__ = (
        points_at("clients", "client_id", on_delete="CASCADE"),
        one_of("contact_type", "email", "phone", "social"),
        one_of("person", "couple", "partner_1", "partner_2", "other"),
        unique_while_kept(
            "client_contacts",
            "client_id",
            "contact_type",
            "contact_value",
            name="uq_client_contacts_contact_value",
        ),
        Index(
            "uq_client_contacts_primary",
            "organization_id",
            "client_id",
            "contact_type",
            unique=True,
            postgresql_where=text("is_primary AND deleted_at IS NULL"),
        ),
        Index(
            "ix_client_contacts_organization_id_contact_value", "organization_id", "contact_value"
        ),
    )

    client_id: Mapped[UUID]
    contact_type: Mapped[str]
    contact_value: Mapped[str]
    is_primary: Mapped[bool] = mapped_column(server_default=NO)
    person: Mapped[str] = mapped_column(server_default="couple")
    label: Mapped[str] = mapped_column(server_default=EMPTY)
    verified_at: Mapped[datetime | None]

    client: Mapped[Client] = relationship(
        primaryjoin=same_tenant("ClientContact", "client_id", "Client"), back_populates="contacts"
    )


class ClientAnalytics(TenantModel):
    """Figures about one couple, brought up to date by a job."""

    __tablename__ = "client_analytics"
    __table_args__ = (
        points_at("clients", "client_id", on_delete="CASCADE"),
        currency_code(),
        CheckConstraint("journey_completion_rate BETWEEN 0 AND 1", name="completion"),
        CheckConstraint("communication_engagement BETWEEN 0 AND 1", name="engagement"),
    )

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    journey_completion_rate: Mapped[Decimal | None] = mapped_column(Numeric(5, 4))
    lifetime_value: Mapped[MinorUnits] = mapped_column(server_default=ZERO)
    currency: Mapped[str] = mapped_column(server_default=POUNDS)
    communication_engagement: Mapped[Decimal | None] = mapped_column(Numeric(5, 4))
    messages_sent: Mapped[int] = mapped_column(server_default=ZERO)
    messages_opened: Mapped[int] = mapped_column(server_default=ZERO)
    last_contact_at: Mapped[datetime | None]
    updated_at: Mapped[datetime] = mapped_column(server_default=NOW, onupdate=NOW)


class BusyDays(SoftDeleted, TenantRow):
    """Days on which the supplier takes no wedding, from the first to the last."""

    __tablename__ = "busy_days"
    __table_args__ = (
        in_organization(),
        CheckConstraint("first_day <= last_day", name="days"),
        Index("ix_busy_days_organization_id_last_day", "organization_id", "last_day"),
    )

    first_day: Mapped[date]
    last_day: Mapped[date]
    note: Mapped[str] = mapped_column(server_default=EMPTY)
