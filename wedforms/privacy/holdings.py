"""Everything that is held of one person: found along the pointers of the tables themselves.

Whatever row points at a row of theirs is theirs too, so a table that is added later is found with
no word here; what is to become of its rows when somebody is erased, `disposal.py` has to say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from wedforms.core import accounts, communications, journeys, payments, security
from wedforms.core.base import Base, TenantModel
from wedforms.core.communications import Communication, Suppression
from wedforms.core.security import AuditLog
from wedforms.files import StoredFile
from wedforms.forms import FormLink
from wedforms.messaging import Mail
from wedforms.privacy.subject import Subject, SubjectNotFound

#: Importing them makes their tables known.
KNOWN: Final = (accounts, communications, journeys, payments, security, Mail)
#: An answer that repeats another may come from another household.
_NOT_FOLLOWED: Final = frozenset({("form_submissions", "attached_to_id")})
_FILE: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Rows = Sequence[TenantModel]


class Pointer(NamedTuple):
    """A column by which the rows of one table point at those of another."""

    table: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """Every row of one person by table, the files that they name, and whom not to write to."""

    rows: Mapping[str, Rows]
    files: Sequence[StoredFile]
    suppressions: Sequence[Suppression]

    def of(self, table: str) -> Sequence[Any]:
        """Their rows of one table."""
        return self.rows.get(table, ())

    def ids(self) -> list[UUID]:
        """The ids of all their rows, as the trail knows them."""
        return [row.id for rows in self.rows.values() for row in rows if hasattr(row, "id")]


@cache
def models() -> Mapping[str, type[TenantModel]]:
    """The class of each table that belongs to an organization."""
    return {
        mapper.class_.__tablename__: mapper.class_
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, TenantModel)
    }


@cache
def pointers() -> Mapping[str, Sequence[Pointer]]:
    """Which columns point at a table, for every table that belongs to an organization."""
    found: dict[str, list[Pointer]] = defaultdict(list)
    for table in sorted(models()):
        for key in Base.metadata.tables[table].foreign_key_constraints:
            own = [one.name for one in key.columns if one.name != "organization_id"]
            for column in own:
                if (table, column) not in _NOT_FOLLOWED:
                    found[key.referred_table.name].append(Pointer(table, column))
    return found


def holdings_of(session: Session, subject: Subject, *, for_update: bool = False) -> Holdings:
    """Everything that is held of somebody; raises SubjectNotFound.

    `for_update` locks what is found, links before what was sent through them: whoever is sending
    at this moment is waited for, and found.
    """
    search = _Search(session, for_update=for_update)
    search.begin(subject)
    while search.waiting:
        search.go_on(search.waiting.pop(0))
    rows = {table: list(found.values()) for table, found in search.found.items()}
    return Holdings(
        rows=rows,
        files=_files(session, rows),
        suppressions=_suppressions(session, rows),
    )


def trail_of(session: Session, holdings: Holdings) -> Sequence[AuditLog]:
    """What the trail says about their rows, the oldest first."""
    wanted = select(AuditLog).where(AuditLog.record_id.in_(holdings.ids()))
    return session.scalars(wanted.order_by(AuditLog.created_at, AuditLog.id)).all()


class _Search:
    """What was found so far, and the tables to which pointers were not yet followed."""

    def __init__(self, session: Session, *, for_update: bool) -> None:
        self._session = session
        self._for_update = for_update
        self.found: dict[str, dict[Any, TenantModel]] = defaultdict(dict)
        self.waiting: list[str] = []

    def begin(self, subject: Subject) -> None:
        self._take(subject.table, "id", [subject.id])
        if not self.found[subject.table]:
            raise SubjectNotFound
        if subject.kind == "couple":
            self._take("form_links", "client_id", [subject.id])

    def go_on(self, table: str) -> None:
        ids = [getattr(row, "id", None) for row in self.found[table].values()]
        for pointer in pointers().get(table, ()):
            self._take(pointer.table, pointer.column, ids)
        if table == "form_submissions":
            self._take_links()
        if table == "mails":
            self._take(Communication.__tablename__, "id", ids)

    def _take_links(self) -> None:
        """The personal links by which they answered: whoever else answered by them is they too."""
        rows: Iterable[Any] = self.found["form_submissions"].values()
        named = {row.link_id for row in rows if row.link_id is not None}
        personal = select(FormLink.id).where(FormLink.id.in_(named), FormLink.purpose == "personal")
        self._take("form_links", "id", self._session.scalars(personal).all())

    def _take(self, table: str, column: str, ids: Sequence[UUID | None]) -> None:
        model = models()[table]
        wanted = select(model).where(getattr(model, column).in_(ids))
        if self._for_update and hasattr(model, "updated_at"):
            wanted = wanted.with_for_update().execution_options(populate_existing=True)
        known = self.found[table]
        before = len(known)
        for row in self._session.scalars(wanted):
            known.setdefault(inspect(row).identity, row)
        if len(known) > before and table not in self.waiting:
            self.waiting.append(table)


def _files(session: Session, rows: Mapping[str, Rows]) -> Sequence[StoredFile]:
    """The uploads that answers and drafts name, and the files of their papers."""
    named = {
        UUID(one)
        for table in ("form_submissions", "submission_revisions")
        for row in rows.get(table, ())
        for name in ("submission_data", "draft_data")
        for one in _FILE.findall(str(getattr(row, name, None) or ""))
    }
    papers: Iterable[Any] = rows.get("documents", ())
    named |= {one.file_id for one in papers if one.file_id is not None}
    return session.scalars(
        select(StoredFile).where(StoredFile.id.in_(named), StoredFile.deleted_at.is_(None))
    ).all()


def _suppressions(session: Session, rows: Mapping[str, Rows]) -> Sequence[Suppression]:
    contacts: Iterable[Any] = rows.get("client_contacts", ())
    links: Iterable[Any] = rows.get("form_links", ())
    addresses = {one.contact_value.lower() for one in contacts if one.contact_value}
    addresses |= {one.recipient.lower() for one in links if one.recipient}
    wanted = select(Suppression).where(func.lower(Suppression.address).in_(addresses))
    return session.scalars(wanted).all()
