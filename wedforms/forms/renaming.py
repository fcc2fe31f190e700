"""Keys of a draft's fields: made of their labels, and renamed wherever they are mentioned."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.forms.draft import Draft, free_key, refused
from wedforms.forms.drafting import column_of
from wedforms.forms.models import Form, FormField, FormVersion
from wedforms.forms.values import RULES, SETTINGS, form_shapes, shapes_of
from wedforms.formspec.expression import grammar
from wedforms.formspec.renaming import Renaming
from wedforms.formspec.shapes import Shape
from wedforms.lib.text import key_of

_NUMBERED: Final = re.compile(r"_[0-9]+\Z")


def rename(draft: Draft, row: FormField, key: str | None) -> None:
    """Give the field this key, and tell everybody who mentions it; raises OperationRefused."""
    if key is None:
        raise refused("required", "A field needs a key.")
    if key in grammar.RESERVED:
        raise refused("format", f"“{key}” is a word of formulas and cannot be a key.")
    if key in draft.taken_keys():
        raise refused("unique", f"Another field has the key “{key}” already.")
    renaming = Renaming(row.key, key)
    row.key = key
    draft.touch(row)
    draft.session.flush()
    for other in draft.fields.values():
        _rename_in_field(draft, other, renaming)
    _rename_in_form(draft, renaming)


def follow_label(draft: Draft, row: FormField, *, before: str) -> None:
    """Make the key of the label, as long as nobody chose another and nobody was asked under it."""
    made = key_of(before, otherwise=row.field_type)
    if row.key != made and _NUMBERED.sub("", row.key) != made:
        return
    wanted = key_of(row.label, otherwise=row.field_type)
    if wanted in grammar.RESERVED:
        wanted = f"{wanted}_{row.field_type}"
    free = free_key(wanted, draft.taken_keys() - {row.key})
    if free != row.key and row.key not in published_keys(draft.session, draft.form):
        rename(draft, row, free)


def published_keys(session: Session, form: Form) -> set[str]:
    """The keys under which the published version asks."""
    version_id = form.published_version_id
    if version_id is None:
        return set()
    frozen = select(FormVersion.definition).where(FormVersion.id == version_id)
    definition: Mapping[str, Any] = session.scalars(frozen).one()
    return set(_keys(definition["fields"]))


def _keys(fields: Any) -> list[str]:
    return [key for one in fields for key in (one["key"], *_keys(one.get("fields", ())))]


def _rename_in_field(draft: Draft, row: FormField, renaming: Renaming) -> None:
    shapes = {name: shape for name, shape in shapes_of(row.field_type).items() if name != "key"}
    rules = _renamed(row.validation_rules, RULES, shapes, renaming)
    if rules != row.validation_rules:
        row.validation_rules = rules
        draft.touch(row)
    for name, shape in shapes.items():
        column = column_of(name)
        if "." in name or (now := getattr(row, column)) in (None, "", [], {}):
            continue
        if (then := renaming.of(shape, now)) != now:
            setattr(row, column, then)
            draft.touch(row)


def _rename_in_form(draft: Draft, renaming: Renaming) -> None:
    shapes, form = form_shapes(), draft.form
    settings = _renamed(form.settings, SETTINGS, shapes, renaming)
    rules = renaming.of(shapes["rules"], form.rules)
    if settings != form.settings or rules != form.rules:
        form.settings, form.rules = settings, rules
        draft.touch_form()


def _renamed(
    said: Mapping[str, Any], within: str, shapes: Mapping[str, Shape], renaming: Renaming
) -> dict[str, Any]:
    known = {name: shapes.get(f"{within}.{name}") for name in said}
    return {
        name: value if (shape := known[name]) is None else renaming.of(shape, value)
        for name, value in said.items()
    }
