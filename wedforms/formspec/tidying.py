"""Bring sent answers into canonical form; what cannot be tidied is left for the judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from wedforms.formspec.definition import Field
from wedforms.formspec.errors import Problem
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.fieldtypes.group import ROW_ID
from wedforms.formspec.shapes import join

_NOTHING: Final[Mapping[str, Any]] = {}


@dataclass(slots=True)
class Tidied:
    """Tidy answers, and what is wrong with the shape they came in."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def tidy(
    fields: Sequence[Field],
    raw: Mapping[str, Any],
    *,
    prefill: Mapping[str, Any],
    earlier: Mapping[str, Any],
) -> Tidied:
    """The answers of one form; `hidden` fields get theirs from `prefill`, else from `earlier`."""
    tidied = Tidied()
    tidied.values = _level(fields, raw, (prefill, earlier), "", tidied.problems)
    return tidied


_Sources = tuple[Mapping[str, Any], Mapping[str, Any]]


def _level(
    fields: Sequence[Field],
    raw: Mapping[str, Any],
    sources: _Sources,
    path: str,
    problems: list[Problem],
) -> dict[str, Any]:
    known = {found.key for found in fields}
    values = {key: value for key, value in raw.items() if key not in known}
    for found in fields:
        value = _answer(found, raw.get(found.key), sources, join(path, found.key), problems)
        if value is not None:
            values[found.key] = value
    return values


def _answer(found: Field, raw: Any, sources: _Sources, path: str, problems: list[Problem]) -> Any:
    kind = type_of(found)
    if kind.is_prefilled:
        return _hidden(found, raw, sources, path, problems)
    if raw is None:
        return None
    if kind.has_rows and isinstance(raw, list | tuple):
        return _rows(found, raw, sources, path, problems)
    if kind.is_dated and isinstance(raw, Mapping):
        raw = _undated(raw, sources[1].get(found.key))
    # Content has no answer: what is sent for it stays, and is refused as an unknown key.
    return kind.canonical(found, raw) if kind.has_answer else raw


def _hidden(found: Field, raw: Any, sources: _Sources, path: str, problems: list[Problem]) -> Any:
    signed = next((s[found.key] for s in sources if s.get(found.key) is not None), found.default)
    kind = type_of(found)
    value = None if signed is None else kind.canonical(found, signed)
    if raw is not None and kind.canonical(found, raw) != value:
        problems.append(Problem(path, "readOnly"))
    return value


def _undated(raw: Mapping[str, Any], stored: Any) -> Mapping[str, Any]:
    """The answer without a time of the sender's own: only the server says when it was given."""
    given = stored.get("at") if isinstance(stored, Mapping) else None
    return {name: part for name, part in raw.items() if name != "at" or part == given}


def _rows(
    found: Field, raw: Sequence[Any], sources: _Sources, path: str, problems: list[Problem]
) -> list[Any] | None:
    taken = {row[ROW_ID] for row in raw if _has_id(row)}
    prefilled, stored = (_by_id(source.get(found.key)) for source in sources)
    seen: set[str] = set()
    rows: list[Any] = []
    for at, row in enumerate(raw):
        here = join(path, at)
        if not isinstance(row, Mapping):
            # An empty row stands in its place, so that the rows keep their numbers.
            problems.append(Problem(here, "type", "object"))
            rows.append({ROW_ID: _fresh(taken, at)})
            continue
        name = _fresh(taken, at) if row.get(ROW_ID) is None else row[ROW_ID]
        known = (_NOTHING, _NOTHING)
        if isinstance(name, str):
            known = (prefilled.get(name, _NOTHING), stored.get(name, _NOTHING))
            if name in seen:
                problems.append(Problem(join(here, ROW_ID), "uniqueItems"))
            seen.add(name)
        asked = {key: value for key, value in row.items() if key != ROW_ID}
        rows.append({ROW_ID: name, **_level(found.fields, asked, known, here, problems)})
    return rows or None


def _has_id(row: Any) -> bool:
    return isinstance(row, Mapping) and isinstance(row.get(ROW_ID), str)


def _fresh(taken: set[Any], at: int) -> str:
    name = f"r{at + 1}"
    while name in taken:
        name += "_"
    taken.add(name)
    return name


def _by_id(rows: Any) -> dict[str, Mapping[str, Any]]:
    listed = rows if isinstance(rows, list) else ()
    return {row[ROW_ID]: row for row in listed if _has_id(row)}
