"""Sessions: one tenant at a time, every ORM statement asks for its rows, nothing runs without one."""

from __future__ import annotations

import re
from contextlib import suppress
from uuid import UUID

import pytest
from sqlalchemy import (
    create_engine,
    delete,
    event,
    func,
    insert,
    literal,
    select,
    text,
    union_all,
    update,
)
from sqlalchemy.exc import IntegrityError, InvalidRequestError, NoResultFound, ProgrammingError
from sqlalchemy.orm import aliased, joinedload, scoped_session, selectinload, sessionmaker

from tests.factories.submissions import submission_to, submit
from wedforms.core.accounts import Organization
from wedforms.core.clients import Client, ClientContact
from wedforms.core.jsonb import dumps
from wedforms.core.tenancy import OtherTenant, TenantUnknown, open_organization, tenant_transaction
from wedforms.database.addresses import Addresses
from wedforms.forms import Form, FormField, FormVersion
from wedforms.lib.ids import uuid7

pytestmark = pytest.mark.both_postgres


@pytest.fixture
def statements(engine):
    """The SQL that was sent, in order."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def all_seeing(database: Addresses, two_organizations):
    """Sessions of the superuser, whom no row level security binds: what remains is our own guard."""
    engine = create_engine(database.owner, json_serializer=dumps)
    yield sessionmaker(engine, expire_on_commit=False)
    engine.dispose()


def add_field(sessions, tenant, form, key="email") -> UUID:
    """A field in a form's draft."""
    with sessions() as session, tenant_transaction(session, tenant.id):
        field = FormField(form_id=form.id, key=key, field_type="email")
        session.add(field)
        session.flush()
        return field.id


QUERIES = {
    "select": lambda: select(Form.organization_id),
    "entity": lambda: select(Form),
    "alias": lambda: select(aliased(Form)),
    "count": lambda: select(func.count()).select_from(Form),
    "join": lambda: select(Form).join(FormVersion, FormVersion.form_id == Form.id),
    "exists": lambda: select(Form).where(select(FormVersion.id).exists()),
    "subquery": lambda: select(select(Form.id).subquery().c.id),
    "union": lambda: union_all(select(Form.id), select(Form.id)),
    "cte": lambda: select(select(Form.id).cte("found").c.id),
    "organizations": lambda: select(Organization),
    "update": lambda: update(Form).values(name="x").execution_options(synchronize_session=False),
    "delete": lambda: delete(Form).where(literal(value=False)),
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
def test_every_orm_statement_asks_for_the_open_organization(
    sessions, ours, form, statements, query
):
    with sessions() as session, tenant_transaction(session, ours.id):
        statements.clear()
        # The application may not delete; what counts is the statement that it sent.
        with suppress(ProgrammingError):
            session.execute(query())
        session.rollback()
    (sent,) = statements
    column = r"organizations\.id" if "organizations" in sent else r"organization_id"
    tables = len(re.findall(r"FROM (forms|form_versions|organizations)|UPDATE forms", sent))
    assert len(re.findall(column + r" = %\(", sent)) >= tables >= 1


def test_the_guard_holds_where_row_level_security_does_not(
    all_seeing, sessions, ours, theirs, form, their_form
):
    add_field(sessions, ours, form)
    add_field(sessions, theirs, their_form)
    with all_seeing() as session, tenant_transaction(session, ours.id):
        assert session.execute(text("select count(*) from forms")).scalar_one() >= 2
        assert session.scalars(select(Form.id)).all() == [form.id]
        assert session.scalar(select(func.count()).select_from(Form)) == 1
        assert session.get(Form, (theirs.id, their_form.id)) is None
        assert session.scalars(select(Organization.id)).all() == [ours.id]
        found = session.scalars(select(Form).options(selectinload(Form.fields))).one()
        assert [field.form_id for field in found.fields] == [form.id]
        joined = select(Form).options(joinedload(Form.fields))
        assert len(session.scalars(joined).unique().all()) == 1
        both = union_all(select(Form.id), select(aliased(Form).id))
        assert set(session.scalars(both)) == {form.id}
        changed = update(Form).values(name="ours").execution_options(synchronize_session=False)
        assert session.execute(changed).rowcount == 1
        gone = delete(FormField).execution_options(synchronize_session=False)
        assert session.execute(gone).rowcount == 1
        session.rollback()


def test_lazy_loads_stay_in_the_tenant(all_seeing, sessions, ours, theirs, form, their_form):
    add_field(sessions, ours, form)
    with all_seeing() as session, tenant_transaction(session, ours.id):
        found = session.scalars(select(Form)).one()
        assert len(found.fields) == 1
        assert found.published_version is not None
        assert found.published_version.organization_id == ours.id


def test_nothing_is_read_before_the_tenant_is_known(sessions):
    for statement in (select(Form), text("select 1"), select(literal(1))):
        with sessions() as session, pytest.raises(TenantUnknown):
            session.execute(statement)


def test_nothing_is_written_before_the_tenant_is_known(sessions):
    with sessions() as session:
        session.add(Client(partner_1_name="Zoë"))
        with pytest.raises(TenantUnknown):
            session.flush()


def test_a_session_that_was_used_before_is_refused(sessions, ours):
    with sessions() as session:
        session.connection()
        with pytest.raises(InvalidRequestError), tenant_transaction(session, ours.id):
            pass


def test_one_tenant_is_not_opened_inside_another(sessions, ours, theirs, form):
    with sessions() as session, tenant_transaction(session, ours.id):
        with pytest.raises(InvalidRequestError), tenant_transaction(session, theirs.id):
            pass
        assert open_organization(session) == ours.id
        assert session.scalars(select(Form.id)).all() == [form.id]


def test_the_tenant_ends_with_the_transaction(sessions, ours, form):
    with sessions() as session:
        with tenant_transaction(session, ours.id):
            assert open_organization(session) == ours.id
        with pytest.raises(TenantUnknown):
            open_organization(session)
        with pytest.raises(TenantUnknown):
            session.scalars(select(Form))


def test_an_error_rolls_back_and_ends_the_tenant(sessions, ledger, ours):
    with sessions() as session:
        with pytest.raises(IntegrityError), tenant_transaction(session, ours.id):
            session.add_all([Client(partner_1_name="Zoë"), FormField(form_id=uuid7(), key="x")])
        with pytest.raises(TenantUnknown):
            open_organization(session)
    assert ledger.value("select count(*) from clients") == 0


def test_a_savepoint_does_not_end_the_tenant(sessions, ours):
    with sessions() as session, tenant_transaction(session, ours.id):
        with session.begin_nested():
            session.add(Client(partner_1_name="Zoë"))
        assert session.scalar(select(func.count()).select_from(Client)) == 1


def test_a_new_row_belongs_to_the_open_organization(sessions, ledger, ours):
    with sessions() as session, tenant_transaction(session, ours.id):
        session.add(Client(partner_1_name="Zoë"))
    assert ledger.value("select organization_id from clients") == ours.id


def test_a_row_of_another_organization_is_not_written(sessions, their_ledger, ours, theirs):
    with sessions() as session, pytest.raises(OtherTenant) as raised:  # noqa: SIM117
        with tenant_transaction(session, ours.id):
            session.add(Client(organization_id=theirs.id, partner_1_name="Zoë"))
    assert (raised.value.found, raised.value.expected) == (theirs.id, ours.id)
    assert their_ledger.value("select count(*) from clients") == 0


def test_a_core_insert_for_another_organization_is_refused(sessions, ours, theirs):
    row = insert(Client).values(organization_id=theirs.id, id=uuid7(), partner_1_name="Zoë")
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        sessions() as session,
        tenant_transaction(session, ours.id),
    ):
        session.execute(row)


def test_what_one_tenant_read_is_forgotten_in_the_next(sessions, ours, theirs, form, their_form):
    with sessions() as session:
        with tenant_transaction(session, ours.id):
            mine = session.get_one(Form, (ours.id, form.id))
        with tenant_transaction(session, theirs.id):
            assert mine not in session
            assert session.get(Form, (ours.id, form.id)) is None


def test_relationships_join_on_the_organization_too(sessions, ours, statements):
    with sessions() as session, tenant_transaction(session, ours.id):
        client = Client(partner_1_name="Zoë")
        client.contacts.append(ClientContact(contact_type="email", contact_value="a@b.de"))
        session.add(client)
        session.flush()
        assert client.contacts[0].organization_id == ours.id
        session.expire(client)
        statements.clear()
        assert len(client.contacts) == 1
    assert "client_contacts.organization_id = " in statements[-1]


def test_an_aborted_get_one_tells_nothing_of_the_others(sessions, ours, theirs, their_form):
    with (
        sessions() as session,
        pytest.raises(NoResultFound),
        tenant_transaction(session, ours.id),
    ):
        session.get_one(Form, (theirs.id, their_form.id))


def test_a_scoped_session_is_opened_like_any_other(sessions, ours, form):
    scoped = scoped_session(sessions)
    with tenant_transaction(scoped, ours.id) as session:
        assert session.scalars(select(Form.id)).all() == [form.id]
        assert open_organization(scoped) == ours.id
    scoped.remove()


@pytest.mark.parametrize("setting", ["organization_id", "actor_id", "request_id"])
def test_a_reused_connection_has_forgotten_the_settings(engine, sessions, ours, form, setting):
    engine.dispose()
    with (
        sessions() as session,
        tenant_transaction(session, ours.id, actor_id=None, request_id=uuid7()),
    ):
        session.scalars(select(Form)).one()
    with engine.connect() as connection:
        found = connection.execute(text(f"select current_setting('app.{setting}', true)"))
        assert not found.scalar_one()
        assert connection.execute(text("select count(*) from forms")).scalar_one() == 0


def test_a_reused_connection_serves_the_next_tenant(
    engine, sessions, ours, theirs, form, their_form
):
    for tenant, own in ((ours, form), (theirs, their_form), (ours, form)):
        with sessions() as session, tenant_transaction(session, tenant.id):
            found = session.execute(text("select id from forms")).scalars().all()
            assert found == [own.id]
        submit(engine, tenant.id, submission_to(own))
