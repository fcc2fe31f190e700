"""Amounts of money: integers of minor units in, words out; shares that sum to the penny."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

_PENNY: Final = Decimal(1)


def rounded(amount: Decimal) -> int:
    """The nearest whole minor unit, halves to even."""
    return int(amount.quantize(_PENNY, rounding=ROUND_HALF_EVEN))


def share(total: int, weights: Sequence[int]) -> list[int]:
    """Split `total` minor units by `weights`; the parts sum to it exactly (largest remainder)."""
    whole = sum(weights)
    if whole == 0:
        return [0 for _ in weights]
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: -(total * weights[at] % whole))
    for at in by_remainder[: total - sum(parts)]:
        parts[at] += 1
    return parts
