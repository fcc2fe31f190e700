"""Erasing a person: everything that is held of them goes, but for what must stay by law."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from wedforms.core.jsonb import dumps
from wedforms.core.security import DataRequest
from wedforms.core.tenancy import open_organization
from wedforms.core.trail import record_act
from wedforms.files import StoredFile
from wedforms.messaging.forget import empty_messages
from wedforms.privacy.disposal import EMPTIED, KEPT
from wedforms.privacy.holdings import Holdings, holdings_of
from wedforms.privacy.subject import read_subject
from wedforms.submissions import AnswerExport, FormSubmission
from wedforms.submissions.decide import delete

_ERASE: Final = text("SELECT erase_whole_submission(:organization_id, :id)")
_TRAIL: Final = text("SELECT empty_trail_of_person(:organization_id, :ids)")
_RECOUNT: Final = text("SELECT recount_answers(:organization_id, :form_id)")


def erase_person(session: Session, request_id: UUID, *, now: datetime) -> None:
    """Do what an erasure asks for, once; files leave the store afterwards.

    Answers that became a contract or an invoice stay as its evidence, with the papers themselves.
    """
    request = _open_request(session, request_id)
    if request is None:
        return
    subject = read_subject(request.subject)
    holdings = holdings_of(session, subject, for_update=True)
    kept = answers_kept(holdings)
    going = [row for row in holdings.of("form_submissions") if row.id not in kept]
    for row in going:
        _erase_submission(session, row, now=now)
    _empty_rows(holdings, now=now)
    empty_messages(session, [row.id for row in holdings.of("communications")])
    _forget_copies(session, {row.form_id for row in going}, now=now)
    session.flush()
    organization_id = open_organization(session)
    session.execute(_TRAIL, {"organization_id": organization_id, "ids": holdings.ids()})
    record_act(session, "person.erased", table=subject.table, record_id=subject.id)
    request.status, request.completed_at = "completed", now
    request.notes = dumps(dict(what_stays(holdings)))


def answers_kept(holdings: Holdings) -> frozenset[UUID]:
    """The answers that a paper or a record of money was made from, and what amends them."""
    proven = {
        row.submission_id
        for table in ("documents", "invoices", "payment_schedules")
        for row in holdings.of(table)
        if row.submission_id is not None
    }
    amending = {row.id for row in holdings.of("form_submissions") if row.amends_id in proven}
    return frozenset(proven | amending)


def what_stays(holdings: Holdings) -> Counter[str]:
    """How many rows of each table stay."""
    stays = Counter({table: len(holdings.of(table)) for table in KEPT if holdings.of(table)})
    if kept := answers_kept(holdings):
        stays["form_submissions"] = len(kept)
    if holdings.suppressions:
        stays["suppressions"] = len(holdings.suppressions)
    return stays


def _open_request(session: Session, request_id: UUID) -> DataRequest | None:
    wanted = select(DataRequest).where(
        DataRequest.id == request_id,
        DataRequest.kind == "erasure",
        DataRequest.status != "completed",
    )
    return session.scalar(wanted.with_for_update())


def _erase_submission(session: Session, row: FormSubmission, *, now: datetime) -> None:
    if row.status != "draft":
        delete(session, row.id, now=now)  # its places are free, what repeats it counts
        session.flush()
    organization_id = open_organization(session)
    session.execute(_ERASE, {"organization_id": organization_id, "id": row.id})
    session.execute(_RECOUNT, {"organization_id": organization_id, "form_id": row.form_id})
    session.expire(row)


def _empty_rows(holdings: Holdings, *, now: datetime) -> None:
    for table, blank in EMPTIED.items():
        for row in holdings.of(table):
            for name, value in blank.items():
                setattr(row, name, value)
            _end(row, table, now=now)


def _end(row: Any, table: str, *, now: datetime) -> None:
    """What was open ends: a link leads nowhere, a couple and how to reach it are off the list."""
    if table == "form_links":
        row.revoked_at = row.revoked_at or now
    elif table in ("clients", "client_contacts", "tasks"):
        row.deleted_at = row.deleted_at or now
    elif table == "change_requests" and row.status == "open":
        row.status, row.answered_at = "ended", now


def _forget_copies(session: Session, form_ids: set[UUID], *, now: datetime) -> None:
    """Files of answers that somebody asked for and that have theirs in it are not kept a day."""
    copies = select(AnswerExport.file_id).where(AnswerExport.form_id.in_(form_ids))
    gone = update(StoredFile).where(
        StoredFile.kind == "export", StoredFile.deleted_at.is_(None), StoredFile.id.in_(copies)
    )
    session.execute(gone.values(deleted_at=now), execution_options={"synchronize_session": False})
