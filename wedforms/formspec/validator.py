"""The engine that judges: jsonschema-rs with our formats and RE2, errors turned into problems."""

from __future__ import annotations

import re
import sys
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from threading import Lock
from typing import Any, Final

import jsonschema_rs

from wedforms.formspec.errors import Problem
from wedforms.formspec.fieldtypes.files import SHA256_PATTERN
from wedforms.formspec.fieldtypes.group import ROW_ID_PATTERN
from wedforms.formspec.formats import FORMATS
from wedforms.formspec.patterns import compiled, found
from wedforms.formspec.screening import screen
from wedforms.formspec.shapes import JsonSchema, join

Validator = jsonschema_rs.Draft202012Validator
_MOST_KEPT: Final = 256
_DEEPEST: Final = 100
#: Values looked at, times the widest part of the schema. The engine keeps with every fault a copy
#: of the value and of the list it is not in: without a bound one request takes gigabytes.
_MOST_EFFORT: Final = 1_000_000

#: Patterns that we wrote ourselves need no protection, and `re` is faster to call.
_OWN_PATTERNS: Final = {own: re.compile(own[1:-1]) for own in (ROW_ID_PATTERN, SHA256_PATTERN)}

#: Of several faults of one value the first of these is told; the others follow from it.
_ORDER: Final = (
    "hidden",
    "additionalProperties",
    "required",
    "type",
    "const",
    "enum",
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "uniqueItems",
)
_RANK: Final = {keyword: rank for rank, keyword in enumerate(_ORDER)}


class _Pattern:
    """The keyword `pattern`, judged by RE2."""

    def __init__(self, _parent: JsonSchema, value: str, _path: list[str | int]) -> None:
        self._pattern = value
        own = _OWN_PATTERNS.get(value)
        self._matches: Callable[[str], object] = (
            own.fullmatch if own else partial(found, compiled(value))
        )

    def validate(self, instance: Any) -> None:
        """Raise when a text does not match."""
        if isinstance(instance, str) and not self._matches(instance):
            raise ValueError(self._pattern)


def build(schema: JsonSchema) -> Validator:
    """A validator of one schema: formats and patterns are ours, nothing is ever fetched."""
    return Validator(
        schema,
        formats=dict(FORMATS),
        validate_formats=True,
        keywords={"pattern": _Pattern},
        offline=True,
    )


class Engine:
    """The validator of one form, which names every fault unless that were too much work."""

    def __init__(self, schema: JsonSchema) -> None:
        self._validator = build(schema)
        self._widest = max(len(part) for part in _parts(schema))

    def faults(self, answers: Any) -> list[jsonschema_rs.ValidationError]:
        """What is wrong: everything, or of answers beyond all reason the first that was met."""
        if self._validator.is_valid(answers):
            return []
        values = sum(len(part) for part in _parts(answers))
        if values * self._widest <= _MOST_EFFORT:
            return list(self._validator.iter_errors(answers))
        try:
            self._validator.validate(answers)
        except jsonschema_rs.ValidationError as first:
            return [first]
        return []


def _parts(value: Any) -> Iterator[Mapping[Any, Any] | Sequence[Any]]:
    """Every object and every list in a JSON value."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            waiting.extend(part.values())
            yield part
        elif isinstance(part, list | tuple):
            waiting.extend(part)
            yield part


class Kept:
    """The engines used last, by the content hash of their form; the least used go first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.engines: OrderedDict[str, Engine] = OrderedDict()
        self.lock = Lock()

    def get(self, content_hash: str, schema: JsonSchema) -> Engine:
        """The engine of this schema, built once while it is in use."""
        with self.lock:
            if content_hash in self.engines:
                self.engines.move_to_end(content_hash)
                return self.engines[content_hash]
        built = Engine(schema)
        with self.lock:
            self.engines[content_hash] = built
            while len(self.engines) > self.most:
                self.engines.popitem(last=False)
        return built


_KEPT: Final = Kept(_MOST_KEPT)


def schema_problems(schema: JsonSchema, content_hash: str, answers: Any) -> list[Problem]:
    """What the schema finds wrong, one problem for each value, in the order of the paths found."""
    engine = _KEPT.get(content_hash, schema)
    try:
        errors = engine.faults(answers)
    except ValueError:
        # The engine cannot even take these values: keys that are no text, lone surrogates, depth.
        return [_unfit(answers)]
    return one_a_path(problem for error in errors for problem in problems_of(error))


def _unfit(answers: Any) -> Problem:
    reason = screen(answers, most_bytes=sys.maxsize, most_depth=_DEEPEST)
    return reason or Problem("", "depth", _DEEPEST)


def fits(schema: JsonSchema, value: Any) -> bool:
    """Whether one value fits a schema, without keeping the validator."""
    return build(schema).is_valid(value)


def one_a_path(problems: Iterator[Problem]) -> list[Problem]:
    """The weightiest problem of each path."""
    best: dict[str, Problem] = {}
    for problem in problems:
        known = best.get(problem.path)
        if known is None or _rank(problem) < _rank(known):
            best[problem.path] = problem
    return list(best.values())


def _rank(problem: Problem) -> int:
    return _RANK.get(problem.keyword, len(_RANK))


def problems_of(error: jsonschema_rs.ValidationError) -> Iterator[Problem]:
    """One error of the engine as problems; several where it names several keys."""
    path = ".".join(map(str, error.instance_path))
    keyword, facts = error.kind.name, error.kind.as_dict()
    if keyword == "required":
        yield Problem(join(path, str(facts["property"])), "required")
    elif keyword == "additionalProperties":
        for name in facts["unexpected"]:
            yield Problem(join(path, str(name)), "additionalProperties")
    elif keyword == "falseSchema":
        yield Problem(path, "hidden")
    else:
        yield Problem(path, keyword, _limit(facts))


def _limit(facts: dict[str, Any]) -> Any:
    for name in ("limit", "options", "expected_value", "format", "message"):
        if name in facts:
            return facts[name]
    types = facts.get("types")
    return types[0] if types else None
