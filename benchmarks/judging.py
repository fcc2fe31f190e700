"""Judging answers, beside ajv: the fastest validator there is, compiled to JavaScript."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

from benchmarks.figures import Figure, Measure, compare, cost_of
from benchmarks.node import NODE, NPM
from benchmarks.samples import CACHE, TODAY, Sample, thirty_fields, twenty_guests
from wedforms.formspec.answers import read_answers
from wedforms.formspec.jsontext import canonical_json
from wedforms.formspec.validator import schema_problems

TIMES: Final = 100
_THEIR_TIMES: Final = 400
#: Rounds of milliseconds, and many: no other program's turn falls into most of them.
_ROUNDS: Final = 20
_PACKAGES: Final = ("ajv@8", "ajv-formats@3")
_RUNNER: Final = Path(__file__).with_name("ajv.cjs")


def figures(rounds: int) -> Iterator[Figure]:
    """The verdict of the schema alone, and everything from raw answers to canonical ones."""
    yield from _figures("30 fields", thirty_fields(), target=3.0, rounds=rounds)
    yield from _figures("20 guests", twenty_guests(), target=5.0, rounds=rounds)


def _figures(words: str, sample: Sample, *, target: float, rounds: int) -> Iterator[Figure]:
    answers, rounds = _read(sample), rounds * _ROUNDS
    with _ajv(sample.form.schema, answers) as theirs:
        yield compare(
            f"judge {words} by their schema",
            ours=cost_of(lambda: _judge(sample, answers), times=TIMES),
            theirs=theirs,
            baseline="ajv, compiled",
            target=target,
            rounds=rounds,
        )
        yield compare(
            f"read, settle and judge {words}",
            ours=cost_of(lambda: _read(sample), times=TIMES // 10),
            theirs=theirs,
            baseline="ajv, compiled, that only judges",
            target=None,
            rounds=rounds,
        )


def _judge(sample: Sample, answers: Any) -> None:
    assert not schema_problems(sample.form.schema, sample.form.content_hash, answers)


def _read(sample: Sample) -> Mapping[str, Any]:
    return read_answers(sample.form, sample.raw, today=TODAY, prefill=sample.prefill).values


@contextmanager
def _ajv(schema: Any, answers: Any) -> Iterator[Measure]:
    """The seconds of one judgement by ajv, in a warm process of node."""
    command = [NODE, _RUNNER, _installed()]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        _ask(program, canonical_json({"schema": schema, "answers": answers}))
        yield lambda: _ask(program, str(_THEIR_TIMES))
        program.communicate()


def _ask(program: subprocess.Popen[str], line: str) -> float:
    assert program.stdin
    assert program.stdout
    program.stdin.write(f"{line}\n")
    program.stdin.flush()
    return float(program.stdout.readline())


@cache
def _installed() -> Path:
    """Where ajv lies; npm puts it there the first time."""
    if not (CACHE / "node_modules" / "ajv-formats").is_dir():
        CACHE.mkdir(parents=True, exist_ok=True)
        options = [
            "--prefix",
            str(CACHE),
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--silent",
        ]
        subprocess.run([NODE, NPM, "install", *options, *_PACKAGES], check=True)
    return CACHE
