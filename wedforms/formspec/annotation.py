"""The rules of a form as they stand in its compiled schema, for whoever reads the schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wedforms.formspec.expression import Place
from wedforms.formspec.rules import Limited, Rules

Entry = dict[str, Any]


def annotation(rules: Rules) -> list[Entry]:
    """What the schema itself cannot say, one entry a rule."""
    return [
        *(entry for limited in rules.limited for entry in _limits(limited)),
        *(
            {"kind": "visible", "at": one.path, "when": one.field.visible_if}
            for one in rules.visible
        ),
        *(_required(place) for place in rules.required),
        *(_row_counts(place) for place in rules.counted),
        *({"kind": "options", "at": place.path} for place in rules.optional),
        *(_value(place) for place in rules.settled),
        *(
            {"kind": "rule", "at": rule.at, "when": rule.when, "severity": rule.severity}
            for rule in rules.plan.definition.rules
        ),
    ]


def _limits(limited: Limited) -> Iterator[Entry]:
    for limit in limited.limits:
        part = {"part": limit.part} if limit.part else {}
        yield {
            "kind": "limit",
            "at": limited.place.path,
            "keyword": limit.keyword,
            "limit": limit.bound,
            **part,
        }


def _required(place: Place) -> Entry:
    always = bool(place.field.validation_rules.get("required"))
    return {"kind": "required", "at": place.path, "when": always or place.field.required_if}


def _row_counts(place: Place) -> Entry:
    limits = {"min": place.field.min_rows, "max": place.field.max_rows}
    stated = {name: limit for name, limit in limits.items() if limit is not None}
    return {"kind": "rows", "at": place.path, **stated}


def _value(place: Place) -> Entry:
    field = place.field
    lock = {} if field.locked_if is None else {"when": field.locked_if}
    return {"kind": "value", "at": place.path, "value": field.value, **lock}
