"""A draft that began on an older version: whether there is a newer one, and moving on to it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.forms import Form
from wedforms.forms.find import PublishedForm, form_of_version
from wedforms.submissions.errors import DraftNotFound, DraftSent
from wedforms.submissions.models import FormSubmission


def newer_form(session: Session, form: PublishedForm) -> PublishedForm | None:
    """The version that visitors get now, where it is another one than this."""
    current = session.scalar(
        select(Form.published_version_id).where(
            Form.id == form.form_id, Form.is_active, Form.deleted_at.is_(None)
        )
    )
    if current is None or current == form.version_id:
        return None
    return form_of_version(session, current)


def move_draft(session: Session, draft_id: UUID, *, version_id: UUID) -> None:
    """Let a draft go on with this version of its form; every input that was typed is kept.

    Raises DraftNotFound, and DraftSent when it was sent meanwhile. What the version does not ask
    stays in the draft, unseen, until the draft itself goes.
    """
    wanted = select(FormSubmission).where(FormSubmission.id == draft_id).with_for_update()
    row = session.scalar(wanted.execution_options(populate_existing=True))
    if row is None or row.deleted_at is not None:
        raise DraftNotFound
    if row.status != "draft":
        raise DraftSent(row.id)
    row.form_version_id = version_id
    session.flush()
