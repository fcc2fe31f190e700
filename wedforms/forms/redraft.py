"""Making something else the draft: an earlier version, or a draft that was set aside before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.core.accounts import UserProfile
from wedforms.forms.changes import designed_form
from wedforms.forms.drafting import draft_as_json, write_raw_draft
from wedforms.forms.errors import DraftChanged, FormNotFound
from wedforms.forms.models import Form, FormDraft
from wedforms.forms.publish import lock_form
from wedforms.forms.versions import version_numbered, version_saying
from wedforms.formspec.errors import DefinitionRejected
from wedforms.formspec.reading import read_definition

_SHOWN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A draft that another took the place of."""

    id: UUID
    at: datetime
    by: str
    fields: int


def draft_version(
    session: Session, form_id: UUID, *, number: int, seen_revision: int, by: UUID | None = None
) -> UUID | None:
    """Make this version the draft again; what stood there is set aside under the returned identity.

    None where nothing was lost: a version says just what the draft said. Raises FormNotFound,
    VersionNotFound, and DraftChanged when the draft is another one than was seen.
    """
    form = _locked(session, form_id, seen_revision)
    version = version_numbered(session, form.id, number)
    return _replace(session, form, version.definition, by=by)


def bring_back(
    session: Session, form_id: UUID, *, draft_id: UUID, seen_revision: int, by: UUID | None = None
) -> UUID | None:
    """Make a draft that was set aside the draft again; raises as `draft_version` does."""
    form = _locked(session, form_id, seen_revision)
    wanted = select(FormDraft).where(FormDraft.id == draft_id, FormDraft.form_id == form.id)
    kept = session.scalar(wanted)
    if kept is None:
        raise FormNotFound
    return _replace(session, form, kept.draft, by=by)


def drafts_set_aside(session: Session, form_id: UUID) -> Sequence[SetAside]:
    """The drafts that can be brought back, the latest first."""
    rows = session.execute(
        select(FormDraft, UserProfile.full_name)
        .outerjoin(UserProfile, UserProfile.id == FormDraft.set_aside_by)
        .where(FormDraft.form_id == form_id)
        .order_by(FormDraft.id.desc())
        .limit(_SHOWN)
    )
    return [
        SetAside(id=kept.id, at=kept.created_at, by=name or "", fields=_count(kept.draft))
        for kept, name in rows
    ]


def _locked(session: Session, form_id: UUID, seen_revision: int) -> Form:
    form = designed_form(session, form_id)
    lock_form(session, form)
    if form.draft_revision != seen_revision:
        raise DraftChanged
    return form


def _replace(
    session: Session, form: Form, raw: Mapping[str, Any], *, by: UUID | None
) -> UUID | None:
    kept = _set_aside(session, form, by=by)
    write_raw_draft(session, form, raw)
    return kept


def _set_aside(session: Session, form: Form, *, by: UUID | None) -> UUID | None:
    raw = draft_as_json(session, form)
    if _is_blank(raw) or _is_a_version(session, form.id, raw):
        return None
    kept = FormDraft(form_id=form.id, draft=raw, set_aside_by=by)
    session.add(kept)
    session.flush()
    return kept.id


def _is_blank(raw: Mapping[str, Any]) -> bool:
    return not any(raw.get(key) for key in ("fields", "settings", "rules", "tables"))


def _is_a_version(session: Session, form_id: UUID, raw: Mapping[str, Any]) -> bool:
    try:
        return version_saying(session, form_id, read_definition(raw)) is not None
    except DefinitionRejected:
        return False


def _count(raw: Mapping[str, Any]) -> int:
    return sum(1 + _count(field) for field in raw.get("fields", ()))
