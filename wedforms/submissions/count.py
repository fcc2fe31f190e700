"""How often each choice was made: the counters of a form, brought up to date."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from wedforms.core.tenancy import open_organization
from wedforms.submissions.models import FormSubmission

_RECOUNT: Final = text("SELECT recount_answers(:organization_id, :form_id)")


def recount_answers(session: Session, submission_id: UUID) -> None:
    """Count all answers of the submission's form anew; done again it changes nothing."""
    form_id = session.scalar(
        select(FormSubmission.form_id).where(FormSubmission.id == submission_id)
    )
    given = {"organization_id": open_organization(session), "form_id": form_id}
    session.execute(_RECOUNT, given)
