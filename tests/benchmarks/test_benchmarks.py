"""The benchmarks run and say what they found; how fast anything is, no test judges."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.figures import Figure, Kind, compare, row

ROOT = Path(__file__).parents[2]
#: Those that need neither a registry nor a server of their own.
ALONE = {"drawing": 2, "printing": 1, "sealing": 1}


def figure(*, ratio: float, target: float | None, kind: Kind = "cost") -> Figure:
    return Figure(
        work="work", baseline="beside", kind=kind, target=target, ratio=ratio, ours=ratio,
        theirs=1.0, rounds=1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "ratio", "target", "reached"),
    [
        ("cost", 2.9, 3.0, True),
        ("cost", 3.1, 3.0, False),
        ("pace", 0.31, 0.3, True),
        ("pace", 0.29, 0.3, False),
        ("cost", 9.0, None, None),
    ],
)
def test_a_target_is_kept_or_missed(
    kind: Kind, ratio: float, target: float | None, reached: bool | None
):
    found = figure(ratio=ratio, target=target, kind=kind)
    assert found.reached is reached
    assert found.as_json()["reached"] is reached
    assert row(found).endswith("*") is (reached is False)


@pytest.mark.parametrize(("kind", "ratio"), [("cost", 2 / 4), ("pace", 3 / 6)])
def test_both_take_turns_and_the_best_of_each_count(kind: Kind, ratio: float):
    turns: list[str] = []
    ours, theirs = iter([9, 3, 2]), iter([9, 6, 4])

    def take(name: str, values) -> float:
        turns.append(name)
        return next(values)

    found = compare(
        "w", ours=lambda: take("ours", ours), theirs=lambda: take("theirs", theirs),
        baseline="b", target=1, rounds=2, kind=kind,
    )  # fmt: skip
    assert turns == ["ours", "theirs"] * 3
    assert found.ratio == ratio


def test_every_benchmark_that_stands_alone_runs():
    command = [sys.executable, "-m", "benchmarks", *ALONE, "--rounds", "1", "--json"]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    figures = json.loads(done.stdout)
    assert len(figures) == sum(ALONE.values())
    assert all(figure["ratio"] > 0 and figure["rounds"] == 1 for figure in figures)


@pytest.mark.parametrize(
    ("words", "said"), [(["flying"], "no benchmark flying"), (["--rounds", "0"], "a round")]
)
def test_what_cannot_be_measured_is_said(words: list[str], said: str):
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", *words],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert said in done.stderr
