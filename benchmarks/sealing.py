"""Sealing a contract, beside printing it: RSA with 3,072 bits, PAdES B-B."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from benchmarks.figures import Figure, compare, cost_of
from benchmarks.printing import warm_press
from benchmarks.samples import contract_page
from wedforms.documents.keys import make_signer
from wedforms.documents.sign import seal

TARGET = 0.2


def figures(rounds: int) -> Iterator[Figure]:
    """The seal alone, of a page that was just printed."""
    page, signer = contract_page(), make_signer(now=datetime.now(UTC))
    with warm_press() as press:
        pdf = press.print(page).pdf
        yield compare(
            "seal a contract (PAdES B-B)",
            ours=cost_of(lambda: seal(pdf, signer)),
            theirs=cost_of(lambda: press.print(page)),
            baseline="printing it",
            target=TARGET,
            rounds=rounds,
        )
