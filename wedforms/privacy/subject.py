"""Whose data it is: a couple of the list, or a household that answered and is in no list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

Kind = Literal["couple", "household"]
_TABLES: Final = {"couple": "clients", "household": "form_submissions"}


class SubjectNotFound(Exception):
    """There is nobody of whom anything could be held here."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A couple by the id of its entry, a household by the id of one of its answers."""

    kind: Kind
    id: UUID

    @property
    def table(self) -> str:
        """The table in which the search for everything begins."""
        return _TABLES[self.kind]

    @property
    def name(self) -> str:
        """How requests name whom they are about: by no word of theirs."""
        return f"{self.kind}:{self.id}"


def read_subject(name: str) -> Subject:
    """The subject that a request names."""
    kind, _, found = name.partition(":")
    return Subject("couple" if kind == "couple" else "household", UUID(found))
