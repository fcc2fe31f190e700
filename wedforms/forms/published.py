"""What was published: versions that links may lead to."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.forms.models import FormVersion


def was_published(session: Session) -> bool:
    """Whether the open organization has ever published a form."""
    return session.scalar(select(FormVersion.id).limit(1)) is not None
