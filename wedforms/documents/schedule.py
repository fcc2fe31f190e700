"""When the total is paid: parts that sum to it, exactly one of them what remains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from wedforms.documents.errors import DocumentError
from wedforms.documents.filled import FilledForm
from wedforms.documents.merge import merge_text
from wedforms.formspec.expression import Scope

#: A part that would have been due before the document exists is due so many days after it.
DAYS_OF_GRACE: Final = timedelta(days=3)
REMAINING: Final = "remaining"


class ScheduleDisagrees(DocumentError):
    """The parts of the payment schedule do not sum to the total."""

    def __init__(self, *, parts: int, total: int) -> None:
        self.parts = parts
        self.total = total
        super().__init__(f"{self.__doc__} They give {parts}, the total is {total} (minor units).")


@dataclass(frozen=True, slots=True)
class Part:
    """One payment: its name, its amount in minor units, and its day."""

    label: str
    amount: int
    due: date


@dataclass(frozen=True, slots=True)
class Planned:
    """A part before the remainder is known: `amount` is None for what remains."""

    label: str
    amount: int | None
    due: date | None


def schedule_of(form: FilledForm, *, total: int) -> tuple[Part, ...]:
    """The payments that `settings.schedule` plans for these answers; raises ScheduleDisagrees."""
    return schedule(list(_planned(form)), total=total, today=form.today)


def schedule(planned: Sequence[Planned], *, total: int, today: date) -> tuple[Part, ...]:
    """Give the remainder its amount and past parts a day; parts of nothing are left out."""
    if not planned:
        return ()
    fixed = sum(part.amount for part in planned if part.amount is not None)
    remainders = [part for part in planned if part.amount is None]
    if len(remainders) > 1 or (not remainders and fixed != total) or fixed > max(total, 0):
        raise ScheduleDisagrees(parts=fixed, total=total)
    parts = (
        Part(part.label, total - fixed if part.amount is None else part.amount, _due(part, today))
        for part in planned
    )
    return tuple(part for part in parts if part.amount)


def _due(part: Planned, today: date) -> date:
    if part.due is None:
        return today
    return part.due if part.due >= today else today + DAYS_OF_GRACE


def _planned(form: FilledForm) -> Iterator[Planned]:
    for design in form.definition.settings.get("schedule", ()):
        for scope in form.scopes(design.get("over")):
            yield _part(form, design, scope)


def _part(form: FilledForm, design: Mapping[str, Any], scope: Scope) -> Planned:
    due = form.value(design["due"], scope)
    remains = design["amount"] == REMAINING
    return Planned(
        label=merge_text(design["label"], form.words(scope)),
        amount=None if remains else form.amount(design["amount"], scope),
        due=due if isinstance(due, date) else None,
    )
