"""Drafts: answers on their way, kept input by input, resumed on any device by their link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from wedforms.core.jsonb import dumps
from wedforms.forms import FormLink
from wedforms.forms.find import PublishedForm, fillable_version
from wedforms.lib.ids import new_token, token_digest
from wedforms.submissions.errors import DraftNotFound, DraftSent
from wedforms.submissions.models import FormSubmission

#: A draft that nobody sends is kept this long after it was begun.
DRAFT_LIFE: Final = timedelta(days=180)

#: The input that no person sees: a draft that holds it was filled in by a machine.
TRAP: Final = "_website"

#: Inputs as a page posts them: {input name: texts}.
Inputs = Mapping[str, Sequence[str]]

_SAVE: Final = text(
    "SELECT save_draft_inputs(:organization_id, :draft_id, cast(:inputs AS jsonb), :removed, :who)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A resumed draft: the version it began with, and every input as it was typed.

    `seems_automatic`: somebody filled in what only machines see.
    """

    id: UUID
    form: PublishedForm
    inputs: Mapping[str, Sequence[str]]
    seems_automatic: bool
    begun_at: datetime
    saved_at: datetime
    prefill: Mapping[str, Any]
    link_id: UUID | None
    client_id: UUID | None
    amends_id: UUID | None
    amended_revision: int | None
    earlier: Mapping[str, Any] | None


class Basis(NamedTuple):
    """What a change begins from: a submission, in one revision of its answers."""

    submission_id: UUID
    revision: int


def start_draft(
    session: Session,
    *,
    form: PublishedForm,
    inputs: Inputs,
    who: str,
    now: datetime,
    link_id: UUID | None = None,
    client_id: UUID | None = None,
    changes: Basis | None = None,
) -> str:
    """Begin a draft and return the secret of its link; `who` names the person typing, or ''.

    A draft that changes what was sent names it, in the revision that it was begun from.
    """
    token = new_token()
    draft = FormSubmission(
        form_id=form.form_id,
        form_version_id=form.version_id,
        link_id=link_id,
        client_id=client_id,
        amends_id=changes.submission_id if changes else None,
        amends_revision=changes.revision if changes else None,
        status="draft",
        draft_digest=token.digest,
        draft_expires_at=now + DRAFT_LIFE,
        draft_data={},
        created_at=now,
    )
    session.add(draft)
    session.flush()
    save_inputs(session, draft_id=draft.id, form=form, inputs=inputs, who=who)
    return token.secret


def save_inputs(
    session: Session,
    *,
    draft_id: UUID,
    form: PublishedForm,
    inputs: Inputs,
    who: str,
    removed: Sequence[str] = (),
) -> datetime:
    """Store these inputs beside the others, touching none of them; the moment they were saved.

    Raises DraftSent when the draft was sent meanwhile, DraftNotFound when there is none.
    """
    saved = session.scalar(
        _SAVE,
        {
            "organization_id": form.organization_id,
            "draft_id": draft_id,
            "inputs": dumps({name: list(texts) for name, texts in inputs.items()}),
            "removed": list(removed),
            "who": who,
        },
    )
    if saved["status"] == "sent":
        raise DraftSent(draft_id)
    if saved["status"] != "saved":
        raise DraftNotFound
    return datetime.fromisoformat(saved["at"])


def find_draft(session: Session, secret: str, *, now: datetime) -> Draft:
    """The draft behind this link, as its last writer left it.

    Raises DraftNotFound, DraftSent, FormNotPublished (switched off) or FormDeleted.
    """
    wanted = select(FormSubmission).where(FormSubmission.draft_digest == token_digest(secret))
    row = session.scalar(wanted)
    if row is None or _expired(row, now):
        raise DraftNotFound
    if sent := _sent_as(row):
        raise DraftSent(sent)
    if row.deleted_at is not None:
        raise DraftNotFound
    kept = row.draft_data or {}
    amended_revision, earlier = _amended(session, row)
    return Draft(
        id=row.id,
        form=fillable_version(session, row.form_version_id),
        inputs={name: entry["v"] for name, entry in kept.items() if name != TRAP},
        seems_automatic=TRAP in kept,
        begun_at=row.created_at,
        saved_at=row.updated_at,
        prefill=_prefill(session, row.link_id),
        link_id=row.link_id,
        client_id=row.client_id,
        amends_id=row.amends_id,
        amended_revision=amended_revision,
        earlier=earlier,
    )


def _expired(row: FormSubmission, now: datetime) -> bool:
    ends = row.draft_expires_at if row.status == "draft" else None
    return ends is not None and ends <= now


def _sent_as(row: FormSubmission) -> UUID | None:
    """The submission that came of this draft: itself, or the one that it changed."""
    if row.status != "draft":
        return row.id
    return row.amends_id if row.deleted_at is not None else None


def _prefill(session: Session, link_id: UUID | None) -> Mapping[str, Any]:
    if link_id is None:
        return {}
    return session.scalar(select(FormLink.prefill).where(FormLink.id == link_id)) or {}


def _amended(session: Session, row: FormSubmission) -> tuple[int | None, Mapping[str, Any] | None]:
    if row.amends_id is None:
        return None, None
    stored = select(FormSubmission.revision, FormSubmission.submission_data)
    sent = session.execute(stored.where(FormSubmission.id == row.amends_id)).one()
    begun_from = sent.revision if row.amends_revision is None else row.amends_revision
    return begun_from, sent.submission_data
