"""Telling members that answers arrived: at once, or once a day in one mail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from wedforms.core.accounts import Organization
from wedforms.core.tenancy import open_organization
from wedforms.forms import Form
from wedforms.messaging.copies import copy_of
from wedforms.messaging.letters import About, Letter
from wedforms.messaging.preferences import Told, told_of
from wedforms.messaging.queue import queue_mail
from wedforms.messaging.ways import Ways
from wedforms.messaging.writers import writers_of
from wedforms.submissions import FormSubmission
from wedforms.submissions.sent import Sent, sent_of

#: When the day's mail is written, where the organization is.
MORNING: Final = time(8)
_NOTIFICATION: Final = "notification"
_DIGEST: Final = "digest"
_LONGEST_TOLD: Final = 100


def notify_members(session: Session, submission_id: UUID, *, ways: Ways) -> list[UUID]:
    """Tell each member who wants to know at once; once for each state of the answers."""
    row = session.get_one(FormSubmission, (open_organization(session), submission_id))
    if row.status == "draft" or row.deleted_at is not None or row.quarantined_at is not None:
        return []
    form = session.get_one(Form, (row.organization_id, row.form_id))
    told = [one for one in told_of(session, form) if one.when == "at_once"]
    if not told:
        return []
    sent = sent_of(session, row)
    is_repeat = row.attached_to_id is not None
    return [_notify(session, sent, one, is_repeat=is_repeat, ways=ways) for one in told]


def write_digests(session: Session, *, ways: Ways, now: datetime) -> list[UUID]:
    """The day's mail to each member who wants one, once a day after eight in the morning.

    It tells what arrived or changed in the day before that; where nothing did, none is written.
    """
    organization = session.scalars(select(Organization)).one()
    here = now.astimezone(ZoneInfo(organization.time_zone))
    if here.time() < MORNING:
        return []
    until = datetime.combine(here.date(), MORNING, tzinfo=here.tzinfo)
    begun = datetime.combine(here.date() - timedelta(days=1), MORNING, tzinfo=here.tzinfo)
    arrived = _arrived(session, begun, until)
    told: dict[Told, list[Form]] = defaultdict(list)
    for form in _forms(session, list(arrived)):
        for one in told_of(session, form):
            if one.when == "daily":
                told[one].append(form)
    return [
        _digest(session, one, _lines(forms, arrived, ways), day=until, organization=organization)
        for one, forms in told.items()
    ]


def _notify(session: Session, sent: Sent, told: Told, *, is_repeat: bool, ways: Ways) -> UUID:
    definition = sent.form.compiled.definition
    copy = copy_of(definition, sent.answers)
    writers = writers_of(session, sent)
    facts = {
        "form": definition.name,
        "parts": copy.parts,
        "is_whole": copy.is_whole,
        "is_change": sent.revision > 1,
        "is_repeat": is_repeat,
        "may_reply": bool(writers),
        "address": ways.answer(sent.id),
        "choose": ways.notifications(),
    }
    letter = Letter(
        template=_NOTIFICATION,
        recipient=told.email,
        facts=facts,
        reply_to=writers[0] if writers else "",
        once=f"{_NOTIFICATION}:{sent.id}:{sent.revision}:{told.profile_id}",
        about=About(
            client_id=sent.client_id,
            form_id=sent.form.form_id,
            submission_id=sent.id,
            user_profile_id=told.profile_id,
        ),
    )
    return queue_mail(session, letter)


def _arrived(
    session: Session, begun: datetime, until: datetime
) -> Mapping[UUID, Sequence[FormSubmission]]:
    """What arrived or changed in a day, by form; what a machine may have sent is left out."""
    changed = func.coalesce(FormSubmission.amended_at, FormSubmission.submitted_at)
    wanted = (
        select(FormSubmission)
        .where(
            FormSubmission.status != "draft",
            FormSubmission.deleted_at.is_(None),
            FormSubmission.quarantined_at.is_(None),
            or_(FormSubmission.submitted_at >= begun, FormSubmission.amended_at >= begun),
            changed < until,
        )
        .order_by(FormSubmission.id)
    )
    arrived: dict[UUID, list[FormSubmission]] = defaultdict(list)
    for row in session.scalars(wanted):
        arrived[row.form_id].append(row)
    return arrived


def _forms(session: Session, ids: Sequence[UUID]) -> Sequence[Form]:
    kept = Form.deleted_at.is_(None)
    return session.scalars(select(Form).where(Form.id.in_(ids), kept).order_by(Form.name)).all()


def _lines(
    forms: Sequence[Form], arrived: Mapping[UUID, Sequence[FormSubmission]], ways: Ways
) -> list[dict[str, Any]]:
    return [
        {
            "form": form.name,
            "count": len(arrived[form.id]),
            "answers": [
                {
                    "address": ways.answer(row.id),
                    "at": row.amended_at or row.submitted_at,
                    "is_change": row.revision > 1,
                }
                for row in arrived[form.id][:_LONGEST_TOLD]
            ],
        }
        for form in forms
    ]


def _digest(
    session: Session,
    told: Told,
    forms: Sequence[Mapping[str, Any]],
    *,
    day: datetime,
    organization: Organization,
) -> UUID:
    letter = Letter(
        template=_DIGEST,
        recipient=told.email,
        facts={
            "forms": forms,
            "count": sum(form["count"] for form in forms),
            "zone": organization.time_zone,
        },
        locale=organization.locale,
        once=f"{_DIGEST}:{told.profile_id}:{day.date().isoformat()}",
        about=About(user_profile_id=told.profile_id),
    )
    return queue_mail(session, letter)
