"""The draft of a form, between its rows and its portable definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wedforms.forms.models import Form, FormField
from wedforms.formspec.definition import Definition
from wedforms.formspec.reading import read_definition
from wedforms.formspec.writing import write_definition
from wedforms.lib.ids import uuid7

#: Keys of a field in a definition whose column has another name.
_COLUMN_OF: Final = {"default": "default_value"}
#: What a definition's field says, `fields` apart: the tree is in the rows.
FIELD_KEYS: Final = (
    "key", "field_type", "label", "help", "content", "default", "validation_rules", "options",
    "rows", "columns", "visible_if", "required_if", "locked_if", "value", "min_rows", "max_rows",
    "sort_by", "private", "sensitive", "writes_to", "translations",
)  # fmt: skip
#: What a definition says of the form itself, with what it means to say nothing.
FORM_KEYS: Final[Mapping[str, Any]] = {
    "name": "",
    "description": "",
    "locale": "en-GB",
    "settings": {},
    "tables": {},
    "rules": [],
}


def column_of(key: str) -> str:
    """The column of a field's row that holds this key of a definition."""
    return _COLUMN_OF.get(key, key)


def draft_definition(session: Session, form: Form) -> Definition:
    """The form's draft as a definition; raises DefinitionRejected where it is not one yet."""
    return read_definition(draft_as_json(session, form))


def draft_as_json(session: Session, form: Form) -> dict[str, Any]:
    """The form's draft as portable JSON, faults and all (a draft may be unfinished)."""
    children = _children(_kept_fields(session, form.id))
    raw = {key: getattr(form, key) for key in FORM_KEYS if says_something(getattr(form, key))}
    return {**raw, "form_type": form.form_type, "fields": list(_nested(children, None))}


def draft_ids(session: Session, form: Form) -> dict[str, UUID]:
    """The rows of the draft by the path that their fields have in its JSON: `fields.3.fields.0`."""
    children = _children(_kept_fields(session, form.id))
    ids: dict[str, UUID] = {}

    def walk(parent_id: UUID | None, path: str) -> None:
        for at, field in enumerate(children.get(parent_id, ())):
            ids[f"{path}fields.{at}"] = field.id
            walk(field.id, f"{path}fields.{at}.")

    walk(None, "")
    return ids


def write_draft(session: Session, form: Form, definition: Definition) -> None:
    """Make the form's draft say what the definition says; removed fields stay restorable."""
    write_raw_draft(session, form, write_definition(definition))


def write_raw_draft(session: Session, form: Form, raw: Mapping[str, Any]) -> None:
    """Make the form's draft say what this portable JSON says, even where it is not finished."""
    revision = form.draft_revision = form.facts_revision = (form.draft_revision or 0) + 1
    for key, nothing in FORM_KEYS.items():
        setattr(form, key, raw.get(key, nothing))
    for field in _kept_fields(session, form.id):
        field.deleted_at, field.revision = func.now(), revision
    session.flush()
    for row in _rows(form.id, raw["fields"], parent_id=None):
        row.revision = revision
        session.add(row)
    session.flush()


def _kept_fields(session: Session, form_id: UUID) -> Sequence[FormField]:
    fields = select(FormField).where(FormField.form_id == form_id, FormField.deleted_at.is_(None))
    return session.scalars(fields.order_by(FormField.sort_order, FormField.id)).all()


def _children(fields: Sequence[FormField]) -> dict[UUID | None, list[FormField]]:
    children: dict[UUID | None, list[FormField]] = {}
    for field in fields:
        children.setdefault(field.parent_id, []).append(field)
    return children


def _nested(
    children: Mapping[UUID | None, list[FormField]], parent_id: UUID | None
) -> Iterator[dict[str, Any]]:
    for field in children.get(parent_id, ()):
        said = {key: getattr(field, column_of(key)) for key in FIELD_KEYS}
        raw = {key: value for key, value in said.items() if says_something(value)}
        if inner := list(_nested(children, field.id)):
            raw["fields"] = inner
        yield raw


def says_something(value: Any) -> bool:
    """Whether a column's value is a key of the definition; an empty one is an absent key."""
    return value is False or value == 0 or bool(value)


def _rows(
    form_id: UUID, fields: Sequence[Mapping[str, Any]], *, parent_id: UUID | None
) -> Iterator[FormField]:
    for position, raw in enumerate(fields):
        said = {column_of(key): raw[key] for key in FIELD_KEYS if key in raw}
        row = FormField(
            id=uuid7(), form_id=form_id, parent_id=parent_id, sort_order=position, **said
        )
        yield row
        yield from _rows(form_id, raw.get("fields", ()), parent_id=row.id)
