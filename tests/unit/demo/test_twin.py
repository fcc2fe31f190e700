"""The page settles the six real forms exactly as the server does, with right answers and with wrong ones."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.fuzz.test_twin import ask, differ, outcome, twin
from tests.unit.demo.forms import FORM_TYPES, cases_of, form, patched
from wedforms.formspec.calculation import page_plan


def runs_of(slug: str) -> list[dict[str, Any]]:
    cases = cases_of(slug)
    base = cases["base"]
    return [
        {
            "answers": {**patched(base, case.get("patch", {})), **case.get("prefill", {})},
            "earlier": patched(base, case["earlier"]) if "earlier" in case else {},
            "today": cases["today"],
        }
        for case in [*cases["accepted"], *cases["refused"]]
    ]


def on_the_page(found: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    """An outcome without the calculations that stay on the server."""

    def kept(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: kept(each) for key, each in value.items() if key in keys}
        return [kept(each) for each in value] if isinstance(value, list) else value

    paths = {
        kind: [path for path in found[kind] if path.rpartition(".")[2] in keys]
        for kind in ("visible", "required", "locked")
    }
    values = {key: kept(each) for key, each in found["values"].items() if key in keys}
    return {**found, "values": values, **paths}


@pytest.mark.parametrize("slug", FORM_TYPES)
def test_page_and_server_settle_alike(slug: str) -> None:
    planned = form(slug).plan
    page = page_plan(planned)
    runs = runs_of(slug)
    with twin() as process:
        theirs = ask(process, {"plan": page, "probes": [], "runs": runs})
    keys = {*page["fields"], "_id"}
    for run, their in zip(runs, theirs, strict=True):
        ours = on_the_page(outcome(planned, [], run), keys)
        found = list(differ(ours, on_the_page(their, keys)))
        assert not found, json.dumps({"differ": found, "run": run})
