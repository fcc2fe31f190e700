"""Designing a form: small operations on its draft, each judged on its own, all or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wedforms.forms.draft import Draft, deleted_together, open_draft, refused
from wedforms.forms.drafting import FIELD_KEYS, column_of, draft_as_json
from wedforms.forms.errors import ChangedMeanwhile, OperationRefused
from wedforms.forms.models import FormField
from wedforms.forms.operations import (
    Add,
    Change,
    Delete,
    Duplicate,
    Move,
    Operation,
    Restore,
    Where,
)
from wedforms.forms.renaming import follow_label, rename
from wedforms.forms.values import (
    SETTINGS,
    form_shapes,
    is_same,
    read_value,
    shape_named,
    shapes_of,
)
from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.formspec.reading import MOST_BYTES
from wedforms.formspec.screening import screen
from wedforms.lib.ids import uuid7

_MOST_DEPTH: Final = 100
#: Somebody who was away for longer finds that each operation may be repeated too.
_BATCHES_REMEMBERED: Final = 50
#: Columns that hold no NULL: without a value they hold their default.
_EMPTY: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("label", "help", "content", "sort_by", "writes_to"), ""),
    **dict.fromkeys(("private", "sensitive"), False),
    **dict.fromkeys(("options", "rows", "columns"), ()),
    "translations": {},
}
_EMPTY_FORM: Final[Mapping[str, Any]] = {
    "name": "", "description": "", "locale": "en-GB", "rules": (), "tables": {},
}  # fmt: skip


def design_form(
    session: Session, form_id: UUID, operations: Sequence[Operation], *, batch: UUID | None = None
) -> int:
    """Do these operations one after the other and return the draft's revision.

    Each may be repeated: what is already so, stays so. All of them together, as a `batch`, are done
    once: whoever got no answer sends it again. Raises FormNotFound, OperationRefused or
    ChangedMeanwhile (both say at which operation); the caller's transaction then undoes them all.
    """
    draft = open_draft(session, form_id)
    if str(batch) in draft.form.saved_batches:
        return draft.form.draft_revision
    for at, operation in enumerate(operations):
        try:
            _DO[type(operation)](draft, operation)
        except (OperationRefused, ChangedMeanwhile) as stopped:
            stopped.at = at
            raise
    if batch is not None:
        remembered = [*draft.form.saved_batches, str(batch)]
        draft.form.saved_batches = remembered[-_BATCHES_REMEMBERED:]
    if draft.touched or draft.is_touched:
        draft.form.draft_revision = draft.revision
        session.flush()
        _require_size(draft)
    return draft.form.draft_revision


def _require_size(draft: Draft) -> None:
    raw = draft_as_json(draft.session, draft.form)
    if unfit := screen(raw, most_bytes=MOST_BYTES, most_depth=_MOST_DEPTH):
        raise OperationRefused([unfit])


def _add(draft: Draft, add: Add) -> None:
    if add.id in draft.fields:
        return
    kind = FIELD_TYPES.get(add.field_type)
    if kind is None:
        raise refused("enum", "There is no such kind of field.")
    draft.require_room(1)
    _require_new(draft, add.id)
    row = FormField(
        id=add.id, form_id=draft.form.id, field_type=kind.name, key=draft.free_key(kind.name)
    )
    for name, value in {**_EMPTY, "validation_rules": {}, **kind.beginning}.items():
        setattr(row, name, value)
    _stand(draft, row, add.where)


def _stand(draft: Draft, row: FormField, where: Where) -> None:
    draft.put(row, where)
    draft.fields[row.id] = row
    draft.session.add(row)


def _require_new(draft: Draft, field_id: UUID) -> None:
    """An identity is used once, whichever form of the organization has it."""
    known = select(FormField.id).where(FormField.id == field_id)
    with draft.session.no_autoflush:
        is_known = draft.session.scalar(known) is not None
    if is_known:
        raise refused("unique", "This field is already somewhere; please reload the page.")


def _duplicate(draft: Draft, duplicate: Duplicate) -> None:
    if duplicate.id in draft.fields:
        return
    top = draft.field(duplicate.field)
    copied = list(draft.subtree(top))
    draft.require_room(len(copied))
    _require_new(draft, duplicate.id)
    new_ids = {one.id: uuid7() for one in copied} | {top.id: duplicate.id}
    for one in copied:
        said = {column_of(key): getattr(one, column_of(key)) for key in FIELD_KEYS}
        said["key"] = draft.free_key(one.key)
        row = FormField(id=new_ids[one.id], form_id=draft.form.id, **said)
        if one is top:
            _stand(draft, row, Where(top.parent_id, top.id))
        else:
            assert one.parent_id is not None
            inside = new_ids[one.parent_id]
            siblings = draft.children(inside)
            _stand(draft, row, Where(inside, siblings[-1].id if siblings else None))


def _move(draft: Draft, move: Move) -> None:
    row = draft.field(move.field)
    if draft.place_of(row) != move.where:
        draft.put(row, move.where)


def _delete(draft: Draft, delete: Delete) -> None:
    top = draft.fields.get(delete.field)
    if top is None:
        return
    moment = draft.session.scalar(select(func.clock_timestamp()))
    for row in list(draft.subtree(top)):
        row.deleted_at = moment
        draft.touch(row)
    draft.fields = {
        field_id: row for field_id, row in draft.fields.items() if row.deleted_at is None
    }
    draft.session.flush()


def _restore(draft: Draft, restore: Restore) -> None:
    if restore.field in draft.fields:
        return
    wanted = select(FormField).where(
        FormField.id == restore.field, FormField.form_id == draft.form.id
    )
    top = draft.session.scalar(wanted)
    if top is None:
        raise refused("gone", "This field is not there any more.")
    rows = list(deleted_together(draft.session, top))
    draft.require_room(len(rows))
    if top.parent_id is not None and top.parent_id not in draft.fields:
        last = draft.children(None)
        top.parent_id, top.sort_order = None, last[-1].sort_order + 1 if last else 0
    for row in rows:
        row.key = draft.free_key(row.key)
        row.deleted_at = None
        draft.fields[row.id] = row
        draft.touch(row)
    draft.require_place(top)


def _change(draft: Draft, change: Change) -> None:
    if change.field is None:
        _change_form(draft, change)
    else:
        _change_field(draft, draft.field(change.field), change)


def _change_field(draft: Draft, row: FormField, change: Change) -> None:
    shape = shape_named(shapes_of(row.field_type), change.name)
    value = read_value(shape, change.value)
    within, _, name = change.name.rpartition(".")
    now = row.validation_rules.get(name) if within else getattr(row, column_of(name))
    if is_same(shape, now, value):
        return
    if not is_same(shape, now, change.before):
        raise ChangedMeanwhile(now)
    if change.name == "key":
        rename(draft, row, value)
        return
    before = row.label
    if within:
        row.validation_rules = _with(row.validation_rules, name, value)
    else:
        setattr(row, column_of(name), _EMPTY.get(name) if value is None else value)
    draft.touch(row)
    if change.name == "label":
        follow_label(draft, row, before=before)


def _change_form(draft: Draft, change: Change) -> None:
    shape = shape_named(form_shapes(), change.name)
    value = read_value(shape, change.value)
    if value is None and change.name == "name":
        raise refused("minLength", "A form needs a name.")
    within, _, name = change.name.rpartition(".")
    form = draft.form
    now = form.settings.get(name) if within else getattr(form, name)
    if is_same(shape, now, value):
        return
    if not is_same(shape, now, change.before):
        raise ChangedMeanwhile(now)
    if within == SETTINGS:
        form.settings = _with(form.settings, name, value)
    else:
        setattr(form, name, _EMPTY_FORM[name] if value is None else value)
    draft.touch_form()


def _with(said: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    rest = {key: kept for key, kept in said.items() if key != name}
    return rest if value is None else {**rest, name: value}


_DO: Final[Mapping[type, Callable[[Draft, Any], None]]] = {
    Add: _add,
    Duplicate: _duplicate,
    Move: _move,
    Delete: _delete,
    Restore: _restore,
    Change: _change,
}
