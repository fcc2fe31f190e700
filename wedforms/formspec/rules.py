"""What a compiled schema cannot say is judged here, against the settled state of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wedforms.formspec.calculation import Plan, State, faults
from wedforms.formspec.definition import Field
from wedforms.formspec.errors import Problem
from wedforms.formspec.expression import Place
from wedforms.formspec.fieldtypes import Limit, type_of
from wedforms.formspec.limits import keeps
from wedforms.formspec.shapes import join


@dataclass(frozen=True, slots=True)
class Limited:
    """A field with the limits that its type states beside the schema."""

    place: Place
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The work left to our interpreter, sorted by kind."""

    limited: tuple[Limited, ...]
    visible: tuple[Place, ...]
    required: tuple[Place, ...]
    counted: tuple[Place, ...]
    optional: tuple[Place, ...]
    settled: tuple[Place, ...]
    plan: Plan

    @property
    def needs_state(self) -> bool:
        """Whether the form must be settled before it can be judged."""
        computed = any(limit.computed for each in self.limited for limit in each.limits)
        kinds = (self.visible, self.required, self.counted, self.optional, self.settled)
        return computed or any(kinds) or bool(self.plan.rules)


def gather_rules(planned: Plan, visible: Sequence[str], required: Sequence[str]) -> Rules:
    """The rules of a form; `visible` and `required` name what could not be lifted."""
    places = planned.places
    limited = ((place, tuple(_limits(place.field))) for place in places.values())
    return Rules(
        limited=tuple(Limited(place, limits) for place, limits in limited if limits),
        visible=tuple(places[key] for key in visible),
        required=tuple(places[key] for key in required),
        counted=tuple(p for p in places.values() if _is_counted(p.field, required)),
        optional=tuple(place for place in places.values() if _has_conditional_options(place.field)),
        settled=tuple(place for place in places.values() if place.field.value is not None),
        plan=planned,
    )


def _limits(field: Field) -> Sequence[Limit]:
    kind = type_of(field)
    return kind.limits(field) if kind.has_answer else ()


def _is_counted(field: Field, required: Sequence[str]) -> bool:
    if not type_of(field).has_rows:
        return False
    limits = (field.min_rows, field.max_rows)
    return field.key in required or any(isinstance(limit, list) for limit in limits)


def _has_conditional_options(field: Field) -> bool:
    return any(o.visible_if is not None or o.disabled_if is not None for o in field.options)


def rule_problems(
    rules: Rules, answers: Mapping[str, Any], state: State | None, blamed: Sequence[Problem]
) -> Iterator[Problem]:
    """What the rules find wrong with answers; values in `blamed` are not measured again."""
    yield from _limit_problems(rules, answers, state, [problem.path for problem in blamed])
    if state is None:
        return
    for place in rules.visible:
        for path, _ in each_answer(answers, place):
            if path not in state.visible:
                yield Problem(path, "hidden")
    for place in rules.required:
        for path, row in each_container(answers, place.groups):
            here = join(path, place.field.key)
            if place.field.key not in row and here in state.required:
                yield Problem(here, "required")
    yield from _count_problems(rules, answers, state)
    yield from _option_problems(rules, answers, state)
    yield from _settled_problems(rules, answers, state)
    yield from _fault_problems(rules, state)


def each_container(
    answers: Mapping[str, Any], groups: Sequence[str], path: str = ""
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Path and content of the form, or of every row inside these groups."""
    if not groups:
        yield path, answers
        return
    rows = answers.get(groups[0])
    for at, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, Mapping):
            yield from each_container(row, groups[1:], join(join(path, groups[0]), at))


def each_answer(answers: Mapping[str, Any], place: Place) -> Iterator[tuple[str, Any]]:
    """Path and value of a field wherever it is answered."""
    key = place.field.key
    for path, row in each_container(answers, place.groups):
        if key in row:
            yield join(path, key), row[key]


def _limit_problems(
    rules: Rules, answers: Mapping[str, Any], state: State | None, blamed: Sequence[str]
) -> Iterator[Problem]:
    for limited in rules.limited:
        for path, answer in each_answer(answers, limited.place):
            if any(each == path or each.startswith(f"{path}.") for each in blamed):
                continue
            for limit in limited.limits:
                bound = _bound(limit, path, state)
                if limit.keyword == "every_option":
                    yield from _unranked(limited.place.field, path, answer, state)
                elif (bound is not None or not limit.computed) and not keeps(limit, answer, bound):
                    yield Problem(
                        join(path, limit.part) if limit.part else path, limit.keyword, bound
                    )
                    break


def _bound(limit: Limit, path: str, state: State | None) -> Any:
    if not limit.computed or state is None:
        return limit.bound
    least, most = state.bounds.get(path, (None, None))
    return least if limit.keyword == "formatMinimum" else most


def _unranked(field: Field, path: str, answer: Any, state: State | None) -> Iterator[Problem]:
    disabled = state.disabled if state else frozenset()
    choosable = sum((path, option.value) not in disabled for option in field.options)
    if len(answer) < choosable:
        yield Problem(path, "minItems", choosable)


def _count_problems(rules: Rules, answers: Mapping[str, Any], state: State) -> Iterator[Problem]:
    by_rule = {place.field.key for place in rules.required}

    def is_asked_for(place: Place, path: str) -> bool:
        """Whether the absence of the whole group is a problem already told."""
        if place.field.key in by_rule:
            return path in state.required
        least = place.field.min_rows
        return isinstance(least, int) or bool(place.field.validation_rules.get("required"))

    for place in rules.counted:
        for parent, row in each_container(answers, place.groups):
            path = join(parent, place.field.key)
            rows = row.get(place.field.key, [])
            if path not in state.row_limits or path in state.locked or not isinstance(rows, list):
                continue
            least, most = state.row_limits[path]
            if len(rows) < least and (rows or not is_asked_for(place, path)):
                yield Problem(path, "minItems", least)
            elif len(rows) > most:
                yield Problem(path, "maxItems", most)


def _option_problems(rules: Rules, answers: Mapping[str, Any], state: State) -> Iterator[Problem]:
    for place in rules.optional:
        for path, answer in each_answer(answers, place):
            if isinstance(answer, list):
                for at, value in enumerate(answer):
                    if (path, value) in state.disabled:
                        yield Problem(join(path, at), "option", value)
            elif (path, _as_option(answer)) in state.disabled:
                yield Problem(path, "option", _as_option(answer))


def _as_option(answer: Any) -> str:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return answer if isinstance(answer, str) else ""


def _settled_problems(rules: Rules, answers: Mapping[str, Any], state: State) -> Iterator[Problem]:
    """What is calculated or locked must be what the form itself makes of the other answers."""
    if state.values is answers:
        return
    for place in rules.settled:
        key = place.field.key
        given = dict(each_container(answers, place.groups))
        for path, row in each_container(state.values, place.groups):
            expected = row.get(key)
            if path in given and not _same(given[path].get(key), expected):
                yield Problem(join(path, key), "const", expected)


def _same(given: Any, expected: Any) -> bool:
    return given == expected and isinstance(given, bool) is isinstance(expected, bool)


def _fault_problems(rules: Rules, state: State) -> Iterator[Problem]:
    for fault in faults(rules.plan, state):
        path = fault.path
        while path and path not in state.visible:
            path = path.rpartition(".")[0]
        yield Problem(path, "rule", fault.number, fault.rule.message, fault.rule.severity)
