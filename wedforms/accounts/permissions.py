"""Which role may do what: the one table that every page of the studio asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

#: What can be done inside an organization. Each stands for a group of pages.
Permission = Literal["look", "sensitive", "design", "answer", "manage", "own"]

#: look: see forms, answers and couples; sensitive: those about diet and health too, which the
#: trail notes; design: make and publish forms; answer: correct and delete answers, keep couples;
#: manage: people, settings and links to the outside; own: the tier, and closing the account.
MAY: Final[Mapping[str, frozenset[Permission]]] = {
    "OWNER": frozenset({"look", "sensitive", "design", "answer", "manage", "own"}),
    "ADMIN": frozenset({"look", "sensitive", "design", "answer", "manage"}),
    "MEMBER": frozenset({"look", "sensitive", "design", "answer"}),
    "VIEWER": frozenset({"look"}),
}


def may(role: str | None, permission: str) -> bool:
    """Whether somebody with this role may do it; without a role nobody may do anything."""
    return permission in MAY.get(role or "", frozenset())
