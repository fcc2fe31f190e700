"""What happened with a couple: answers, papers, messages, links and steps, the latest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from wedforms.core.accounts import UserProfile
from wedforms.core.communications import Communication
from wedforms.core.security import AuditLog
from wedforms.documents import Document
from wedforms.forms import Form, FormLink
from wedforms.submissions.models import ChangeRequest, FormSubmission

PAGE: Final = 60
_UNSAID: Final = frozenset({"status", "revision", "deleted_at", "updated_at"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened; `kind` says what, `details` what its words need."""

    kind: str
    at: datetime
    id: UUID
    name: str = ""
    by: str = ""
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Some of what happened, and the moment before which more did."""

    happenings: Sequence[Happening]
    before: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLink:
    """A personal link that nobody has answered yet."""

    id: UUID
    form_id: UUID
    form_name: str
    label: str
    made_at: datetime
    expires_at: datetime | None


def timeline_of(session: Session, client_id: UUID, *, before: datetime | None = None) -> Timeline:
    """What happened with a couple: a page of it, and all of the page's last moment."""
    found: list[Happening] = []
    for read in (_answers, _requests, _papers, _messages, _links, _changes):
        found += read(session, client_id, before)
    found.sort(key=lambda one: (one.at, one.id), reverse=True)
    if len(found) <= PAGE:
        return Timeline(happenings=found, before=None)
    end = found[PAGE - 1].at
    return Timeline(happenings=[one for one in found if one.at >= end], before=end)


def open_links_of(session: Session, client_id: UUID, *, now: datetime) -> Sequence[OpenLink]:
    """What the couple was asked for and has not answered, the oldest first."""
    rows = session.execute(
        select(FormLink, Form.name)
        .join(Form, _form(FormLink))
        .where(
            FormLink.client_id == client_id,
            FormLink.purpose == "personal",
            FormLink.responses == 0,
            FormLink.deleted_at.is_(None),
            FormLink.revoked_at.is_(None),
            Form.deleted_at.is_(None),
            (FormLink.expires_at.is_(None)) | (FormLink.expires_at > now),
        )
        .order_by(FormLink.created_at)
        .limit(PAGE)
    )
    return [
        OpenLink(
            id=link.id,
            form_id=link.form_id,
            form_name=name,
            label=link.label,
            made_at=link.created_at,
            expires_at=link.expires_at,
        )
        for link, name in rows
    ]


def _latest(wanted: Any, moment: InstrumentedAttribute[Any], before: datetime | None) -> Any:
    """A page of it and one more; `before` is excluded."""
    if before is not None:
        wanted = wanted.where(moment < before)
    return wanted.order_by(moment.desc()).limit(PAGE + 1)


def _form(owner: Any) -> ColumnElement[bool]:
    return and_(Form.organization_id == owner.organization_id, Form.id == owner.form_id)


def _answers(session: Session, client_id: UUID, before: datetime | None) -> Iterator[Happening]:
    moment = FormSubmission.submitted_at
    wanted = (
        select(FormSubmission, Form.name)
        .join(Form, _form(FormSubmission))
        .where(
            FormSubmission.client_id == client_id,
            FormSubmission.status != "draft",
            FormSubmission.deleted_at.is_(None),
        )
    )
    for row, name in session.execute(_latest(wanted, moment, before)):
        details = {"is_changed": row.amended_at is not None, "status": row.status}
        yield Happening(kind="answer", at=row.submitted_at, id=row.id, name=name, details=details)


def _requests(session: Session, client_id: UUID, before: datetime | None) -> Iterator[Happening]:
    """What the couple asked to have changed in what it sent."""
    wanted = (
        select(ChangeRequest, Form.name)
        .join(FormSubmission, FormSubmission.id == ChangeRequest.submission_id)
        .join(Form, _form(ChangeRequest))
        .where(FormSubmission.client_id == client_id, FormSubmission.deleted_at.is_(None))
    )
    for row, name in session.execute(_latest(wanted, ChangeRequest.created_at, before)):
        details = {"submission_id": row.submission_id, "status": row.status}
        yield Happening(kind="request", at=row.created_at, id=row.id, name=name, details=details)


def _papers(session: Session, client_id: UUID, before: datetime | None) -> Iterator[Happening]:
    """Papers of the couple itself and of what it sent."""
    sent = select(FormSubmission.id).where(FormSubmission.client_id == client_id)
    wanted = select(Document).where(
        (Document.client_id == client_id) | Document.submission_id.in_(sent),
        Document.deleted_at.is_(None),
    )
    for row in session.scalars(_latest(wanted, Document.created_at, before)):
        yield Happening(
            kind="paper",
            at=row.created_at,
            id=row.id,
            name=row.number,
            details={
                "kind": row.kind,
                "is_ready": row.status == "issued",
                "submission_id": row.submission_id,
            },
        )


def _messages(session: Session, client_id: UUID, before: datetime | None) -> Iterator[Happening]:
    wanted = select(Communication).where(
        Communication.client_id == client_id, Communication.deleted_at.is_(None)
    )
    for row in session.scalars(_latest(wanted, Communication.created_at, before)):
        details = {"recipient": row.recipient, "status": row.status}
        yield Happening(
            kind="message", at=row.created_at, id=row.id, name=row.subject, details=details
        )


def _links(session: Session, client_id: UUID, before: datetime | None) -> Iterator[Happening]:
    wanted = (
        select(FormLink, Form.name)
        .join(Form, _form(FormLink))
        .where(FormLink.client_id == client_id, FormLink.deleted_at.is_(None))
    )
    for row, name in session.execute(_latest(wanted, FormLink.created_at, before)):
        details = {"form_id": row.form_id, "label": row.label}
        yield Happening(kind="link", at=row.created_at, id=row.id, name=name, details=details)


def _changes(session: Session, client_id: UUID, before: datetime | None) -> Iterator[Happening]:
    """Who entered the couple, what was changed, which steps were taken."""
    by = (UserProfile.organization_id == AuditLog.organization_id) & (
        UserProfile.user_id == AuditLog.user_id
    )
    wanted = (
        select(AuditLog, UserProfile.full_name)
        .outerjoin(UserProfile, by & UserProfile.deleted_at.is_(None))
        .where(AuditLog.table_name == "clients", AuditLog.record_id == client_id)
    )
    for row, name in session.execute(_latest(wanted, AuditLog.created_at, before)):
        if said := _said(row):
            kind, details = said
            yield Happening(kind=kind, at=row.created_at, id=row.id, by=name or "", details=details)


def _said(row: AuditLog) -> tuple[str, Mapping[str, Any]] | None:
    new = row.new_values or {}
    if row.action == "client.step":
        return "step", new
    if row.action == "client.written":
        return "written", new
    if row.action == "INSERT":
        return "entered", {}
    if row.action != "UPDATE":
        return None
    if "deleted_at" in new:
        return ("removed" if new["deleted_at"] else "restored"), {}
    changed = sorted(set(new) - _UNSAID)
    return ("changed", {"what": changed}) if changed else None
