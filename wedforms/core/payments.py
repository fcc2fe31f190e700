"""Money: invoices and their lines, instalments, payments, refunds, tax rates and number series."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wedforms.core.base import (
    EMPTY,
    EMPTY_OBJECT,
    ONE,
    POUNDS,
    ZERO,
    Json,
    MinorUnits,
    SoftDeleted,
    TenantEvent,
    TenantRow,
    currency_code,
    in_organization,
    one_of,
    points_at,
    same_tenant,
)


class TaxRate(SoftDeleted, TenantRow):
    """A rate of VAT or sales tax and when it applied."""

    __tablename__ = "tax_rates"
    __table_args__ = (
        in_organization(),
        CheckConstraint("rate BETWEEN 0 AND 100", name="rate"),
        UniqueConstraint("organization_id", "country", "code", "valid_from"),
    )

    code: Mapped[str]
    label: Mapped[str]
    country: Mapped[str] = mapped_column(server_default="GB")
    rate: Mapped[Decimal] = mapped_column(Numeric(6, 3))
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


class NumberSeries(TenantRow):
    """The next number of a kind of paper; taken by one UPDATE, so numbers have no gaps."""

    __tablename__ = "number_series"
    __table_args__ = (
        in_organization(),
        one_of("kind", "contract", "invoice", "credit_note", "receipt", "copy"),
        CheckConstraint("next_number > 0 AND digits BETWEEN 1 AND 12", name="number"),
        UniqueConstraint("organization_id", "kind", "prefix"),
    )

    kind: Mapped[str]
    prefix: Mapped[str] = mapped_column(server_default=EMPTY)
    next_number: Mapped[int] = mapped_column(server_default=ONE)
    digits: Mapped[int] = mapped_column(server_default=text("5"))


class Invoice(SoftDeleted, TenantRow):
    """What a couple owes; frozen once it has its number. Amounts in minor units."""

    __tablename__ = "invoices"
    __table_args__ = (
        in_organization(),
        points_at("clients", "client_id", on_delete="SET NULL"),
        points_at("invoices", "corrects_id"),
        one_of("kind", "request", "prepayment", "invoice", "credit_note"),
        one_of("status", "draft", "sent", "paid", "overdue", "void"),
        currency_code(),
        UniqueConstraint("organization_id", "invoice_number"),
        Index(
            "ix_invoices_organization_id_status_due_date", "organization_id", "status", "due_date"
        ),
        Index("ix_invoices_organization_id_client_id", "organization_id", "client_id"),
        Index("ix_invoices_organization_id_submission_id", "organization_id", "submission_id"),
    )

    client_id: Mapped[UUID | None]
    submission_id: Mapped[UUID | None]
    corrects_id: Mapped[UUID | None]
    kind: Mapped[str] = mapped_column(server_default="invoice")
    invoice_number: Mapped[str | None]
    status: Mapped[str] = mapped_column(server_default="draft")
    currency: Mapped[str] = mapped_column(server_default=POUNDS)
    net_amount: Mapped[MinorUnits] = mapped_column(server_default=ZERO)
    tax_amount: Mapped[MinorUnits] = mapped_column(server_default=ZERO)
    total_amount: Mapped[MinorUnits] = mapped_column(server_default=ZERO)
    paid_amount: Mapped[MinorUnits] = mapped_column(server_default=ZERO)
    bill_to: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    notes: Mapped[str] = mapped_column(server_default=EMPTY)
    issue_date: Mapped[date | None]
    tax_point: Mapped[date | None]
    due_date: Mapped[date | None]
    paid_at: Mapped[datetime | None]

    lines: Mapped[list[InvoiceLineItem]] = relationship(
        primaryjoin=same_tenant("InvoiceLineItem", "invoice_id", "Invoice"),
        order_by="InvoiceLineItem.position",
        back_populates="invoice",
    )
    schedule: Mapped[list[PaymentSchedule]] = relationship(
        primaryjoin=same_tenant("PaymentSchedule", "invoice_id", "Invoice"),
        order_by="PaymentSchedule.position",
        back_populates="invoice",
    )


class InvoiceLineItem(TenantRow):
    """One line; `unit_price` is net in minor units with 4 decimals, so that totals are exact."""

    __tablename__ = "invoice_line_items"
    __table_args__ = (
        points_at("invoices", "invoice_id", on_delete="CASCADE"),
        CheckConstraint("net_amount + tax_amount = gross_amount", name="sum"),
        UniqueConstraint("organization_id", "invoice_id", "position"),
    )

    invoice_id: Mapped[UUID]
    position: Mapped[int]
    description: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(Numeric(14, 4), server_default=ONE)
    unit_price: Mapped[Decimal] = mapped_column(Numeric(18, 4))
    tax_code: Mapped[str] = mapped_column(server_default="S20")
    tax_rate: Mapped[Decimal] = mapped_column(Numeric(6, 3), server_default=ZERO)
    net_amount: Mapped[MinorUnits]
    tax_amount: Mapped[MinorUnits]
    gross_amount: Mapped[MinorUnits]

    invoice: Mapped[Invoice] = relationship(
        primaryjoin=same_tenant("InvoiceLineItem", "invoice_id", "Invoice"), back_populates="lines"
    )


class PaymentSchedule(TenantRow):
    """One instalment; the parts of a schedule sum to the total."""

    __tablename__ = "payment_schedules"
    __table_args__ = (
        in_organization(),
        points_at("invoices", "invoice_id", on_delete="CASCADE"),
        points_at("clients", "client_id", on_delete="SET NULL"),
        one_of("status", "pending", "requested", "paid", "overdue", "cancelled"),
        one_of("anchor", "signing", "wedding", "fixed"),
        currency_code(),
        Index(
            "ix_payment_schedules_organization_id_status_due_date",
            "organization_id",
            "status",
            "due_date",
        ),
        UniqueConstraint("organization_id", "invoice_id", "position"),
        UniqueConstraint("organization_id", "submission_id", "position"),
    )

    invoice_id: Mapped[UUID | None]
    submission_id: Mapped[UUID | None]
    client_id: Mapped[UUID | None]
    position: Mapped[int]
    label: Mapped[str]
    amount: Mapped[MinorUnits]
    currency: Mapped[str] = mapped_column(server_default=POUNDS)
    anchor: Mapped[str] = mapped_column(server_default="fixed")
    offset_days: Mapped[int] = mapped_column(server_default=ZERO)
    due_date: Mapped[date | None]
    status: Mapped[str] = mapped_column(server_default="pending")
    paid_at: Mapped[datetime | None]

    invoice: Mapped[Invoice | None] = relationship(
        primaryjoin=same_tenant("PaymentSchedule", "invoice_id", "Invoice"),
        back_populates="schedule",
    )


class Payment(TenantRow):
    """Money taken from a couple, or on its way."""

    __tablename__ = "payments"
    __table_args__ = (
        in_organization(),
        points_at("clients", "client_id", on_delete="SET NULL"),
        points_at("invoices", "invoice_id", on_delete="SET NULL"),
        points_at("payment_schedules", "schedule_id", on_delete="SET NULL"),
        one_of("status", "pending", "succeeded", "failed", "refunded"),
        one_of("method", "card", "bank_transfer", "cash", "cheque", "other"),
        currency_code(),
        CheckConstraint("amount >= 0 AND refunded_amount BETWEEN 0 AND amount", name="amount"),
        UniqueConstraint("organization_id", "stripe_payment_intent_id"),
        UniqueConstraint("organization_id", "idempotency_key"),
        Index("idx_payments_org_status", "organization_id", "status"),
        Index("ix_payments_organization_id_client_id", "organization_id", "client_id"),
    )

    client_id: Mapped[UUID | None]
    invoice_id: Mapped[UUID | None]
    schedule_id: Mapped[UUID | None]
    stripe_payment_intent_id: Mapped[str | None]
    idempotency_key: Mapped[UUID | None]
    amount: Mapped[MinorUnits]
    refunded_amount: Mapped[MinorUnits] = mapped_column(server_default=ZERO)
    currency: Mapped[str] = mapped_column(server_default=POUNDS)
    status: Mapped[str] = mapped_column(server_default="pending")
    method: Mapped[str] = mapped_column(server_default="card")
    failure: Mapped[str | None]
    paid_at: Mapped[datetime | None]


class PaymentHistory(TenantEvent):
    """How a payment came to its status; written once."""

    __tablename__ = "payment_history"
    __table_args__ = (
        points_at("payments", "payment_id"),
        UniqueConstraint("organization_id", "payment_id", "stripe_event_id"),
    )

    payment_id: Mapped[UUID]
    previous_status: Mapped[str | None]
    new_status: Mapped[str]
    stripe_event_id: Mapped[str | None]
    webhook_data: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)


class Refund(TenantRow):
    """Money given back, with the credit note that says so."""

    __tablename__ = "refunds"
    __table_args__ = (
        points_at("payments", "payment_id"),
        points_at("invoices", "credit_note_id", on_delete="SET NULL"),
        one_of("status", "pending", "succeeded", "failed"),
        currency_code(),
        CheckConstraint("amount > 0", name="amount"),
        UniqueConstraint("organization_id", "stripe_refund_id"),
        Index("ix_refunds_organization_id_payment_id", "organization_id", "payment_id"),
    )

    payment_id: Mapped[UUID]
    credit_note_id: Mapped[UUID | None]
    stripe_refund_id: Mapped[str | None]
    amount: Mapped[MinorUnits]
    currency: Mapped[str] = mapped_column(server_default=POUNDS)
    reason: Mapped[str] = mapped_column(server_default=EMPTY)
    status: Mapped[str] = mapped_column(server_default="pending")
    refunded_at: Mapped[datetime | None]
