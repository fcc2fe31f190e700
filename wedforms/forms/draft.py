"""The draft of one form in memory for one transaction: its tree, and what is touched in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.forms.errors import FormNotFound, OperationRefused
from wedforms.forms.models import Form, FormField
from wedforms.forms.operations import Where
from wedforms.formspec.errors import Problem
from wedforms.formspec.fieldreading import MOST_DEPTH
from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.formspec.fieldtypes.base import MOST_FIELDS

#: Between neighbours, so that a field moves without the others.
_GAP: Final = 1_024
_LARGEST_ORDER: Final = 2**30


@dataclass(slots=True)
class Draft:
    """Rows of a locked form. What is touched carries the draft's next revision."""

    session: Session
    form: Form
    fields: dict[UUID, FormField]
    touched: set[UUID] = field(default_factory=set)
    is_touched: bool = False

    @property
    def revision(self) -> int:
        """The revision that this transaction makes."""
        return self.form.draft_revision + 1

    def field(self, field_id: UUID) -> FormField:
        """A field that stands in the draft; raises OperationRefused."""
        found = self.fields.get(field_id)
        if found is None:
            raise refused("gone", "This field is not there any more.")
        return found

    def children(self, parent_id: UUID | None) -> list[FormField]:
        """What stands directly inside a group, or directly in the form, in order."""
        inside = (one for one in self.fields.values() if one.parent_id == parent_id)
        return sorted(inside, key=lambda one: (one.sort_order, one.id))

    def subtree(self, top: FormField) -> Iterator[FormField]:
        """The field and everything inside it, outermost first."""
        yield top
        for inner in self.children(top.id):
            yield from self.subtree(inner)

    def touch(self, row: FormField) -> None:
        """Note that this field changed."""
        row.revision = self.revision
        self.touched.add(row.id)

    def touch_form(self) -> None:
        """Note that what the form says of itself changed."""
        self.form.facts_revision = self.revision
        self.is_touched = True

    def require_place(self, row: FormField) -> None:
        """Raise OperationRefused when the field cannot stand where it stands."""
        self._require_room_inside(row, row.parent_id)

    def put(self, row: FormField, where: Where) -> None:
        """Give the field its place; raises OperationRefused where it cannot stand."""
        self._require_room_inside(row, where.parent)
        row.parent_id = where.parent
        siblings = [one for one in self.children(where.parent) if one is not row]
        at = next((at + 1 for at, one in enumerate(siblings) if one.id == where.after), None)
        if at is None:
            at = 0 if where.after is None else len(siblings)
        row.sort_order = self._order_at(siblings, at)
        self.touch(row)

    def _order_at(self, siblings: list[FormField], at: int) -> int:
        """An order between two neighbours; without room there, the others move apart."""
        before_all = (siblings[0].sort_order if siblings else 0) - 2 * _GAP
        low = siblings[at - 1].sort_order if at else before_all
        high = siblings[at].sort_order if at < len(siblings) else low + 2 * _GAP
        if high - low > 1 and abs(low) < _LARGEST_ORDER > abs(high):
            return low + (high - low) // 2
        for number, one in enumerate(siblings):
            wanted = (number + (number >= at)) * _GAP
            if one.sort_order != wanted:
                one.sort_order = wanted
                self.touch(one)
        return at * _GAP

    def _require_room_inside(self, row: FormField, parent_id: UUID | None) -> None:
        inner = list(self.subtree(row))
        if parent_id is None:
            return
        parent = self.field(parent_id)
        if not FIELD_TYPES[parent.field_type].has_rows:
            raise refused("parent", "Only a repeating group has fields inside.")
        if parent in inner:
            raise refused("parent", "A group cannot stand inside itself.")
        if any(FIELD_TYPES[one.field_type].begins_page for one in inner):
            raise refused("parent", "A new page cannot begin inside a repeating group.")
        if self._depth(parent) + self._height(row) > MOST_DEPTH:
            raise refused("depth", f"Groups are nested at most {MOST_DEPTH} deep.")

    def require_room(self, more: int) -> None:
        """Raise OperationRefused when the draft cannot take so many more fields."""
        if len(self.fields) + more > MOST_FIELDS:
            raise refused("maxItems", f"A form has at most {MOST_FIELDS} fields.")

    def _depth(self, row: FormField) -> int:
        above = self.fields.get(row.parent_id) if row.parent_id else None
        return 1 + (self._depth(above) if above else 0)

    def _height(self, row: FormField) -> int:
        heights = [self._height(inner) for inner in self.children(row.id)]
        return 1 + max(heights, default=0)

    def taken_keys(self) -> set[str]:
        """Every key that a field has."""
        return {one.key for one in self.fields.values()}

    def free_key(self, wanted: str) -> str:
        """The wanted key, or the first of its like that is free."""
        return free_key(wanted, self.taken_keys())

    def place_of(self, row: FormField) -> Where:
        """Where a field stands now."""
        siblings = self.children(row.parent_id)
        at = siblings.index(row)
        return Where(row.parent_id, siblings[at - 1].id if at else None)


def open_draft(session: Session, form_id: UUID) -> Draft:
    """The draft of a form, so that others wait until this transaction ends; raises FormNotFound."""
    kept = select(Form).where(Form.id == form_id, Form.deleted_at.is_(None))
    form = session.scalar(kept.with_for_update().execution_options(populate_existing=True))
    if form is None:
        raise FormNotFound
    wanted = select(FormField).where(FormField.form_id == form_id, FormField.deleted_at.is_(None))
    rows = session.scalars(wanted.execution_options(populate_existing=True))
    return Draft(session, form, {row.id: row for row in rows})


def deleted_together(session: Session, top: FormField) -> Iterable[FormField]:
    """The deleted field with what was deleted in the same moment from inside it."""
    moment: datetime | None = top.deleted_at
    wanted = select(FormField).where(
        FormField.form_id == top.form_id, FormField.deleted_at == moment
    )
    rows = session.scalars(wanted.order_by(FormField.sort_order)).all()
    waiting, found = [top], []
    while waiting:
        one = waiting.pop(0)
        found.append(one)
        waiting.extend(row for row in rows if row.parent_id == one.id)
    return found


def free_key(wanted: str, taken: set[str]) -> str:
    """The wanted key, or the first of its like that is not taken."""
    if wanted not in taken:
        return wanted
    number = 2
    while (numbered := f"{wanted[:58]}_{number}") in taken:
        number += 1
    return numbered


def refused(keyword: str, message: str) -> OperationRefused:
    """A refusal for one reason."""
    return OperationRefused([Problem("", keyword, None, message)])
