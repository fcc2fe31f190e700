"""In which order the fields of a form can be settled, and which of them go round in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Final

from wedforms.formspec.calculation.slots import Slot
from wedforms.formspec.errors import DefinitionRejected, Problem
from wedforms.formspec.expression import Place, mentions
from wedforms.formspec.expression.places import standpoint
from wedforms.formspec.expression.references import Mention

#: Slots that decide whether a field is shown and what its answer is. All others are worked out
#: once every answer stands, so they may mention anything and never make a circle.
_DECISIVE: Final = frozenset({"visible_if", "locked_if", "value"})


def settling_order(places: Mapping[str, Place], slots: Iterable[Slot]) -> tuple[str, ...]:
    """Return the keys so that each comes after all it depends on; refuse a circle by its names."""
    needs: dict[str, list[str]] = {
        key: [place.group] if place.groups else [] for key, place in places.items()
    }
    for slot in slots:
        if slot.key and slot.role in _DECISIVE:
            needs[slot.key].extend(_needs(slot, places))
    try:
        return tuple(TopologicalSorter(needs).static_order())
    except CycleError as circle:
        raise _refused(circle.args[1], places) from circle


def _needs(slot: Slot, places: Mapping[str, Place]) -> Iterator[str]:
    for mention in mentions(slot.tree):
        if mention.kind not in ("table", "row_number") and not _is_recurrence(mention, slot):
            yield mention.name
        if mention.kind in ("previous", "row_number"):
            yield from _order_of(standpoint(mention, places, slot.groups), places)


def _is_recurrence(mention: Mention, slot: Slot) -> bool:
    """Tell whether a field looks at itself in the row before, which is settled earlier."""
    return mention.kind == "previous" and mention.name == slot.key and not mention.inside


def _order_of(groups: tuple[str, ...], places: Mapping[str, Place]) -> Iterator[str]:
    """Yield what the order of the rows depends on: the group, and the field that sorts it."""
    if not groups:
        return
    yield groups[-1]
    if sort_by := places[groups[-1]].field.sort_by:
        yield sort_by


def _refused(circle: list[str], places: Mapping[str, Place]) -> DefinitionRejected:
    keys = list(reversed(circle))
    words = " needs ".join(f"“{key}”" for key in circle[::-1])
    message = f"These fields depend on each other in a circle: {words}."
    return DefinitionRejected([Problem(places[keys[0]].path, "cycle", keys, message)])
