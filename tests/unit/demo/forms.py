"""The six real forms and their cases, as the tests read them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from wedforms.formspec.answers import Answers, read_answers
from wedforms.formspec.definition import Definition
from wedforms.formspec.reading import read_definition
from wedforms.formspec.schema import CompiledForm, compile_form

ROOT = Path(__file__).parents[3]
DEFINITIONS = ROOT / "wedforms/forms/gallery"
CASES = ROOT / "tests/cases/forms"
FORM_TYPES = {
    "photography-contract": "contract",
    "venue-hire": "contract",
    "pre-wedding-questionnaire": "questionnaire",
    "rsvp": "rsvp",
    "lead-enquiry": "questionnaire",
    "deposit-balance-invoice": "invoice",
}
CHARGING = ("photography-contract", "venue-hire", "deposit-balance-invoice")
MISSING = object()


@cache
def cases_of(slug: str) -> dict[str, Any]:
    return json.loads((CASES / f"{slug}.json").read_text(encoding="utf-8"))


@cache
def form(slug: str) -> CompiledForm:
    return compile_form(definition(slug))


def definition(slug: str) -> Definition:
    return read_definition(json.loads((DEFINITIONS / f"{slug}.json").read_text(encoding="utf-8")))


def accepted_cases(*slugs: str) -> list[Any]:
    return cases("accepted", slugs)


def refused_cases(*slugs: str) -> list[Any]:
    return cases("refused", slugs)


def cases(kind: str, slugs: tuple[str, ...]) -> list[Any]:
    return [
        pytest.param(slug, case, id=f"{slug}: {case['name']}")
        for slug in slugs
        for case in cases_of(slug)[kind]
    ]


def patched(answers: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of the answers with each dotted path set, or removed where the patch says null."""
    result = deepcopy(dict(answers))
    for path, value in patch.items():
        *parents, last = path.split(".")
        holder: Any = result
        for part in parents:
            holder = holder[int(part)] if isinstance(holder, list) else holder[part]
        put(holder, last, value)
    return result


def put(holder: Any, last: str, value: Any) -> None:
    if isinstance(holder, dict):
        holder[last] = value
        if value is None:
            del holder[last]
    elif value is None:
        del holder[int(last)]
    else:
        holder[int(last) : int(last) + 1] = [value]


def found(answers: Any, path: str) -> Any:
    for part in path.split("."):
        if isinstance(answers, list):
            answers = answers[int(part)] if int(part) < len(answers) else MISSING
        else:
            answers = answers.get(part, MISSING)
        if answers is MISSING:
            return MISSING
    return answers


def read(slug: str, case: Mapping[str, Any]) -> Answers:
    base = cases_of(slug)["base"]
    return read_answers(
        form(slug),
        patched(base, case.get("patch", {})),
        today=date.fromisoformat(cases_of(slug)["today"]),
        prefill=case.get("prefill"),
        earlier=patched(base, case["earlier"]) if "earlier" in case else None,
    )
