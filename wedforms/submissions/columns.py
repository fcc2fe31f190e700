"""The columns that a member chose for the list of a form, kept until they choose others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wedforms.core.tenancy import open_organization
from wedforms.submissions.models import AnswerColumns


def kept_columns(session: Session, form_id: UUID, *, profile_id: UUID) -> Sequence[str] | None:
    """The keys that the member chose; None when they never did."""
    kept = select(AnswerColumns.keys).where(
        AnswerColumns.profile_id == profile_id, AnswerColumns.form_id == form_id
    )
    return session.scalar(kept)


def keep_columns(session: Session, form_id: UUID, *, profile_id: UUID, keys: Iterable[str]) -> None:
    """Remember the member's choice; of two tabs the later one is kept."""
    chosen = list(dict.fromkeys(keys))
    row = insert(AnswerColumns).values(
        organization_id=open_organization(session),
        profile_id=profile_id,
        form_id=form_id,
        keys=chosen,
    )
    session.execute(
        row.on_conflict_do_update(
            index_elements=["organization_id", "profile_id", "form_id"],
            set_={"keys": row.excluded["keys"], "updated_at": func.now()},
        )
    )
