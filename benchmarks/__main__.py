"""Measure everything, or what is named, and print it: `python -m benchmarks [NAME …] [--json]`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from benchmarks import drawing, exporting, judging, printing, sealing, sending
from benchmarks.figures import Figure, heading, row

BENCHMARKS: Final[Mapping[str, Callable[[int], Iterator[Figure]]]] = {
    "judging": judging.figures,
    "drawing": drawing.figures,
    "printing": printing.figures,
    "sealing": sealing.figures,
    "sending": sending.figures,
    "exporting": exporting.figures,
}


def main() -> None:
    """Print each figure as soon as it is known, or all of them as JSON."""
    asked = _asked()
    figures = (figure for name in asked.names for figure in BENCHMARKS[name](asked.rounds))
    if asked.json:
        print(json.dumps([figure.as_json() for figure in figures], indent=2))
        return
    print(heading())
    for figure in figures:
        print(row(figure), flush=True)
    print("Each ratio is of the best of its rounds; * misses its target.")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--rounds", type=int, default=7, help="how often both take turns")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(BENCHMARKS):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    if asked.rounds < 1:
        parser.error("there must be a round")
    asked.names = asked.names or list(BENCHMARKS)
    return asked


if __name__ == "__main__":
    main()
