"""Telling members at once that answers arrived; the day's mail is written by digests.py."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

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

_NOTIFICATION: Final = "notification"


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
