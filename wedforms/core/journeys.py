"""Automations: what happens to a couple, when, and how far it has come."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wedforms.core.base import (
    EMPTY,
    EMPTY_OBJECT,
    NO,
    NOW,
    ZERO,
    Json,
    SoftDeleted,
    TenantRow,
    in_organization,
    one_of,
    points_at,
    same_tenant,
)


class Journey(SoftDeleted, TenantRow):
    """A workflow that a named event starts for a couple."""

    __tablename__ = "journeys"
    __table_args__ = (
        in_organization(),
        one_of(
            "trigger_event",
            "client_created",
            "wedding_booked",
            "wedding_moved",
            "payment_received",
            "submission_received",
            "document_completed",
            "manual",
        ),
        Index("ix_journeys_organization_id_trigger_event", "organization_id", "trigger_event"),
    )

    name: Mapped[str]
    description: Mapped[str] = mapped_column(server_default=EMPTY)
    trigger_event: Mapped[str]
    settings: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    is_active: Mapped[bool] = mapped_column(server_default=NO)

    steps: Mapped[list[JourneyStep]] = relationship(
        primaryjoin=same_tenant("JourneyStep", "journey_id", "Journey"),
        order_by="JourneyStep.sort_order",
        back_populates="journey",
    )


class JourneyStep(SoftDeleted, TenantRow):
    """One thing a journey does, and how long after what."""

    __tablename__ = "journey_steps"
    __table_args__ = (
        points_at("journeys", "journey_id", on_delete="CASCADE"),
        one_of(
            "step_type", "email", "sms", "task", "delay", "condition", "form", "document", "wait"
        ),
        one_of("delay_unit", "minutes", "hours", "days", "weeks", "months"),
        one_of("anchor", "previous", "trigger", "wedding"),
        one_of("when_late", "skip", "send_now", "compress", "ask"),
        Index("ix_journey_steps_organization_id_journey_id", "organization_id", "journey_id"),
    )

    journey_id: Mapped[UUID]
    step_type: Mapped[str]
    step_config: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    delay_amount: Mapped[int] = mapped_column(server_default=ZERO)
    delay_unit: Mapped[str] = mapped_column(server_default="days")
    anchor: Mapped[str] = mapped_column(server_default="previous")
    when_late: Mapped[str] = mapped_column(server_default="ask")
    sort_order: Mapped[int] = mapped_column(server_default=ZERO)

    journey: Mapped[Journey] = relationship(
        primaryjoin=same_tenant("JourneyStep", "journey_id", "Journey"), back_populates="steps"
    )


class JourneyExecution(TenantRow):
    """One couple on one journey."""

    __tablename__ = "journey_executions"
    __table_args__ = (
        points_at("journeys", "journey_id"),
        points_at("clients", "client_id"),
        points_at("journey_steps", "current_step_id", on_delete="SET NULL"),
        one_of("status", "active", "completed", "paused", "failed", "cancelled"),
        Index("idx_journey_exec_status", "status", "started_at"),
        Index("ix_journey_executions_organization_id_client_id", "organization_id", "client_id"),
        Index(
            "uq_journey_executions_running",
            "organization_id",
            "journey_id",
            "client_id",
            unique=True,
            postgresql_where=text("status IN ('active', 'paused')"),
        ),
    )

    journey_id: Mapped[UUID]
    client_id: Mapped[UUID]
    current_step_id: Mapped[UUID | None]
    status: Mapped[str] = mapped_column(server_default="active")
    started_at: Mapped[datetime] = mapped_column(server_default=NOW)
    completed_at: Mapped[datetime | None]
    failure: Mapped[str | None]


class JourneyStepExecution(TenantRow):
    """What became of one step for one couple."""

    __tablename__ = "journey_step_executions"
    __table_args__ = (
        points_at("journey_executions", "execution_id", on_delete="CASCADE"),
        points_at("journey_steps", "step_id"),
        one_of("status", "pending", "completed", "failed", "skipped"),
        UniqueConstraint("organization_id", "execution_id", "step_id"),
    )

    execution_id: Mapped[UUID]
    step_id: Mapped[UUID]
    status: Mapped[str] = mapped_column(server_default="pending")
    executed_at: Mapped[datetime | None]
    result_data: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)


class JourneyTimer(TenantRow):
    """When a step is due: a moment worked out from a local wall time."""

    __tablename__ = "journey_timers"
    __table_args__ = (
        points_at("journey_executions", "execution_id", on_delete="CASCADE"),
        points_at("journey_steps", "step_id"),
        one_of("anchor", "previous", "trigger", "wedding"),
        CheckConstraint("fired_at IS NULL OR cancelled_at IS NULL", name="one_end"),
        Index(
            "ix_journey_timers_due",
            "organization_id",
            "fires_at",
            postgresql_where=text("fired_at IS NULL AND cancelled_at IS NULL"),
        ),
        Index("ix_journey_timers_organization_id_execution_id", "organization_id", "execution_id"),
    )

    execution_id: Mapped[UUID]
    step_id: Mapped[UUID]
    anchor: Mapped[str] = mapped_column(server_default="previous")
    fires_at: Mapped[datetime]
    time_zone: Mapped[str] = mapped_column(server_default="Europe/London")
    fired_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]


class Task(SoftDeleted, TenantRow):
    """Something a member has to do by hand."""

    __tablename__ = "tasks"
    __table_args__ = (
        in_organization(),
        points_at("clients", "client_id", on_delete="SET NULL"),
        points_at("user_profiles", "assigned_to", on_delete="SET NULL"),
        points_at("journey_step_executions", "step_execution_id", on_delete="SET NULL"),
        one_of("status", "open", "done", "cancelled"),
        Index("ix_tasks_organization_id_status_due_at", "organization_id", "status", "due_at"),
    )

    client_id: Mapped[UUID | None]
    assigned_to: Mapped[UUID | None]
    step_execution_id: Mapped[UUID | None]
    title: Mapped[str]
    notes: Mapped[str] = mapped_column(server_default=EMPTY)
    status: Mapped[str] = mapped_column(server_default="open")
    due_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
