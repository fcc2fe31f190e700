"""What can be done to a draft, one small operation at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Where:
    """A place: inside `parent` (none: the form), right after `after` (none: first)."""

    parent: UUID | None
    after: UUID | None


@dataclass(frozen=True, slots=True)
class Add:
    """A new field, under an identity that whoever adds it made."""

    id: UUID
    field_type: str
    where: Where


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A copy of a field and of all that is inside it, right after it."""

    field: UUID
    id: UUID


@dataclass(frozen=True, slots=True)
class Move:
    """A field to another place."""

    field: UUID
    where: Where


@dataclass(frozen=True, slots=True)
class Delete:
    """A field and all that is inside it; it can be restored."""

    field: UUID


@dataclass(frozen=True, slots=True)
class Restore:
    """A deleted field with what was deleted together with it."""

    field: UUID


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a field (none: the form) says, from what it was believed to be.

    `name` is a key of a definition, or `validation_rules.<setting>`, or `settings.<setting>`.
    """

    field: UUID | None
    name: str
    before: Any
    value: Any


Operation = Add | Duplicate | Move | Delete | Restore | Change
