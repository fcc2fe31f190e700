"""Rows of repeating groups on the flat map of inputs: add, remove, move up, move down."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from typing import Final

from wedforms.wtf.names import ROWS, Inputs, part_name, row_ids, row_name, split_row

Changed = dict[str, Sequence[str]]

_ID_BYTES: Final = 4


class UnknownAction(Exception):
    """The button pressed names no row that this page has."""


def new_row_id() -> str:
    """A new id for a row; it stays the same while the row exists."""
    return secrets.token_hex(_ID_BYTES)


def rows_of(inputs: Inputs, group: str) -> list[str]:
    """The ids of the rows that the inputs hold for the group of this name."""
    start = f"{group}-"
    return row_ids(
        {name[len(start) :]: values for name, values in inputs.items() if name.startswith(start)}
    )


def add_row(inputs: Inputs, group: str, *, row_id: str) -> Changed:
    """The inputs with one more, empty row at the end of the group."""
    return _with_order(inputs, group, [*rows_of(inputs, group), row_id])


def remove_row(inputs: Inputs, row: str) -> Changed:
    """The inputs without this row and everything in it."""
    group, row_id = _known(inputs, row)
    kept = {name: values for name, values in inputs.items() if not name.startswith(f"{row}-")}
    return _with_order(kept, group, [other for other in rows_of(inputs, group) if other != row_id])


def move_row_up(inputs: Inputs, row: str) -> Changed:
    """The inputs with this row one place earlier; the first stays where it is."""
    return _moved(inputs, row, by=-1)


def move_row_down(inputs: Inputs, row: str) -> Changed:
    """The inputs with this row one place later; the last stays where it is."""
    return _moved(inputs, row, by=1)


_ON_ROW: Final[dict[str, Callable[[Inputs, str], Changed]]] = {
    "remove": remove_row,
    "up": move_row_up,
    "down": move_row_down,
}


def is_row_action(action: str) -> bool:
    """Whether a button's value (`add:guests`, `up:guests-a1`) asks for a change of rows."""
    verb, colon, name = action.partition(":")
    return bool(colon and name) and (verb == "add" or verb in _ON_ROW)


def change_rows(inputs: Inputs, action: str, *, new_id: str) -> tuple[Changed, str]:
    """Do what a row's button says; returns the inputs and the name of the row or group."""
    verb, _, name = action.partition(":")
    if verb == "add":
        if within := name.rpartition("-")[0]:
            _known(inputs, within)
        return add_row(inputs, name, row_id=new_id), row_name(name, new_id)
    if verb not in _ON_ROW:
        raise UnknownAction(action)
    changed = _ON_ROW[verb](inputs, name)
    return changed, split_row(name)[0] if verb == "remove" else name


def _known(inputs: Inputs, row: str) -> tuple[str, str]:
    group, row_id = split_row(row)
    if row_id not in rows_of(inputs, group):
        raise UnknownAction(row)
    return group, row_id


def _moved(inputs: Inputs, row: str, *, by: int) -> Changed:
    group, row_id = _known(inputs, row)
    order = rows_of(inputs, group)
    here = order.index(row_id)
    there = min(max(here + by, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    return _with_order(inputs, group, order)


def _with_order(inputs: Inputs, group: str, order: list[str]) -> Changed:
    return {**inputs, part_name(group, ROWS): [" ".join(order)]}
