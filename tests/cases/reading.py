"""Read the shared cases: files, forms as short JSON, and values as the case files write them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from wedforms.formspec.definition import Definition, Field, Option, Rule
from wedforms.formspec.expression import read_tree

HERE = Path(__file__).parent
_CONDITIONS = ("visible_if", "required_if", "locked_if", "disabled_if", "when")
_CALCULATIONS = ("value", "min_rows", "max_rows")


def load(name: str) -> Any:
    """Return one case file; decimals are read exactly."""
    return json.loads((HERE / f"{name}.json").read_text(), parse_float=Decimal)


def load_all(folder: str) -> Iterator[tuple[str, Any]]:
    """Yield name and content of every case file of a folder."""
    for path in sorted((HERE / folder).glob("*.json")):
        yield path.stem, load(f"{folder}/{path.stem}")


def read_form(raw: Mapping[str, Any]) -> Definition:
    """Return the definition of a short form: only keys, types and what the cases are about."""
    return Definition(
        name="Cases",
        form_type="questionnaire",
        fields=tuple(_field(field) for field in raw["fields"]),
        settings=raw.get("settings", {}),
        tables=raw.get("tables", {}),
        rules=tuple(Rule(**{"message": "", **_trees(rule)}) for rule in raw.get("rules", ())),
    )


def _field(raw: Mapping[str, Any]) -> Field:
    named = _trees(raw, *_CALCULATIONS)
    for name in ("options", "rows", "columns"):
        found = named.get(name, ())
        named[name] = tuple(Option(**{"label": "", **_trees(option)}) for option in found)
    named["fields"] = tuple(_field(field) for field in raw.get("fields", ()))
    return Field(**named)


def _trees(raw: Mapping[str, Any], *more: str) -> dict[str, Any]:
    """Read the expressions of a field, an option or a rule, which the cases write as text."""
    slots = (*_CONDITIONS, *more)
    return {name: read_tree(value) if name in slots else value for name, value in raw.items()}


def encode(value: Any) -> Any:
    """Return a value of the language as the case files write it."""
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        return int(value) if whole else Decimal(f"{value.normalize():f}")
    if isinstance(value, datetime):
        return {"date_time": value.isoformat(timespec="minutes")}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat(timespec="minutes")}
    return list(value) if isinstance(value, tuple) else value
