"""Which answers to a question a list is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which answers to one question: any of `values`, `least` to `most`, or with `words`."""

    values: Sequence[str] = ()
    least: int | Decimal | date | None = None
    most: int | Decimal | date | None = None
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.values or self.words) or (self.least, self.most) != (None, None)
