"""One row in every table of an organization, found out from the models themselves."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, Connection, Table, insert, text
from sqlalchemy.dialects import postgresql

from tests.factories.organizations import Tenant
from wedforms.core import accounts, communications, journeys, security  # noqa: F401
from wedforms.core.base import Base
from wedforms.lib.clock import now
from wedforms.lib.ids import new_token, uuid7
from wedforms.messaging import Mail  # noqa: F401

TABLES: Final = {table.name: table for table in Base.metadata.sorted_tables}
GLOBAL: Final = {"users", "user_credentials", "user_sessions", "one_time_tokens"}
TENANT_TABLES: Final = sorted(TABLES.keys() - GLOBAL - {"organizations"})

# What the checks of a table want; everything else follows from the types.
CHOSEN: Final[dict[str, Any]] = {
    "answer_exports.format": "csv",
    "api_keys.expires_at": now(),
    "audit_logs.action": "sign.in",
    "client_contacts.contact_type": "email",
    "communication_events.event_type": "sent",
    "data_requests.kind": "export",
    "document_signatures.kind": "typed",
    "documents.kind": "contract",
    "form_fields.key": "email",
    "form_links.digest": new_token().digest,
    "form_versions.content_hash": "0" * 64,
    "forms.form_type": "contract",
    "forms.slug": "a-form",
    "invoice_line_items.net_amount": 100,
    "invoice_line_items.tax_amount": 20,
    "invoice_line_items.gross_amount": 120,
    "journey_steps.step_type": "email",
    "journeys.trigger_event": "client_created",
    "number_series.kind": "invoice",
    "one_time_tokens.purpose": "sign_in",
    "organization_usage.counter": "forms",
    "refunds.amount": 5,
    "stored_files.sha256": "f" * 64,
    "subscriptions.tier": "FREE",
    "suppressions.reason": "manual",
    "user_credentials.kind": "password",
    "users.email": None,
    "webhook_endpoints.url": "https://example.com/hook",
}
BY_TYPE: Final[dict[str, Any]] = {
    "UUID": uuid7,
    "TEXT": lambda: "Zoë",
    "INTEGER": lambda: 1,
    "BIGINT": lambda: 1,
    "NUMERIC": lambda: 1,
    "JSONB": dict,
    "BOOLEAN": lambda: False,
    "DATE": lambda: date(2027, 6, 5),
    "TIMESTAMP": now,
    "TSVECTOR": lambda: "'zoe'",
    "BYTEA": lambda: new_token().digest,
}


def fill_every_table(connection: Connection, tenant: Tenant) -> dict[str, dict[str, Any]]:
    """Insert one row into each table for the tenant and return them by table; as a superuser."""
    connection.execute(text(f"set local app.organization_id = '{tenant.id}'"))
    rows: dict[str, dict[str, Any]] = {"organizations": {"id": tenant.id}}
    for name, table in TABLES.items():
        if name == "organizations":
            continue
        rows[name] = _row(table, rows, tenant.id)
        connection.execute(insert(table).values(rows[name]))
    return rows


def _row(table: Table, rows: dict[str, Any], organization_id: UUID) -> dict[str, Any]:
    return {
        column.name: _value(column, rows, organization_id)
        for column in table.columns
        if _is_wanted(column) and (column.server_default is None or column.name == "id")
    }


def _is_wanted(column: Column[Any]) -> bool:
    """What must be given, and every pointer at a row that is there by now."""
    points = bool(column.foreign_keys) and column.table.name not in ("forms", "form_fields")
    return not column.nullable or (points and not _points_at_itself(column))


def _points_at_itself(column: Column[Any]) -> bool:
    return any(key.column.table is column.table for key in column.foreign_keys)


def _value(column: Column[Any], rows: dict[str, Any], organization_id: UUID) -> Any:
    if column.name == "organization_id":
        return organization_id
    name = f"{column.table.name}.{column.name}"
    if name == "users.email":
        return f"{organization_id}@example.com"
    if name in CHOSEN:
        return CHOSEN[name]
    for key in column.foreign_keys:
        return rows[key.column.table.name]["id"]
    kind = column.type.compile(postgresql.dialect()).split("(")[0].split(" ")[0]
    return BY_TYPE[kind]()
