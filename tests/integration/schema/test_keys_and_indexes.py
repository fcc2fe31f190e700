"""Keys carry the organization, so that no row can point into another; the seed's indexes stand."""

from __future__ import annotations

import pytest
from sqlalchemy import ForeignKeyConstraint, Table, text
from sqlalchemy.exc import IntegrityError

from tests.factories.every_table import GLOBAL, TABLES, TENANT_TABLES, fill_every_table
from wedforms.core.clients import Client, ClientContact
from wedforms.core.tenancy import tenant_transaction
from wedforms.forms import FormField
from wedforms.lib.ids import uuid7

pytestmark = pytest.mark.both_postgres

SEED_INDEXES = {
    "idx_clients_org_wedding": "clients USING btree (organization_id, wedding_date)",
    "idx_forms_org_active": "forms USING btree (organization_id, is_active)",
    "idx_comms_client_sent": "communications USING btree (client_id, sent_at DESC)",
    "idx_submissions_form_client": "form_submissions USING btree (form_id, client_id)",
    "idx_journey_exec_status": "journey_executions USING btree (status, started_at)",
    "idx_payments_org_status": "payments USING btree (organization_id, status)",
    "idx_client_metadata_gin": "clients USING gin (metadata)",
    "idx_form_settings_gin": "forms USING gin (settings)",
}


def tenant_links() -> list[tuple[Table, ForeignKeyConstraint]]:
    """Every foreign key from a tenant's table to a tenant's table."""
    return [
        (TABLES[name], link)
        for name in TENANT_TABLES
        for link in sorted(TABLES[name].foreign_key_constraints, key=lambda one: str(one.name))
        if link.referred_table.name in TENANT_TABLES
    ]


@pytest.mark.parametrize("table", TENANT_TABLES)
def test_the_primary_key_begins_with_the_organization(table):
    key = [column.name for column in TABLES[table].primary_key]
    assert key[0] == "organization_id"
    assert "id" not in TABLES[table].columns or key == ["organization_id", "id"]


def test_links_between_tenant_tables_carry_the_organization():
    assert len(tenant_links()) > 60
    for table, link in tenant_links():
        assert link.column_keys[0] == "organization_id", f"{table}.{link.name}"


def test_a_link_that_is_cut_leaves_the_organization_alone(owner_engine, ledger, ours):
    with owner_engine.begin() as connection:
        rows = fill_every_table(connection, ours)
    ledger.change("delete from tasks")
    ledger.change("delete from client_contacts")
    ledger.change("update clients set assigned_to = (select id from user_profiles limit 1)")
    ledger.change("update forms set created_by = :id", id=rows["user_profiles"]["id"])
    ledger.change("delete from user_profiles")
    assert ledger.rows("select organization_id, assigned_to from clients") == [
        {"organization_id": ours.id, "assigned_to": None}
    ]
    assert ledger.value("select created_by from forms") is None


@pytest.mark.parametrize("link", tenant_links(), ids=lambda one: str(one[1].name))
def test_no_row_points_into_another_organization(owner_engine, filled, link):
    table, constraint = link
    column = constraint.column_keys[-1]
    ours, theirs = filled.two.ours, filled.two.theirs
    target = filled.rows[theirs.slug][constraint.referred_table.name]["id"]
    changed = f"update {table.name} set {column} = :id where organization_id = :ours"
    with owner_engine.connect() as connection:
        connection.execute(text(f"set local app.organization_id = '{ours.id}'"))
        with pytest.raises(IntegrityError, match=str(constraint.name)):
            connection.execute(text(changed), {"id": target, "ours": ours.id})


def test_the_session_cannot_point_into_another_organization(sessions, ours, theirs, their_form):
    with (
        pytest.raises(IntegrityError, match="fk_form_fields_form_id"),
        sessions() as session,
        tenant_transaction(session, ours.id),
    ):
        session.add(FormField(form_id=their_form.id, key="email", field_type="email"))


@pytest.mark.parametrize(("name", "shape"), SEED_INDEXES.items(), ids=SEED_INDEXES.keys())
def test_the_seeds_indexes_stand(ledger, name, shape):
    found = ledger.value("select indexdef from pg_indexes where indexname = :name", name=name)
    assert found == f"CREATE INDEX {name} ON public.{shape}"


def test_unique_constraints_of_tenant_tables_begin_with_the_organization(ledger):
    found = ledger.rows(
        """
        select c.relname as table, i.relname as index, a.attname as first
        from pg_index x
        join pg_class c on c.oid = x.indrelid
        join pg_class i on i.oid = x.indexrelid
        join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
        where x.indisunique and c.relnamespace = 'public'::regnamespace
        """
    )
    led = {one["index"]: one["first"] for one in found if one["table"] in TENANT_TABLES}
    assert len(led) > len(TENANT_TABLES)
    assert set(led.values()) == {"organization_id"}


def test_no_key_of_a_tenant_comes_from_a_sequence(ledger):
    found = "select count(*) from pg_sequences where schemaname = 'public'"
    assert ledger.value(found) == 0


def test_full_name_is_generated(owner_engine, ledger, ours):
    with owner_engine.begin() as connection:
        fill_every_table(connection, ours)
    ledger.change("update user_profiles set first_name = 'עדי', last_name = ''")
    assert ledger.value("select full_name from user_profiles") == "עדי"
    ledger.change("update user_profiles set first_name = 'José', last_name = 'O''Brien'")
    assert ledger.value("select full_name from user_profiles") == "José O'Brien"


def test_a_deleted_contact_makes_room_and_can_be_restored(sessions, ledger, ours):
    with sessions() as session, tenant_transaction(session, ours.id):
        client = Client(partner_1_name="Zoë")
        session.add(client)
        session.flush()
        given = {"client_id": client.id, "contact_type": "email", "contact_value": "a@b.de"}
        first = ClientContact(**given, is_primary=True)
        session.add(first)
    ledger.change("update client_contacts set deleted_at = now()")
    with sessions() as session, tenant_transaction(session, ours.id):
        session.add(ClientContact(**given, is_primary=True))
    with pytest.raises(IntegrityError, match="uq_client_contacts"):
        ledger.change("update client_contacts set deleted_at = null")
    ledger.change("update client_contacts set deleted_at = now() where id <> :id", id=first.id)
    ledger.change("update client_contacts set deleted_at = null where id = :id", id=first.id)
    assert ledger.value("select count(*) from client_contacts where deleted_at is null") == 1


@pytest.mark.parametrize(
    "row",
    [
        {"form_type": "poll"},
        {"slug": "With Spaces"},
        {"slug": "-x"},
        {"form_type": None},
    ],
    ids=repr,
)
def test_a_wrong_value_is_refused_by_name(ledger, ours, row):
    given = {"organization": ours.id, "id": uuid7(), "form_type": "rsvp", "slug": "rsvp", **row}
    with pytest.raises(IntegrityError):
        ledger.change(
            "insert into forms (organization_id, id, name, form_type, slug)"
            " values (:organization, :id, 'x', :form_type, :slug)",
            **given,
        )


def test_global_tables_hold_no_tenants_rows():
    for name in GLOBAL:
        assert "organization_id" not in TABLES[name].columns
