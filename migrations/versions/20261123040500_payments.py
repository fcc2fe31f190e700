"""Money: tax rates, number series, invoices, instalments, payments and refunds."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261123040500_payments", "20261123040400_clients"

TABLES: Final = """
CREATE TABLE tax_rates (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    code text NOT NULL,
    label text NOT NULL,
    country text NOT NULL DEFAULT 'GB',
    rate numeric(6, 3) NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT pk_tax_rates PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_tax_rates_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT ck_tax_rates_rate CHECK (rate BETWEEN 0 AND 100),
    CONSTRAINT uq_tax_rates_organization_id_country_code_valid_from
        UNIQUE (organization_id, country, code, valid_from)
);

CREATE TABLE number_series (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    prefix text NOT NULL DEFAULT '',
    next_number integer NOT NULL DEFAULT 1,
    digits integer NOT NULL DEFAULT 5,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_number_series PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_number_series_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT ck_number_series_kind
        CHECK (kind IN ('contract', 'invoice', 'credit_note', 'receipt', 'copy')),
    CONSTRAINT ck_number_series_number CHECK (next_number > 0 AND digits BETWEEN 1 AND 12),
    CONSTRAINT uq_number_series_organization_id_kind_prefix
        UNIQUE (organization_id, kind, prefix)
);

CREATE TABLE invoices (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    client_id uuid,
    submission_id uuid,
    corrects_id uuid,
    kind text NOT NULL DEFAULT 'invoice',
    invoice_number text,
    status text NOT NULL DEFAULT 'draft',
    currency text NOT NULL DEFAULT 'GBP',
    net_amount bigint NOT NULL DEFAULT 0,
    tax_amount bigint NOT NULL DEFAULT 0,
    total_amount bigint NOT NULL DEFAULT 0,
    paid_amount bigint NOT NULL DEFAULT 0,
    bill_to jsonb NOT NULL DEFAULT '{}',
    notes text NOT NULL DEFAULT '',
    issue_date date,
    tax_point date,
    due_date date,
    paid_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT pk_invoices PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_invoices_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT fk_invoices_client_id
        FOREIGN KEY (organization_id, client_id)
        REFERENCES clients (organization_id, id) ON DELETE SET NULL (client_id),
    CONSTRAINT fk_invoices_corrects_id
        FOREIGN KEY (organization_id, corrects_id) REFERENCES invoices (organization_id, id),
    CONSTRAINT ck_invoices_kind
        CHECK (kind IN ('request', 'prepayment', 'invoice', 'credit_note')),
    CONSTRAINT ck_invoices_status
        CHECK (status IN ('draft', 'sent', 'paid', 'overdue', 'void')),
    CONSTRAINT ck_invoices_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT uq_invoices_organization_id_invoice_number
        UNIQUE (organization_id, invoice_number)
);
CREATE INDEX ix_invoices_organization_id_client_id ON invoices (organization_id, client_id);
CREATE INDEX ix_invoices_organization_id_status_due_date
    ON invoices (organization_id, status, due_date);
CREATE INDEX ix_invoices_organization_id_submission_id
    ON invoices (organization_id, submission_id);

CREATE TABLE invoice_line_items (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    invoice_id uuid NOT NULL,
    position integer NOT NULL,
    description text NOT NULL,
    quantity numeric(14, 4) NOT NULL DEFAULT 1,
    unit_price numeric(18, 4) NOT NULL,
    tax_code text NOT NULL DEFAULT 'S20',
    tax_rate numeric(6, 3) NOT NULL DEFAULT 0,
    net_amount bigint NOT NULL,
    tax_amount bigint NOT NULL,
    gross_amount bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_invoice_line_items PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_invoice_line_items_invoice_id
        FOREIGN KEY (organization_id, invoice_id)
        REFERENCES invoices (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_invoice_line_items_sum CHECK (net_amount + tax_amount = gross_amount),
    CONSTRAINT uq_invoice_line_items_organization_id_invoice_id_position
        UNIQUE (organization_id, invoice_id, position)
);

CREATE TABLE payment_schedules (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    invoice_id uuid,
    submission_id uuid,
    client_id uuid,
    position integer NOT NULL,
    label text NOT NULL,
    amount bigint NOT NULL,
    currency text NOT NULL DEFAULT 'GBP',
    anchor text NOT NULL DEFAULT 'fixed',
    offset_days integer NOT NULL DEFAULT 0,
    due_date date,
    status text NOT NULL DEFAULT 'pending',
    paid_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_payment_schedules PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_payment_schedules_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT fk_payment_schedules_invoice_id
        FOREIGN KEY (organization_id, invoice_id)
        REFERENCES invoices (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_payment_schedules_client_id
        FOREIGN KEY (organization_id, client_id)
        REFERENCES clients (organization_id, id) ON DELETE SET NULL (client_id),
    CONSTRAINT ck_payment_schedules_status
        CHECK (status IN ('pending', 'requested', 'paid', 'overdue', 'cancelled')),
    CONSTRAINT ck_payment_schedules_anchor CHECK (anchor IN ('signing', 'wedding', 'fixed')),
    CONSTRAINT ck_payment_schedules_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT uq_payment_schedules_organization_id_invoice_id_position
        UNIQUE (organization_id, invoice_id, position),
    CONSTRAINT uq_payment_schedules_organization_id_submission_id_position
        UNIQUE (organization_id, submission_id, position)
);
CREATE INDEX ix_payment_schedules_organization_id_status_due_date
    ON payment_schedules (organization_id, status, due_date);

CREATE TABLE payments (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    client_id uuid,
    invoice_id uuid,
    schedule_id uuid,
    stripe_payment_intent_id text,
    idempotency_key uuid,
    amount bigint NOT NULL,
    refunded_amount bigint NOT NULL DEFAULT 0,
    currency text NOT NULL DEFAULT 'GBP',
    status text NOT NULL DEFAULT 'pending',
    method text NOT NULL DEFAULT 'card',
    failure text,
    paid_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_payments PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_payments_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT fk_payments_client_id
        FOREIGN KEY (organization_id, client_id)
        REFERENCES clients (organization_id, id) ON DELETE SET NULL (client_id),
    CONSTRAINT fk_payments_invoice_id
        FOREIGN KEY (organization_id, invoice_id)
        REFERENCES invoices (organization_id, id) ON DELETE SET NULL (invoice_id),
    CONSTRAINT fk_payments_schedule_id
        FOREIGN KEY (organization_id, schedule_id)
        REFERENCES payment_schedules (organization_id, id) ON DELETE SET NULL (schedule_id),
    CONSTRAINT ck_payments_status
        CHECK (status IN ('pending', 'succeeded', 'failed', 'refunded')),
    CONSTRAINT ck_payments_method
        CHECK (method IN ('card', 'bank_transfer', 'cash', 'cheque', 'other')),
    CONSTRAINT ck_payments_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT ck_payments_amount CHECK (amount >= 0 AND refunded_amount BETWEEN 0 AND amount),
    CONSTRAINT uq_payments_organization_id_stripe_payment_intent_id
        UNIQUE (organization_id, stripe_payment_intent_id),
    CONSTRAINT uq_payments_organization_id_idempotency_key
        UNIQUE (organization_id, idempotency_key)
);
CREATE INDEX idx_payments_org_status ON payments (organization_id, status);
CREATE INDEX ix_payments_organization_id_client_id ON payments (organization_id, client_id);

CREATE TABLE payment_history (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    payment_id uuid NOT NULL,
    previous_status text,
    new_status text NOT NULL,
    stripe_event_id text,
    webhook_data jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_payment_history PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_payment_history_payment_id
        FOREIGN KEY (organization_id, payment_id) REFERENCES payments (organization_id, id),
    CONSTRAINT uq_payment_history_organization_id_payment_id_stripe_event_id
        UNIQUE (organization_id, payment_id, stripe_event_id)
);

CREATE TABLE refunds (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    payment_id uuid NOT NULL,
    credit_note_id uuid,
    stripe_refund_id text,
    amount bigint NOT NULL,
    currency text NOT NULL DEFAULT 'GBP',
    reason text NOT NULL DEFAULT '',
    status text NOT NULL DEFAULT 'pending',
    refunded_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_refunds PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_refunds_payment_id
        FOREIGN KEY (organization_id, payment_id) REFERENCES payments (organization_id, id),
    CONSTRAINT fk_refunds_credit_note_id
        FOREIGN KEY (organization_id, credit_note_id)
        REFERENCES invoices (organization_id, id) ON DELETE SET NULL (credit_note_id),
    CONSTRAINT ck_refunds_status CHECK (status IN ('pending', 'succeeded', 'failed')),
    CONSTRAINT ck_refunds_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT ck_refunds_amount CHECK (amount > 0),
    CONSTRAINT uq_refunds_organization_id_stripe_refund_id
        UNIQUE (organization_id, stripe_refund_id)
);
CREATE INDEX ix_refunds_organization_id_payment_id ON refunds (organization_id, payment_id);
"""

PROTECTION: Final = """
CALL protect_tenant_table('tax_rates');
CALL protect_tenant_table('number_series');
CALL protect_tenant_table('invoices');
CALL protect_tenant_table('invoice_line_items');
CALL protect_tenant_table('payment_schedules');
CALL protect_tenant_table('payments');
CALL protect_tenant_table('payment_history',
    _rights => 'SELECT, INSERT',
    _digested => '{webhook_data}');
CALL protect_tenant_table('refunds');
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(PROTECTION)


def downgrade() -> None:
    op.execute("""
        DROP TABLE
            refunds,
            payment_history,
            payments,
            payment_schedules,
            invoice_line_items,
            invoices,
            number_series,
            tax_rates
    """)
