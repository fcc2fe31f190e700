"""What a draft says, row by row, and what became of it since a revision that somebody saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.forms.drafting import FIELD_KEYS, FORM_KEYS, column_of, says_something
from wedforms.forms.errors import FormNotFound
from wedforms.forms.models import Form, FormField

#: Flags are absent when they are not set.
_FLAGS: Final = ("private", "sensitive")
_DELETED_SHOWN: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldShown:
    """One field of a draft: where it stands, and what it says (as a definition, `fields` apart)."""

    id: UUID
    parent: UUID | None
    order: int
    says: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletedShown:
    """A field that can be restored, with everything that was inside it."""

    id: UUID
    label: str
    field_type: str
    deleted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftChanges:
    """What is different from an earlier revision; `facts` is None where the form says the same."""

    revision: int
    facts: dict[str, Any] | None
    fields: Sequence[FieldShown]
    gone: Sequence[UUID]


def designed_form(session: Session, form_id: UUID) -> Form:
    """A form that can be designed; raises FormNotFound."""
    form = session.scalar(select(Form).where(Form.id == form_id, Form.deleted_at.is_(None)))
    if form is None:
        raise FormNotFound
    return form


def changes_since(session: Session, form: Form, revision: int) -> DraftChanges:
    """What happened to the draft after this revision; everything after a negative one."""
    revision = min(max(revision, -1), form.draft_revision)
    rows: Sequence[FormField] = ()
    if form.draft_revision > revision:
        changed = select(FormField).where(
            FormField.form_id == form.id, FormField.revision > revision
        )
        rows = session.scalars(changed.order_by(FormField.sort_order, FormField.id)).all()
    return DraftChanges(
        revision=form.draft_revision,
        facts=_facts(form) if form.facts_revision > revision else None,
        fields=[_shown(row) for row in rows if row.deleted_at is None],
        gone=[row.id for row in rows if row.deleted_at is not None and revision >= 0],
    )


def deleted_fields(session: Session, form_id: UUID) -> Sequence[DeletedShown]:
    """What was deleted from the draft, the latest first; what went with its group is in it."""
    deleted = select(FormField).where(
        FormField.form_id == form_id, FormField.deleted_at.is_not(None)
    )
    latest_first = deleted.order_by(FormField.deleted_at.desc(), FormField.sort_order)
    rows = session.scalars(latest_first).all()
    together = {(row.id, row.deleted_at) for row in rows}
    tops = [row for row in rows if (row.parent_id, row.deleted_at) not in together]
    return [_deleted(row) for row in tops[:_DELETED_SHOWN]]


def _facts(form: Form) -> dict[str, Any]:
    said = {key: getattr(form, key) for key in FORM_KEYS}
    said = {key: value for key, value in said.items() if says_something(value)}
    return {**said, "form_type": form.form_type}


def _shown(row: FormField) -> FieldShown:
    said = {key: getattr(row, column_of(key)) for key in FIELD_KEYS}
    return FieldShown(
        id=row.id,
        parent=row.parent_id,
        order=row.sort_order,
        says={
            key: value
            for key, value in said.items()
            if says_something(value) and not (key in _FLAGS and value is False)
        },
    )


def _deleted(row: FormField) -> DeletedShown:
    assert row.deleted_at is not None
    return DeletedShown(
        id=row.id, label=row.label, field_type=row.field_type, deleted_at=row.deleted_at
    )
