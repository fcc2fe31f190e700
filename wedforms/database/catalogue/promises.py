"""What this schema intends, table by table, where a rule needs to be told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from wedforms.database.roles import (
    ACCOUNTS,
    APP,
    AUDIT,
    BACKUP,
    DEFINERS,
    ERASER,
    LOOKUP,
    OUTBOX,
    OWNER,
    ROLES,
    SEARCH,
    WORKER,
)

ALEMBIC: Final = "alembic_version"
#: Tables that belong to no organization; nobody reads them but a definer.
SHARED: Final = (ALEMBIC, "users", "user_credentials", "user_sessions", "one_time_tokens")
#: Written by nobody but the trail itself.
READ_ONLY: Final = ("audit_logs", ALEMBIC)
#: Written once, never changed.
APPEND_ONLY: Final = (
    "form_versions",
    "form_drafts",
    "submission_revisions",
    "caterer_lists",
    "document_signatures",
    "document_events",
    "payment_history",
    "communication_events",
)
#: Rebuilt at will: the only tables where the application deletes.
DERIVED: Final = ("submission_answers", "answer_counters", "submission_words")
UNAUDITED: Final = ("audit_logs", *DERIVED)
#: Restorable after a delete.
BUSINESS: Final = (
    "organizations",
    "users",
    "user_profiles",
    "clients",
    "client_contacts",
    "busy_days",
    "forms",
    "form_fields",
    "form_links",
    "form_submissions",
    "stored_files",
    "journeys",
    "journey_steps",
    "tasks",
    "communications",
    "communication_templates",
    "email_campaigns",
    "invoices",
    "documents",
    "api_keys",
    "webhook_endpoints",
)
#: The seed's indexes, by the names it gives them.
INDEXES: Final = (
    "idx_clients_org_wedding",
    "idx_forms_org_active",
    "idx_comms_client_sent",
    "idx_submissions_form_client",
    "idx_journey_exec_status",
    "idx_payments_org_status",
    "idx_client_metadata_gin",
    "idx_form_settings_gin",
)
#: Rates, quantities and answers; money is never one of them, but for a price of less than a penny.
NOT_MONEY: Final = (
    "client_analytics.journey_completion_rate",
    "client_analytics.communication_engagement",
    "clients.latitude",
    "clients.longitude",
    "invoice_line_items.quantity",
    "invoice_line_items.unit_price",
    "invoice_line_items.tax_rate",
    "submission_answers.value_number",
    # Beside the exact number, an order whose comparison is leakproof and so may use its index.
    "submission_answers.number_order",
    "tax_rates.rate",
)
TRIGGER_FUNCTIONS: Final = ("record_change", "forget_words")
#: table, role, command (r: SELECT, a: INSERT) of the policies that see beyond one tenant.
DEFINER_POLICIES: Final = (
    *(
        f"{table} {LOOKUP} r"
        for table in ("organizations", "user_profiles", "api_keys", "documents")
    ),
    f"submission_words {SEARCH} r",
)
#: What definers may do on whole tables, as "role schema.table PRIVILEGE".
DEFINER_RIGHTS: Final = (
    f"{AUDIT} public.audit_logs INSERT",
    f"{OUTBOX} jobs.procrastinate_jobs INSERT",
    f"{OUTBOX} jobs.procrastinate_events INSERT",
    # At the end of a term what is written once, and its trail, is emptied; the rows stay.
    *(
        f"{ERASER} public.{table} {right}"
        for table in ("submission_revisions", "communication_events", "audit_logs")
        for right in ("SELECT", "UPDATE")
    ),
    *(
        f"{ACCOUNTS} public.{table} {right}"
        for table in ("users", "user_credentials", "user_sessions")
        for right in ("SELECT", "INSERT", "UPDATE")
    ),
    # A link that has ended is forgotten altogether.
    *(
        f"{ACCOUNTS} public.one_time_tokens {right}"
        for right in ("SELECT", "INSERT", "UPDATE", "DELETE")
    ),
)
#: What definers may read, column by column, as "role schema.table": columns.
DEFINER_COLUMNS: Final = {
    f"{LOOKUP} public.organizations": (
        "id name slug domain locale time_zone country currency stripe_account_id deleted_at"
    ),
    f"{LOOKUP} public.user_profiles": "organization_id id user_id role full_name deleted_at",
    f"{LOOKUP} public.api_keys": (
        "organization_id id key_hash permissions expires_at revoked_at deleted_at"
    ),
    f"{LOOKUP} public.documents": (
        "organization_id id kind number status sha256 issued_at voided_at deleted_at"
    ),
    f"{LOOKUP} public.users": "id email email_verified_at deleted_at",
    f"{LOOKUP} public.user_credentials": "id user_id kind secret_hash revoked_at",
    f"{LOOKUP} public.user_sessions": (
        "id user_id active_organization_id digest expires_at revoked_at"
    ),
    f"{ACCOUNTS} public.user_profiles": "organization_id user_id deleted_at",
    f"{SEARCH} public.submission_words": "organization_id submission_id form_id words",
    f"{OUTBOX} jobs.procrastinate_jobs": "id status scheduled_at",
    f"{OUTBOX} jobs.procrastinate_events": "job_id at",
    f"{OUTBOX} jobs.procrastinate_workers": "last_heartbeat",
}
MEMBERSHIPS: Final = (
    *(f"{OWNER} in {definer}" for definer in DEFINERS),
    f"{BACKUP} in pg_read_all_data",
)


def parameters(head: str) -> dict[str, Any]:
    """Everything the rules' queries may ask for, by name; `head` is the newest migration."""
    return {
        "head": head,
        "shared": list(SHARED),
        "read_only": list(READ_ONLY),
        "append_only": list(APPEND_ONLY),
        "derived": list(DERIVED),
        "unaudited": list(UNAUDITED),
        "business": list(BUSINESS),
        "indexes": list(INDEXES),
        "not_money": list(NOT_MONEY),
        "trigger_functions": list(TRIGGER_FUNCTIONS),
        "definer_policies": list(DEFINER_POLICIES),
        "definer_rights": list(DEFINER_RIGHTS),
        "definer_columns": list(_definer_columns()),
        "memberships": list(MEMBERSHIPS),
        "definers": list(DEFINERS),
        "owner": OWNER,
        "workers": [APP, WORKER],
        "worker": WORKER,
        "backup": BACKUP,
        "roles": [role.name for role in ROLES],
        "attributes": list(_attributes()),
        "settings": [
            f"{role.name} {name}={value}" for role in ROLES for name, value in role.settings.items()
        ],
    }


def _definer_columns() -> Iterator[str]:
    for place, columns in DEFINER_COLUMNS.items():
        yield from (f"{place}.{column} SELECT" for column in columns.split())


def _attributes() -> Iterator[str]:
    for role in ROLES:
        words = role.attributes.split()
        yield from (f"{role.name} {word}" for word in words)
