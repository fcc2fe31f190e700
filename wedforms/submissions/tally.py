"""How often each answer was given, under the words in which it was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was chosen; `places`: how many there are, where they are limited."""

    label: str
    count: int
    places: int | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """One question with what was chosen."""

    label: str
    tallies: Sequence[Tally]

    @property
    def total(self) -> int:
        """How many chose anything."""
        return sum(one.count for one in self.tallies)
