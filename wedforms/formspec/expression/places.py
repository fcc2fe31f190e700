"""Where each field of a form stands, and what an expression can see from where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wedforms.formspec.definition import Field
from wedforms.formspec.expression.operand import kind
from wedforms.formspec.expression.references import Mention


@dataclass(frozen=True, slots=True)
class Place:
    """A field and the keys of the groups around it, outermost first."""

    field: Field
    groups: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """The key of the nearest group; empty for a field of the form itself."""
        return self.groups[-1] if self.groups else ""

    @property
    def path(self) -> str:
        """The dotted keys from the form down to the field."""
        return ".".join((*self.groups, self.field.key))


def place_fields(fields: Sequence[Field], groups: tuple[str, ...] = ()) -> Iterator[Place]:
    """Yield every field of the form with its place, in the order of the definition."""
    for field in fields:
        yield Place(field, groups)
        yield from place_fields(field.fields, (*groups, field.key))


def enter(places: Mapping[str, Place], groups: tuple[str, ...], group: str) -> tuple[str, ...]:
    """Return the groups around a row of `group`; unknown or unseen groups leave the place as is."""
    found = places.get(group)
    if found is None or not _has_rows(found) or not sees(groups, found):
        return groups
    return (*found.groups, group)


def sees(groups: tuple[str, ...], place: Place) -> bool:
    """Tell whether an expression inside these groups sees the field: its own row, parents, form."""
    return groups[: len(place.groups)] == place.groups


def standpoint(
    mention: Mention, places: Mapping[str, Place], groups: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the groups around the place from which a mention looks."""
    for group in mention.inside:
        groups = enter(places, groups, group)
    return groups


def fault_of(mention: Mention, places: Mapping[str, Place], groups: tuple[str, ...]) -> str:
    """Say why a mentioned name cannot be found from here; empty when it can."""
    at = standpoint(mention, places, groups)
    if mention.kind == "row_number":
        return "" if at else "row_number() has no meaning outside a repeat."
    if mention.kind in ("parent", "previous") and not at:
        return f"“{mention.kind}” has no meaning outside a repeat."
    found = places.get(mention.name)
    if found is None:
        return f"There is no field “{mention.name}”."
    if mention.kind == "group" and not _has_rows(found):
        return f"“{mention.name}” is not a repeat, so it has no rows."
    if mention.kind == "parent":
        return "" if found.groups == at[:-1] else f"“{mention.name}” is not around this row."
    if mention.kind == "previous":
        return "" if found.groups == at else f"“{mention.name}” is not in the same repeat."
    if sees(at, found):
        return ""
    return f"“{mention.name}” is inside the repeat “{found.group}”: use sum, count, any or all."


def _has_rows(place: Place) -> bool:
    return kind(place.field) == "rows"
