"""Who was sent a link to a form, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from wedforms.core.clients import Client
from wedforms.forms import FormLink
from wedforms.forms.errors import LinkNotUsable
from wedforms.submissions.models import FormSubmission

PAGE: Final = 50
State = Literal["waiting", "begun", "answered", "ended", "withdrawn"]
Purpose = Literal["personal", "public"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """One link with its state, and since when it is in it; `answer_id` is what was sent last.

    Opening a link is no state: a page that is looked at writes nothing, and mail scanners look.
    `is_over`: it leads nowhere any more, answered or not.
    """

    id: UUID
    purpose: str
    is_over: bool
    label: str
    recipient: str
    client: str
    language: str
    prefill: Mapping[str, Any]
    state: State
    since: datetime
    created_at: datetime
    expires_at: datetime | None
    mailed_at: datetime | None
    one_response: bool
    responses: int
    answer_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedPage:
    """Fifty links, the newest first; `after` is the last one when there are more."""

    links: Sequence[Invited]
    after: UUID | None


@dataclass(slots=True)
class _Came:
    """What came of a link."""

    begun_at: datetime | None = None
    answered_at: datetime | None = None
    answer_id: UUID | None = None


def invited(
    session: Session,
    form_id: UUID,
    *,
    purpose: Purpose,
    now: datetime,
    after: UUID | None = None,
) -> InvitedPage:
    """The links of a form for one purpose, from behind `after` on."""
    wanted = _links().where(FormLink.form_id == form_id, FormLink.purpose == purpose)
    if after is not None:
        wanted = wanted.where(FormLink.id < after)
    rows = session.execute(wanted.order_by(FormLink.id.desc()).limit(PAGE + 1)).all()
    shown = rows[:PAGE]
    came = _what_came(session, FormLink.id.in_([link.id for link, _, _ in shown]))
    return InvitedPage(
        links=[_invited(row, came.get(row[0].id, _Came()), now) for row in shown],
        after=shown[-1][0].id if len(rows) > PAGE else None,
    )


def invited_one(session: Session, form_id: UUID, link_id: UUID, *, now: datetime) -> Invited:
    """One link of a form; raises LinkNotUsable."""
    wanted = _links().where(FormLink.form_id == form_id, FormLink.id == link_id)
    if (row := session.execute(wanted).first()) is None:
        raise LinkNotUsable("it is not known here")
    came = _what_came(session, FormLink.id == link_id)
    return _invited(row, came.get(link_id, _Came()), now)


def _links() -> Select[*tuple[Any, ...]]:
    return (
        select(FormLink, Client.partner_1_name, Client.partner_2_name)
        .outerjoin(Client, Client.id == FormLink.client_id)
        .where(FormLink.deleted_at.is_(None))
    )


def _what_came(session: Session, of_links: ColumnElement[bool]) -> dict[UUID, _Came]:
    """By link: when it was begun first, and what was sent last."""
    rows = session.execute(
        select(
            FormSubmission.link_id,
            FormSubmission.id,
            FormSubmission.status,
            FormSubmission.created_at,
            FormSubmission.submitted_at,
        )
        .join(FormLink, FormLink.id == FormSubmission.link_id)
        .where(of_links, FormSubmission.deleted_at.is_(None), FormSubmission.amends_id.is_(None))
        .order_by(FormSubmission.submitted_at, FormSubmission.id)
    )
    found: dict[UUID, _Came] = {}
    for link_id, submission_id, status, created_at, submitted_at in rows:
        assert link_id is not None
        came = found.setdefault(link_id, _Came())
        if status == "draft":
            came.begun_at = min(created_at, came.begun_at or created_at)
        else:
            came.answered_at, came.answer_id = submitted_at, submission_id
    return found


def _invited(row: Any, came: _Came, now: datetime) -> Invited:
    link: FormLink = row[0]
    state, since = _state(link, came, now)
    return Invited(
        id=link.id,
        purpose=link.purpose,
        is_over=_is_over(link, now),
        label=link.label,
        recipient=link.recipient,
        client=" & ".join(name for name in row[1:] if name),
        language=link.language,
        prefill=link.prefill,
        state=state,
        since=since,
        created_at=link.created_at,
        expires_at=link.expires_at,
        mailed_at=link.mailed_at,
        one_response=link.one_response,
        responses=link.responses,
        answer_id=came.answer_id,
    )


def _state(link: FormLink, came: _Came, now: datetime) -> tuple[State, datetime]:
    """What counts most comes first: an answer stays one, whatever became of the link."""
    if came.answered_at is not None:
        return "answered", came.answered_at
    if link.revoked_at is not None:
        return "withdrawn", link.revoked_at
    if link.expires_at is not None and _is_over(link, now):
        return "ended", link.expires_at
    if came.begun_at is not None:
        return "begun", came.begun_at
    return "waiting", link.created_at


def _is_over(link: FormLink, now: datetime) -> bool:
    """Whether the link leads nowhere any more."""
    return link.revoked_at is not None or (link.expires_at is not None and link.expires_at <= now)
