"""Settling gives what the shared cases say: what stands, what is shown, asked for, locked and limited."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cases.reading import load_all, read_form
from wedforms.formspec.calculation import Plan, State, faults, plan, settle

CASES = [
    pytest.param(content["form"], case, id=f"{topic}: {case['name']}")
    for topic, content in load_all("settle")
    for case in content["cases"]
]


def outcome(planned: Plan, state: State) -> dict[str, Any]:
    disabled: dict[str, list[str]] = {}
    for path, value in sorted(state.disabled):
        disabled.setdefault(path, []).append(value)
    return {
        "values": state.values,
        "visible": sorted(state.visible),
        "required": sorted(state.required),
        "locked": sorted(state.locked),
        "disabled": disabled,
        "row_limits": {path: list(limits) for path, limits in state.row_limits.items()},
        "bounds": {path: list(bounds) for path, bounds in state.bounds.items()},
        "faults": [[fault.number, fault.path] for fault in faults(planned, state)],
    }


@pytest.mark.parametrize(("form", "case"), CASES)
def test_answers_settle_as_the_case_says(form: dict[str, Any], case: dict[str, Any]) -> None:
    planned = plan(read_form(form))
    state = settle(
        planned,
        case["answers"],
        today=date.fromisoformat(case["today"]),
        earlier=case.get("earlier"),
    )
    expected = {
        name: sorted(what) if name in ("visible", "required", "locked") else what
        for name, what in case["gives"].items()
    }
    given = outcome(planned, state)
    assert {name: given[name] for name in expected} == expected


def test_values_stand_in_the_order_of_the_definition_whatever_order_was_sent() -> None:
    planned = plan(
        read_form(
            {
                "fields": [
                    {"key": "b", "field_type": "text"},
                    {
                        "key": "a",
                        "field_type": "group",
                        "fields": [{"key": "c", "field_type": "text"}],
                    },
                ]
            }
        )
    )
    sent = {"x": 1, "a": [{"c": "1", "_id": "r"}], "b": "2"}
    values = settle(planned, sent, today=date(2026, 5, 4)).values
    assert list(values) == ["b", "a", "x"]
    assert list(values["a"][0]) == ["_id", "c"]
