"""Limits of answers that JSON Schema cannot state: steps, order, days, decimals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from wedforms.formspec.fieldtypes import Limit
from wedforms.formspec.fieldtypes.periods import season_months
from wedforms.formspec.shapes import places


def keeps(limit: Limit, answer: Any, bound: Any) -> bool:
    """Whether an answer of the right shape keeps the limit; an absent part keeps every limit."""
    measured = part_of(answer, limit.part)
    return measured is None or _CHECKS[limit.keyword](answer, measured, bound)


def part_of(answer: Any, part: str) -> Any:
    """The named part of a composite answer (`partner2.email`), `None` if it is absent."""
    for name in part.split(".") if part else ():
        answer = answer.get(name) if isinstance(answer, Mapping) else None
    return answer


def _in_steps(_answer: Any, measured: Any, bound: list[Any]) -> bool:
    step, start = bound
    if isinstance(measured, str):
        return (_minutes(measured) - _minutes(start)) % int(step) == 0
    return bool((measured - start) % int(step) == 0)


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


def _days(period: Mapping[str, str]) -> int:
    return (date.fromisoformat(period["end"]) - date.fromisoformat(period["start"])).days + 1


def _not_before(answer: Any, measured: Any, least: str) -> bool:
    if isinstance(measured, str):
        return measured >= least
    _, last_month = season_months(answer["season"], int(measured))
    return last_month >= least[: len(last_month)]


def _not_after(answer: Any, measured: Any, most: str) -> bool:
    if isinstance(measured, str):
        return measured <= most
    first_month, _ = season_months(answer["season"], int(measured))
    return first_month <= most[: len(first_month)]


def _differs(answer: Any, measured: Any, _bound: Any) -> bool:
    first = part_of(answer, "partner1.email")
    return not isinstance(first, str) or first.lower() != str(measured).lower()


_CHECKS: Final[Mapping[str, Callable[[Any, Any, Any], bool]]] = {
    "decimals": lambda _, number, most: not isinstance(number, Decimal) or places(number) <= most,
    "step": _in_steps,
    "formatMinimum": _not_before,
    "formatMaximum": _not_after,
    "in_order": lambda period, _end, _: period["end"] >= period["start"],
    "min_days": lambda period, _end, least: _days(period) >= least,
    "max_days": lambda period, _end, most: _days(period) <= most,
    "different_emails": _differs,
    "exclusive": lambda chosen, _, alone: len(chosen) == 1 or not set(alone).intersection(chosen),
}
