"""One fault each, as SQL for a clean database, with the kind and place by which it must be caught."""

from __future__ import annotations

from typing import NamedTuple


class Planted(NamedTuple):
    kind: str
    place: str
    sql: str


_TENANT = "organization_id = nullif(current_setting('app.organization_id', true), '')::uuid"


def _replaced_policy(rest: str) -> str:
    return f"drop policy tenant on clients; create policy tenant on clients {rest}"


ISOLATION = [
    Planted("row_security_off", "clients", "alter table clients disable row level security"),
    Planted("row_security_not_forced", "forms", "alter table forms no force row level security"),
    Planted("policy_missing", "payments", "drop policy tenant on payments"),
    Planted("policy_differs", "clients", _replaced_policy("using (true)")),
    Planted(
        "policy_differs",
        "clients",
        _replaced_policy(
            "using (organization_id = current_setting('app.organization_id', true)::uuid)"
        ),
    ),
    Planted("policy_differs", "clients", _replaced_policy(f"for select using ({_TENANT})")),
    Planted("policy_differs", "clients", _replaced_policy(f"using ({_TENANT}) with check (true)")),
    Planted(
        "policy_differs",
        "forms",
        f"create policy more on forms using ({_TENANT} or is_template) with check ({_TENANT})",
    ),
    Planted(
        "policy_too_many",
        "clients",
        "create policy all_of_it on clients to wedforms_app using (true)",
    ),
    Planted(
        "policy_too_many",
        "clients",
        "create policy lookup on clients for select to wedforms_lookup using (true)",
    ),
    Planted(
        "policy_too_many",
        "documents",
        "drop policy lookup on documents; create policy lookup on documents to wedforms_lookup using (true)",
    ),
    Planted("table_without_tenant", "moods", "create table moods (id uuid primary key)"),
    Planted("table_unlogged", "answer_counters", "alter table answer_counters set unlogged"),
    Planted("view_beyond_policies", "everybody", "create view everybody as select * from clients"),
    Planted(
        "view_beyond_policies", "frozen", "create materialized view frozen as select * from clients"
    ),
    Planted(
        "table_rewritten", "tasks", "create rule nothing as on update to tasks do instead nothing"
    ),
    Planted("audit_missing", "invoices", "drop trigger audit on invoices"),
    Planted(
        "audit_missing",
        "invoices",
        "drop trigger audit on invoices; create trigger audit after insert on invoices"
        " for each row execute function record_change('{}', '{}', '{}')",
    ),
    Planted("audit_missing", "forms", "alter table forms disable trigger audit"),
    Planted("trigger_disabled", "form_links", "alter table form_links disable trigger all"),
    Planted(
        "trigger_unknown",
        "clients",
        "create function spread() returns trigger language plpgsql as"
        " 'begin update forms set name = new.partner_1_name; return null; end';"
        " create trigger spread after insert on clients for each row execute function spread()",
    ),
]

KEYS = [
    Planted(
        "tenant_not_required",
        "tags",
        "create table tags (organization_id uuid, id uuid primary key)",
    ),
    Planted(
        "tenant_not_required",
        "tags",
        "create table tags (organization_id text, id uuid, primary key (organization_id, id))",
    ),
    Planted(
        "primary_key_not_led",
        "tags",
        "create table tags (organization_id uuid not null, id uuid primary key)",
    ),
    Planted(
        "primary_key_not_led",
        "tags",
        "create table tags (organization_id uuid, id uuid, primary key (id, organization_id))",
    ),
    Planted(
        "index_not_led",
        "tags",
        "create table tags (organization_id uuid not null, id uuid primary key)",
    ),
    Planted("unique_not_led", "clients", "create unique index one_date on clients (wedding_date)"),
    Planted(
        "unique_not_led",
        "forms",
        "alter table forms add constraint one_name unique (name, organization_id)",
    ),
    Planted("index_missing", "idx_clients_org_wedding", "drop index idx_clients_org_wedding"),
    Planted(
        "index_invalid",
        "clients",
        "update pg_index set indisvalid = false where indexrelid = 'idx_client_metadata_gin'::regclass",
    ),
    Planted("key_from_sequence", "tasks.number", "alter table tasks add number bigserial"),
    Planted(
        "key_from_sequence",
        "tasks.number",
        "alter table tasks add number bigint generated always as identity",
    ),
    Planted(
        "foreign_key_without_tenant",
        "tags",
        "create table tags (organization_id uuid references organizations, id uuid, primary key (organization_id, id));"
        " alter table tasks add tag_id uuid; alter table tags add unique (id);"
        " alter table tags add tag_id uuid references tags (id)",
    ),
    Planted(
        "foreign_key_without_tenant",
        "tasks",
        "alter table tasks add other uuid; alter table tasks add constraint crossed"
        " foreign key (other, id) references clients (organization_id, id)",
    ),
    Planted(
        "foreign_key_loses_tenant",
        "tasks",
        "alter table tasks add other uuid; alter table tasks add constraint losing"
        " foreign key (organization_id, other) references clients on delete set null",
    ),
    Planted(
        "foreign_key_missing",
        "tags",
        "create table tags (organization_id uuid, id uuid, primary key (organization_id, id))",
    ),
    Planted(
        "constraint_not_validated",
        "tasks",
        "alter table tasks add constraint later check (title <> '') not valid",
    ),
]

COLUMNS = [
    Planted("enum_type", "mood", "create type mood as enum ('calm', 'nervous')"),
    Planted(
        "enum_column",
        "clients.mood",
        "create type mood as enum ('calm', 'nervous'); alter table clients add mood mood",
    ),
    Planted("time_without_zone", "clients.seen_at", "alter table clients add seen_at timestamp"),
    Planted("inexact_number", "payments.fee", "alter table payments add fee double precision"),
    Planted("inexact_number", "payments.fee", "alter table payments add fee numeric(10, 2)"),
    Planted("inexact_number", "payments.fee", "alter table payments add fee money"),
    Planted("json_column", "clients.notes_raw", "alter table clients add notes_raw json"),
    Planted("not_restorable", "clients", "alter table clients rename deleted_at to removed_at"),
    Planted("not_restorable", "forms", "alter table forms alter deleted_at set not null"),
]

GRANTS = [
    Planted("grant_too_many", "public.clients", "grant delete on clients to wedforms_app"),
    Planted("grant_too_many", "public.clients", "grant truncate on clients to wedforms_worker"),
    Planted("grant_too_many", "public.audit_logs", "grant insert on audit_logs to wedforms_app"),
    Planted(
        "grant_too_many", "public.form_versions", "grant update on form_versions to wedforms_app"
    ),
    Planted("grant_too_many", "public.users", "grant select on users to wedforms_app"),
    Planted("grant_too_many", "public.users", "grant select on users to wedforms_lookup"),
    Planted("grant_too_many", "public.forms", "grant select on forms to public"),
    Planted("grant_too_many", "public.clients", "grant select on clients to wedforms_search"),
    Planted(
        "grant_too_many",
        "public.clients",
        "create role stranger; grant select on clients to stranger",
    ),
    Planted(
        "grant_too_many",
        "jobs.procrastinate_jobs",
        "grant select on jobs.procrastinate_jobs to wedforms_app",
    ),
    Planted(
        "column_grant_too_many",
        "public.users.email",
        "grant select (email) on users to wedforms_app",
    ),
    Planted(
        "column_grant_too_many",
        "public.organizations.settings",
        "grant select (settings) on organizations to wedforms_lookup",
    ),
    Planted(
        "column_grant_too_many",
        "public.organizations.name",
        "grant update (name) on organizations to wedforms_lookup",
    ),
    Planted(
        "grant_can_be_passed_on",
        "public.clients",
        "grant select on clients to wedforms_app with grant option",
    ),
    Planted("schema_open", "public", "grant create on schema public to wedforms_app"),
    Planted("schema_open", "public", "grant usage on schema public to public"),
    Planted(
        "grant_to_come",
        "wedforms_owner r",
        "alter default privileges for role wedforms_owner grant select on tables to wedforms_app",
    ),
    Planted("not_owned", "public.clients", "alter table clients owner to postgres"),
    Planted("not_owned", "public", "alter schema public owner to postgres"),
]

FUNCTIONS = [
    Planted(
        "definer_without_path",
        "lookup_organization(text)",
        "alter function lookup_organization reset search_path",
    ),
    Planted(
        "definer_path_unsafe",
        "lookup_organization(text)",
        'alter function lookup_organization set search_path = "$user", public, pg_temp',
    ),
    Planted(
        "definer_path_unsafe",
        "lookup_organization(text)",
        "alter function lookup_organization set search_path = pg_temp, public",
    ),
    Planted(
        "function_public",
        "lookup_organization(text)",
        "grant execute on function lookup_organization to public",
    ),
    Planted(
        "function_public",
        "one()",
        "create function one() returns int language sql as 'select 1'; grant execute on function one to public",
    ),
    Planted(
        "function_grant_too_many",
        "lookup_organization(text)",
        "grant execute on function lookup_organization to wedforms_backup",
    ),
    Planted(
        "definer_owned_too_high",
        "lookup_organization(text)",
        "alter function lookup_organization owner to postgres",
    ),
    Planted(
        "definer_owned_too_high",
        "lookup_organization(text)",
        "alter function lookup_organization owner to wedforms_owner",
    ),
    Planted(
        "function_not_owned",
        "one()",
        "create function one() returns int language sql as 'select 1'; alter function one owner to postgres",
    ),
    Planted(
        "function_leakproof",
        "one()",
        "create function one() returns int language sql leakproof as 'select 1'",
    ),
    Planted(
        "function_untrusted",
        "one()",
        "create function one() returns int language internal as 'pg_backend_pid'",
    ),
    Planted(
        "function_switches",
        "lookup_organization(text)",
        "alter function lookup_organization set row_security = off",
    ),
]

ACCOUNTS = [
    Planted("role_attribute", "wedforms_app", "alter role wedforms_app bypassrls"),
    Planted("role_attribute", "wedforms_app", "alter role wedforms_app superuser"),
    Planted("role_attribute", "wedforms_worker", "alter role wedforms_worker inherit"),
    Planted("role_attribute", "wedforms_owner", "alter role wedforms_owner login"),
    Planted("role_attribute", "wedforms_app", "alter role wedforms_app createrole"),
    Planted(
        "role_missing", "wedforms_search", "alter role wedforms_search rename to wedforms_finder"
    ),
    Planted("role_member", "wedforms_app", "grant wedforms_owner to wedforms_app"),
    Planted("role_member", "wedforms_lookup", "grant wedforms_audit to wedforms_lookup"),
    Planted("role_member", "wedforms_app", "grant pg_read_all_data to wedforms_app"),
    Planted("role_setting", "wedforms_app", "alter role wedforms_app set synchronous_commit = off"),
    Planted("role_setting", "wedforms_app", "alter role wedforms_app reset statement_timeout"),
    Planted(
        "revision_differs",
        "schema",
        "update alembic_version set version_num = '20200101000000_older'",
    ),
]

PLANTED = [*ISOLATION, *KEYS, *COLUMNS, *GRANTS, *FUNCTIONS, *ACCOUNTS]
