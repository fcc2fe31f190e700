"""One tenant at a time: the scope that all work happens in, and the guard of every session.

PostgreSQL's row level security is the floor. On top of it every ORM statement asks for the open
organization's rows in so many words, which restores the planner's estimates and finds one shard.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, scoped_session
from sqlalchemy.orm import with_loader_criteria as only_where
from sqlalchemy.orm.util import LoaderCriteriaOption

from wedforms.core.accounts import Organization
from wedforms.core.base import TenantModel

_OPEN: Final = "organization_id"
_LATEST: Final = "latest_organization_id"


class TenantUnknown(RuntimeError):
    """Nothing may be read or written before the tenant is known; open a tenant_transaction."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class OtherTenant(RuntimeError):
    """A row of one organization was added while another one is open."""

    def __init__(self, found: UUID, expected: UUID) -> None:
        self.found = found
        self.expected = expected
        super().__init__(f"a row of organization {found} while {expected} is open")


@contextmanager
def tenant_transaction(
    session: Session | scoped_session[Any],
    organization_id: UUID,
    *,
    actor_id: UUID | None = None,
    request_id: UUID | None = None,
) -> Iterator[Session]:
    """Everything inside sees one tenant only; commits at the end, rolls back on error.

    `actor_id` is the signed-in user, named in the audit trail with the request. Raises
    SQLAlchemy's InvalidRequestError when the session has been used before.
    """
    session = session() if isinstance(session, scoped_session) else session
    with session.begin():
        _enter(session, organization_id)
        _tell_database(session, organization_id, actor_id, request_id)
        yield session


def open_organization(session: Session | scoped_session[Any]) -> UUID:
    """The organization that the session's transaction is open for."""
    found = session.info.get(_OPEN)
    if not isinstance(found, UUID):
        raise TenantUnknown
    return found


def _enter(session: Session, organization_id: UUID) -> None:
    if session.info.get(_LATEST) != organization_id:
        # What is still in memory belongs to another tenant.
        session.expunge_all()
    session.info[_OPEN] = session.info[_LATEST] = organization_id


def _tell_database(
    session: Session, organization_id: UUID, actor_id: UUID | None, request_id: UUID | None
) -> None:
    """One round trip; literals, as Citus passes on SET LOCAL but no set_config()."""
    settings = {"organization_id": organization_id, "actor_id": actor_id, "request_id": request_id}
    statements = [
        f"set local app.{name} = '{UUID(str(value))}'"  # a UUID object, never text from outside
        for name, value in settings.items()
        if value is not None
    ]
    connection: Any = session.connection().connection.driver_connection
    connection.execute("; ".join(statements), prepare=False)


@event.listens_for(Session, "do_orm_execute")
def _ask_for_own_rows(state: ORMExecuteState) -> None:
    organization_id = open_organization(state.session)
    if state.is_orm_statement and not state.is_column_load:
        state.statement = state.statement.options(*_rows_of(organization_id))


def _rows_of(organization_id: UUID) -> tuple[LoaderCriteriaOption, LoaderCriteriaOption]:
    """The rows of one organization, of every tenant model there is."""
    return (
        only_where(
            TenantModel,
            lambda model: model.organization_id == organization_id,
            include_aliases=True,
        ),
        only_where(Organization, lambda model: model.id == organization_id, include_aliases=True),
    )


@event.listens_for(Session, "before_flush")
def _own_what_is_new(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    """A new row without an organization gets the open one; a row of another one is refused."""
    organization_id = open_organization(session)
    for row in (*session.new, *session.dirty, *session.deleted):
        if not isinstance(row, TenantModel):
            continue
        row.organization_id = row.organization_id or organization_id
        if row.organization_id != organization_id:
            raise OtherTenant(row.organization_id, organization_id)


@event.listens_for(Session, "after_transaction_end")
def _leave(session: Session, transaction: Any) -> None:
    if transaction.parent is None:
        session.info.pop(_OPEN, None)
