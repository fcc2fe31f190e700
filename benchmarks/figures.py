"""Ratios: ours and a baseline take turns in one run, and the best of each are compared.

Whatever else the machine does can only slow a round down, so the best tells most.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Final, Literal

Kind = Literal["cost", "pace"]
#: Does its work once and returns the seconds that it took (a cost), or how often a second (a pace).
Measure = Callable[[], float]

_WIDTHS: Final = (46, 32, 8, 8)
_SMALL: Final = 0.01
_HEADS: Final = ("work", "beside", "ratio", "target")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured ratio; `kind` says whether less is better (a cost) or more (a pace)."""

    work: str
    baseline: str
    kind: Kind
    target: float | None
    ratio: float
    ours: float
    theirs: float
    rounds: int

    @property
    def reached(self) -> bool | None:
        """Whether the target is kept; None where there is none."""
        if self.target is None:
            return None
        return self.ratio <= self.target if self.kind == "cost" else self.ratio >= self.target

    def as_json(self) -> dict[str, Any]:
        """The figure for programs; `ours` and `theirs` are seconds, or runs a second of a pace."""
        names = ("work", "baseline", "kind", "target", "ratio", "ours", "theirs", "rounds")
        return {name: getattr(self, name) for name in names} | {"reached": self.reached}


def compare(
    work: str,
    *,
    ours: Measure,
    theirs: Measure,
    baseline: str,
    target: float | None,
    rounds: int,
    kind: Kind = "cost",
) -> Figure:
    """Let both take turns, after one round that does not count, and compare the best of each."""
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    best = min if kind == "cost" else max
    mine, other = (best(each) for each in zip(*pairs, strict=True))
    return Figure(
        work=work,
        baseline=baseline,
        kind=kind,
        target=target,
        ratio=mine / other,
        ours=mine,
        theirs=other,
        rounds=rounds,
    )


def cost_of(work: Callable[[], object], *, times: int = 1) -> Measure:
    """The seconds that one call takes, as the mean of so many."""

    def measure() -> float:
        start = perf_counter()
        for _ in range(times):
            work()
        return (perf_counter() - start) / times

    return measure


def pace_of(work: Callable[[], object]) -> Measure:
    """How often a second the call could be made."""
    cost = cost_of(work)
    return lambda: 1 / cost()


def heading() -> str:
    """The first line of the table."""
    return _row(*_HEADS)


def row(figure: Figure) -> str:
    """A figure as a line of the table; a star where the target is missed."""
    sign = "≤" if figure.kind == "cost" else "≥"
    target = "" if figure.target is None else sign + _short(figure.target)
    star = " *" if figure.reached is False else ""
    return _row(figure.work, figure.baseline, _short(figure.ratio), target) + star


def _row(*cells: str) -> str:
    work, beside, *numbers = (
        cell.rjust(width) if at > 1 else cell.ljust(width)
        for at, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True))
    )
    return "  ".join((work, beside, *numbers)).rstrip()


def _short(number: float) -> str:
    return f"{number:,.2f}" if number >= _SMALL else f"{number:.4f}"
