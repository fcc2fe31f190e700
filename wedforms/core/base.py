"""What every table shares: names of constraints, tenant keys, times, and how rows point at rows."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar, Final
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TextClause,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from wedforms.lib.ids import uuid7


def _local_column(constraint: ForeignKeyConstraint, _table: Table) -> str:
    return constraint.elements[-1].parent.name


NAMES: Final[dict[str, Any]] = {
    "local_column": _local_column,
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(local_column)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}

Json = dict[str, Any]
JsonList = list[Any]
MinorUnits = Annotated[int, "money in minor units"]


NOW: Final = func.now()
YES: Final[TextClause] = text("true")
NO: Final[TextClause] = text("false")
ZERO: Final[TextClause] = text("0")
ONE: Final[TextClause] = text("1")
EMPTY: Final[TextClause] = text("''")
EMPTY_OBJECT: Final[TextClause] = text("'{}'::jsonb")
EMPTY_LIST: Final[TextClause] = text("'[]'::jsonb")
POUNDS: Final[TextClause] = text("'GBP'")


class Base(DeclarativeBase):
    """The root of all models; one metadata, named constraints, no Flask."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Uuid(),
        str: Text(),
        bytes: LargeBinary(),
        MinorUnits: BigInteger(),
        datetime: DateTime(timezone=True),
        Json: JSONB(none_as_null=True),
        JsonList: JSONB(none_as_null=True),
    }


class Row(Base):
    """A row with a time-ordered key of its own that belongs to no tenant."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-20)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), sort_order=90)
    updated_at: Mapped[datetime] = mapped_column(
        server_default=func.now(), onupdate=func.now(), sort_order=91
    )


class TenantModel(Base):
    """Anything a tenant owns: the key begins with `organization_id`."""

    __abstract__ = True

    #: The tenant; filled in from the open tenant transaction when left out.
    organization_id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-30)


class TenantRow(TenantModel):
    """A tenant's row under the key (organization_id, id)."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-20)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), sort_order=90)
    updated_at: Mapped[datetime] = mapped_column(
        server_default=func.now(), onupdate=func.now(), sort_order=91
    )


class TenantEvent(TenantModel):
    """A tenant's row that is written once and never changed."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-20)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), sort_order=90)


class SoftDeleted:
    """A business row that is marked, not deleted; reads ask for `deleted_at IS NULL`."""

    deleted_at: Mapped[datetime | None] = mapped_column(sort_order=95)


def in_organization() -> ForeignKeyConstraint:
    """The foreign key to the tenant, for tables that no other tenant table owns."""
    return ForeignKeyConstraint(["organization_id"], ["organizations.id"])


def points_at(table: str, column: str, *, on_delete: str | None = None) -> ForeignKeyConstraint:
    """A foreign key to a row of the same tenant: (organization_id, column) → table.

    `on_delete` may be "SET NULL" (of the column alone) or "CASCADE"; else a delete is refused.
    """
    rule = f"SET NULL ({column})" if on_delete == "SET NULL" else on_delete
    return ForeignKeyConstraint(
        ["organization_id", column],
        [f"{table}.organization_id", f"{table}.id"],
        ondelete=rule,
    )


def one_of(column: str, *values: str) -> CheckConstraint:
    """A text column that takes only these values (a CHECK, so that values can be added later)."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def currency_code(column: str = "currency") -> CheckConstraint:
    """A column that holds an ISO 4217 code."""
    return CheckConstraint(f"{column} ~ '^[A-Z]{{3}}$'", name=column)


def unique_while_kept(table: str, *columns: str, name: str = "") -> Index:
    """Unique among the rows that are not soft-deleted; organization-led."""
    led = ("organization_id", *columns)
    return Index(
        name or f"uq_{table}_{'_'.join(led)}",
        *led,
        unique=True,
        postgresql_where=text("deleted_at IS NULL"),
    )


def same_tenant(here: str, column: str, there: str) -> str:
    """The `primaryjoin` of a relationship within a tenant, syncing the id column only."""
    return (
        f"and_(foreign({here}.{column}) == {there}.id, "
        f"{here}.organization_id == {there}.organization_id)"
    )
