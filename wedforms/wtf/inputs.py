"""Between the flat inputs of a page and nested answers: read what was typed, write answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from wedforms.formspec.definition import Field
from wedforms.formspec.extent import MOST_INPUTS
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.schema import CompiledForm
from wedforms.wtf.names import (
    NOTHING,
    ROWS,
    Inputs,
    Parts,
    by_head,
    part_name,
    row_ids,
    row_name,
    split_row,
)

#: What one page can send at most: see the guards of the web side.
MOST_LETTERS: Final = 1_000_000


class TooMuchTyped(Exception):
    """There are more rows, or there is more text, than a page can show and send again."""


def read_inputs(compiled: CompiledForm, inputs: Inputs) -> dict[str, Any]:
    """The raw answers that the inputs hold, for the judge; unknown names are passed over."""
    return _read(compiled.definition.fields, inputs)


def write_inputs(compiled: CompiledForm, answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """The inputs of these answers, as if somebody had typed them: to change or to prefill."""
    return dict(_write(compiled.definition.fields, answers, prefix=""))


def first_inputs(compiled: CompiledForm, known: Mapping[str, Any]) -> dict[str, list[str]]:
    """The inputs of a page that nobody has touched: what is known, and defaults for the rest."""
    fields = compiled.definition.fields
    return dict(_write(fields, _begun(fields, known), prefix=""))


def hidden_in_rows(compiled: CompiledForm, known: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What is known of hidden questions in rows, by the name of the row (`guests-a1`)."""
    return dict(_hidden_in_rows(compiled.definition.fields, known, prefix=""))


def completed(inputs: Inputs, *, with_defaults: Inputs) -> dict[str, Sequence[str]]:
    """The inputs, with those of `with_defaults` for fields that were never touched."""
    touched = {name.partition("-")[0] for name in inputs}
    untouched = {
        name: values
        for name, values in with_defaults.items()
        if name.partition("-")[0] not in touched
    }
    return {**untouched, **inputs}


def default_row(fields: Sequence[Field], row: str) -> dict[str, list[str]]:
    """The inputs of a new row (`guests-a1`, `tables-a1-guests-b2`): the defaults of its fields."""
    inner = fields
    for key in row.split("-")[::2]:
        inner = next((field.fields for field in inner if field.key == key), ())
    return dict(_write(inner, _begun(inner, {}), prefix=f"{row}-"))


def default_rows(compiled: CompiledForm, orders: Inputs) -> dict[str, list[str]]:
    """The inputs of all the rows that these orders (`guests-_rows`) name, as they begin."""
    return {
        name: values
        for order, ids in orders.items()
        for row_id in " ".join(ids).split()
        for name, values in default_row(
            compiled.definition.fields, row_name(order.removesuffix(f"-{ROWS}"), row_id)
        ).items()
    }


def known_inputs(compiled: CompiledForm, inputs: Inputs) -> dict[str, list[str]]:
    """The inputs that belong to questions of the form; whatever else was sent is passed over."""
    asked = {field.key for field in compiled.definition.fields if _is_typed(field)}
    return {
        name: list(values) for name, values in inputs.items() if name.partition("-")[0] in asked
    }


def field_named(compiled: CompiledForm, name: str) -> Field | None:
    """The question that an input of this name belongs to, in a row or not."""
    fields: Sequence[Field] = compiled.definition.fields
    steps = name.split("-")
    while steps:
        found = next((field for field in fields if field.key == steps[0]), None)
        if found is None or found.field_type != "group":
            return found
        fields, steps = found.fields, steps[2:]
    return None


def names_rows(compiled: CompiledForm, action: str) -> bool:
    """Whether a row's button (`add:guests`, `up:guests-a1`) names a repeating group of the form."""
    verb, _, name = action.partition(":")
    group = name if verb == "add" else split_row(name)[0]
    fields: Sequence[Field] = compiled.definition.fields
    for key in group.split("-")[::2]:
        repeats = (field.fields for field in fields if field.key == key)
        fields = next(repeats, ())
    return bool(fields)


def require_manageable(compiled: CompiledForm, inputs: Inputs) -> None:
    """Raise TooMuchTyped for more rows or text than a page of the form can show and send again."""
    letters = sum(len(name) + sum(map(len, values)) for name, values in inputs.items())
    if letters > MOST_LETTERS:
        raise TooMuchTyped
    _controls(compiled.definition.fields, inputs)


def _controls(fields: Sequence[Field], inputs: Inputs) -> int:
    """How many controls the fields take on a page, rows and all."""
    repeats = [field for field in fields if field.field_type == "group"]
    heads = by_head(inputs) if repeats else {}
    count = len(fields)
    for field in repeats:
        parts = heads.get(field.key, NOTHING)
        ids, rows = row_ids(parts), by_head(parts)
        if count + len(ids) * len(field.fields) > MOST_INPUTS:
            raise TooMuchTyped
        count += sum(_controls(field.fields, rows.get(row_id, NOTHING)) for row_id in ids)
    if count > MOST_INPUTS:
        raise TooMuchTyped
    return count


def parts_of(field: Field, answer: Any) -> Parts:
    """The inputs of one answer by part; nothing for no answer."""
    return NOTHING if answer is None else type_of(field).inputs(field, answer)


def _read(fields: Sequence[Field], inputs: Inputs) -> dict[str, Any]:
    heads = by_head(inputs)
    answers = {}
    for field in fields:
        if field.key in heads:
            answer = _answer(field, heads[field.key])
            if answer is not None:
                answers[field.key] = answer
    return answers


def _answer(field: Field, parts: Parts) -> Any:
    if field.field_type == "group":
        heads = by_head(parts)
        return [
            {"_id": row_id, **_read(field.fields, heads.get(row_id, NOTHING))}
            for row_id in row_ids(parts)
        ]
    if field.field_type == "signature":
        parts = {**parts, "uploaded": parts.get("file", ())}
    return type_of(field).parse_input(field, parts) if _is_typed(field) else None


def _is_typed(field: Field) -> bool:
    found = type_of(field)
    return found.has_answer and not found.is_computed and field.field_type != "hidden"


def _begun(fields: Sequence[Field], known: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that fields begin with, in rows too: what is known, else their defaults."""
    begun = dict(known)
    for field in fields:
        answer = field.default if known.get(field.key) is None else known[field.key]
        if field.field_type == "group" and answer:
            answer = [_begun(field.fields, row) for row in answer]
        begun[field.key] = answer
    return begun


def _write(
    fields: Sequence[Field], answers: Mapping[str, Any], *, prefix: str
) -> Iterable[tuple[str, list[str]]]:
    for field in fields:
        answer = answers.get(field.key)
        name = prefix + field.key
        if answer is None:
            continue
        if field.field_type == "group":
            yield from _write_rows(field, name, answer)
            continue
        for part, values in parts_of(field, answer).items():
            yield part_name(name, part), list(values)


def _write_rows(
    field: Field, name: str, rows: Sequence[Mapping[str, Any]]
) -> Iterable[tuple[str, list[str]]]:
    yield part_name(name, ROWS), [" ".join(row["_id"] for row in rows)]
    for row in rows:
        yield from _write(field.fields, row, prefix=row_name(name, row["_id"]) + "-")


def _hidden_in_rows(
    fields: Sequence[Field], known: Mapping[str, Any], *, prefix: str
) -> Iterable[tuple[str, dict[str, Any]]]:
    for field in fields:
        hidden = [inner.key for inner in field.fields if inner.field_type == "hidden"]
        for row in (known.get(field.key) or ()) if field.fields else ():
            name = row_name(prefix + field.key, row["_id"])
            if found := {key: row[key] for key in hidden if key in row}:
                yield name, found
            yield from _hidden_in_rows(field.fields, row, prefix=f"{name}-")
