"""What changed between a page as drawn and as it came back: two people never undo each other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from wedforms.wtf.names import ROWS, Inputs

_ORDER_ENDING: Final = f"-{ROWS}"
#: Hyphens in the name of the deepest input: four repeats, a field, and a part of a part.
_DEEPEST: Final = 11

#: What a page was drawn with: the order of rows in full, of every other input a short digest.
Base = Mapping[str, str]


class UnreadableBase(Exception):
    """The page's own note of what it was drawn with is damaged."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Inputs to store, and the names of those that are gone."""

    inputs: Mapping[str, Sequence[str]]
    gone: Sequence[str]


def base_of(inputs: Inputs) -> str:
    """The note that a page carries of what it was drawn with."""
    noted = {name: _note(name, values) for name, values in inputs.items() if _is_filled(values)}
    return json.dumps(noted, separators=(",", ":"), sort_keys=True)


def read_base(text: str) -> Base:
    """The note out of the page; raises UnreadableBase."""
    try:
        noted = json.loads(text or "{}")
    except (ValueError, RecursionError) as error:
        raise UnreadableBase from error
    if not isinstance(noted, dict) or not all(isinstance(one, str) for one in noted.values()):
        raise UnreadableBase
    return noted


def changes_of_page(stored: Inputs, sent: Inputs, *, base: Base) -> Changes:
    """What a whole page changes in a draft: only what differs from how the page was drawn."""
    changed = {
        name: values
        for name, values in sent.items()
        if _is_filled(values) or name in base
        if base.get(name) != _note(name, values)
    }
    emptied: dict[str, list[str]] = {name: [] for name in base if name not in sent}
    removed = [
        row for name in base if name.endswith(_ORDER_ENDING) for row in _rows_left(name, base, sent)
    ]
    return changes_of_parts(stored, {**emptied, **changed}, removed=removed)


def changes_of_parts(stored: Inputs, sent: Inputs, *, removed: Iterable[str]) -> Changes:
    """What an autosave changes in a draft: first rows go, then inputs apply, orders are merged."""
    rows = frozenset(removed)
    gone = [name for name in stored if _lies_in(name, rows)]
    orders = {
        name: [_merged_order(name, stored, sent, rows)]
        for name in sent
        if name.endswith(_ORDER_ENDING)
    }
    kept = {name: list(values) for name, values in sent.items() if not _lies_in(name, rows)}
    return Changes({**kept, **{n: order for n, order in orders.items() if n in kept}}, gone)


def applied(stored: Inputs, changes: Changes) -> dict[str, Sequence[str]]:
    """The stored inputs with the changes."""
    kept = {name: values for name, values in stored.items() if name not in changes.gone}
    return {**kept, **changes.inputs}


def _lies_in(name: str, rows: frozenset[str]) -> bool:
    """Whether an input belongs to one of these rows (`guests-a1`, `tables-a1-guests-b2`)."""
    if not rows:
        return False
    steps = name.split("-", _DEEPEST)
    return any("-".join(steps[:count]) in rows for count in range(2, len(steps), 2))


def _merged_order(name: str, stored: Inputs, sent: Inputs, removed: frozenset[str]) -> str:
    group = name.removesuffix(ROWS)
    own = dict.fromkeys(_ids(sent.get(name, ())))
    others = [
        row_id
        for row_id in _ids(stored.get(name, ()))
        if row_id not in own and f"{group}{row_id}" not in removed
    ]
    return " ".join([*own, *others])


def _rows_left(name: str, base: Base, sent: Inputs) -> Iterable[str]:
    group = name.removesuffix(ROWS)
    now = set(_ids(sent.get(name, ())))
    return [f"{group}{row_id}" for row_id in base[name].split() if row_id not in now]


def _ids(values: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(" ".join(values).split()))


def _is_filled(values: Sequence[str]) -> bool:
    return any(values)


def _note(name: str, values: Sequence[str]) -> str:
    if name.endswith(_ORDER_ENDING):
        return " ".join(_ids(values))
    return f"{crc32(chr(0).join(values).encode('utf-8', 'surrogatepass')):08x}"
