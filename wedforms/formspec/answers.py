"""Read answers: tidy what was sent, settle the form, judge it; canonical answers or problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from wedforms.formspec.calculation import State, settle
from wedforms.formspec.errors import AnswersRejected, Problem
from wedforms.formspec.rules import rule_problems
from wedforms.formspec.schema import CompiledForm
from wedforms.formspec.screening import screen
from wedforms.formspec.tidying import tidy
from wedforms.formspec.validator import schema_problems

MOST_BYTES: Final = 256_000
_MOST_DEPTH: Final = 12


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers that are right: canonical values (calculated ones included) and what to warn of."""

    values: dict[str, Any]
    warnings: tuple[Problem, ...]
    state: State


def read_answers(
    compiled: CompiledForm,
    raw: Any,
    *,
    today: date,
    earlier: Mapping[str, Any] | None = None,
    prefill: Mapping[str, Any] | None = None,
) -> Answers:
    """The canonical answers in what was sent; raises `AnswersRejected` with every problem.

    `earlier` are the answers stored before (locked fields keep them), `prefill` what a signed link
    carries (the only source of `hidden` fields).
    """
    if unfit := screen(raw, most_bytes=MOST_BYTES, most_depth=_MOST_DEPTH):
        raise AnswersRejected([unfit])
    if not isinstance(raw, Mapping):
        raise AnswersRejected([Problem("", "type", "object")])
    tidied = tidy(compiled.definition.fields, raw, prefill=prefill or {}, earlier=earlier or {})
    state = settle(compiled.plan, tidied.values, today=today, earlier=earlier)
    problems = [
        *tidied.problems,
        *_outside(tidied.problems, _problems(compiled, state.values, state)),
    ]
    warnings = tuple(problem for problem in problems if problem.severity == "warning")
    if len(warnings) < len(problems):
        raise AnswersRejected(in_form_order(compiled, problems), values=state.values)
    return Answers(state.values, warnings, state)


def judge(compiled: CompiledForm, answers: Any, today: date) -> list[Problem]:
    """Whether canonical answers are right: the one verdict; empty when they are.

    Locked answers count as they stand. Rows are expected in their settled order.
    """
    if not compiled.rules.needs_state or not isinstance(answers, Mapping):
        return in_form_order(compiled, _problems(compiled, answers, None))
    state = settle(compiled.plan, answers, today=today, earlier=answers)
    return in_form_order(compiled, _problems(compiled, answers, state))


def _problems(compiled: CompiledForm, answers: Any, state: State | None) -> list[Problem]:
    found = schema_problems(compiled.schema, compiled.content_hash, answers)
    if isinstance(answers, Mapping):
        found.extend(list(rule_problems(compiled.rules, answers, state, found)))
    return found


def _outside(blamed: list[Problem], found: list[Problem]) -> list[Problem]:
    """The problems that do not merely follow from a row being no row."""
    rows = tuple(f"{problem.path}." for problem in blamed if problem.keyword == "type")
    return [problem for problem in found if not rows or not problem.path.startswith(rows)]


def in_form_order(compiled: CompiledForm, problems: list[Problem]) -> list[Problem]:
    """The problems as a person meets the fields, row by row; those of the entire form first."""
    if len(problems) < 2:  # noqa: PLR2004 - one is in order
        return problems
    numbers = {key: number for number, key in enumerate(compiled.fields)}

    def place(problem: Problem) -> list[tuple[int, int, str]]:
        return [
            (0, int(step), "")
            if step.isascii() and step.isdecimal()
            else (1, numbers.get(step, len(numbers)), step)
            for step in (problem.path.split(".") if problem.path else ())
        ]

    return sorted(problems, key=place)
