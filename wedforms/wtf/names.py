"""How inputs are named: `email`, `address-line1`, `guests-a1-meal`, `guests-_rows` for the order.

Keys and row ids hold no hyphen, so a name is read from left to right without doubt. Pages, drafts
and the JavaScript of the page all use these names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

Inputs = Mapping[str, Sequence[str]]
"""What a page sends and a draft stores: every value under each input's name."""

Parts = Mapping[str, Sequence[str]]
"""The inputs of one field: the values under its own name ("") and under each of its parts."""

ROWS: Final = "_rows"
NOTHING: Final[Parts] = {}


def part_name(name: str, part: str) -> str:
    """The input name of a part of a field; the field's own name for the empty part."""
    return f"{name}-{part}" if part else name


def row_name(group: str, row_id: str) -> str:
    """The name of a row, which is the prefix of everything in it."""
    return f"{group}-{row_id}"


def split_row(row: str) -> tuple[str, str]:
    """The group's name and the row's id out of a row's name."""
    group, _, row_id = row.rpartition("-")
    return group, row_id


def by_head(inputs: Inputs) -> dict[str, dict[str, Sequence[str]]]:
    """The inputs of each field or row: its key or id, then what follows the first hyphen."""
    heads: dict[str, dict[str, Sequence[str]]] = {}
    for name, values in inputs.items():
        head, _, rest = name.partition("-")
        heads.setdefault(head, {})[rest] = values
    return heads


def row_ids(parts: Parts) -> list[str]:
    """The ids of a group's rows in their order; without a stated order, as they first appear."""
    stated = parts.get(ROWS)
    if stated is not None:
        return list(dict.fromkeys(" ".join(stated).split()))
    heads = (name.partition("-")[0] for name in parts)
    return list(dict.fromkeys(head for head in heads if head and head != ROWS))
