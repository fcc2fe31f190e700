"""A form out of a draft that is not one yet: what is faulty is left out, the rest can be seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from wedforms.formspec.definition import Definition
from wedforms.formspec.errors import DefinitionRejected, Problem
from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.formspec.reading import read_definition

#: Each round takes out what the one before could not see; more than these no draft has needed.
_MOST_ROUNDS: Final = 25
_BLANK_NAME: Final = "…"
_GONE: Final = object()


class _Hopeless(Exception):
    """The field cannot be shown at all."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A fault for which something was left out: what part of which field, by its key, it is about.

    The key is empty when it is about the form as a whole.
    """

    problem: Problem
    key: str
    part: str


@dataclass(frozen=True, slots=True)
class Mended:
    """What can be shown of a draft, and what was left out of it."""

    definition: Definition
    left_out: Sequence[LeftOut]


def mend(raw: Mapping[str, Any]) -> Mended | None:
    """The draft without its faulty parts; None when nothing is left that could be shown."""
    draft, left_out = deepcopy(dict(raw)), list[LeftOut]()
    for _ in range(_MOST_ROUNDS):
        try:
            return Mended(read_definition(draft), left_out)
        except DefinitionRejected as rejected:
            # Now, as places move when something is taken out.
            left_out += [_located(draft, problem) for problem in rejected.problems]
            for problem in reversed(rejected.problems):
                _take_out(draft, problem)
            draft = _without_gone(draft)
        if not draft.get("fields"):
            return None
    return None


def _located(draft: Mapping[str, Any], problem: Problem) -> LeftOut:
    """The fault with the innermost field that its path leads through."""
    here: Any = draft
    steps, key, part = problem.path.split("."), "", problem.path
    for at, step in enumerate(steps, start=1):
        here = _found(here, [step])
        if isinstance(here, Mapping) and isinstance(here.get("key"), str):
            key, part = here["key"], ".".join(steps[at:])
    return LeftOut(problem, key, part)


def _take_out(draft: dict[str, Any], problem: Problem) -> None:
    steps = problem.path.split(".")
    if steps == ["name"]:
        draft["name"] = _BLANK_NAME
        return
    at = _steps_to_field(steps)
    if at and len(steps) > at and isinstance(field := _found(draft, steps[:at]), dict):
        try:
            _mend_field(field, steps[at:], problem)
        except _Hopeless:
            _drop(draft, steps[:at])
        return
    _drop(draft, steps)


def _steps_to_field(steps: Sequence[str]) -> int:
    at = 0
    while steps[at : at + 1] == ["fields"] and len(steps) > at + 1:
        at += 2
    return at


def _mend_field(field: dict[str, Any], steps: Sequence[str], problem: Problem) -> None:
    """Put in what a new field of the type would say, else leave the faulty thing out."""
    kind = FIELD_TYPES.get(field.get("field_type", ""))
    beginning = kind.beginning if kind else {}
    name, *rest = steps
    if problem.keyword == "required" and name in beginning and not rest:
        field[name] = beginning[name]
    elif name == "validation_rules" and rest and rest[0] in beginning.get(name, {}):
        field.setdefault(name, {})[rest[0]] = beginning[name][rest[0]]
    elif name in field and name not in ("key", "field_type"):
        _drop(field, steps)
    else:
        raise _Hopeless


def _drop(inside: Any, steps: Sequence[str]) -> None:
    """Take the last step out of what the others lead to, or as much of it as is there."""
    parent = _found(inside, steps[:-1])
    last = steps[-1] if steps else ""
    if isinstance(parent, dict) and last in parent:
        del parent[last]
    elif isinstance(parent, list) and last.isdecimal() and int(last) < len(parent):
        # Its place stays till the round is over: the other faults count from the same first entry.
        parent[int(last)] = _GONE
    elif len(steps) > 1:
        _drop(inside, steps[:-1])


def _without_gone(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_gone(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_gone(inner) for inner in value if inner is not _GONE]
    return value


def _found(inside: Any, steps: Sequence[str]) -> Any:
    for step in steps:
        if isinstance(inside, dict):
            inside = inside.get(step)
        elif isinstance(inside, list) and step.isdecimal() and int(step) < len(inside):
            inside = inside[int(step)]
        else:
            return None
    return inside
