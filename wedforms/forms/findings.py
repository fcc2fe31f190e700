"""What is wrong or odd in a draft, each told at the field and the key that it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.core.accounts import Organization
from wedforms.forms.drafting import draft_as_json, draft_ids
from wedforms.forms.models import Form
from wedforms.formspec.errors import DefinitionRejected, Problem
from wedforms.formspec.lint import lint
from wedforms.formspec.reading import read_definition
from wedforms.lib.colours import LEAST_CONTRAST, contrast, read_colour


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: the field (none: the form), the path from there on, and the words."""

    field: UUID | None
    path: str
    keyword: str
    message: str
    severity: Literal["error", "warning"]


def findings_of(session: Session, form: Form, *, now: datetime) -> Sequence[Finding]:
    """Every fault of the draft; without any, every warning of this moment."""
    raw, ids = draft_as_json(session, form), draft_ids(session, form)
    try:
        definition = read_definition(raw)
    except DefinitionRejected as rejected:
        return [_of_fault(one, ids) for one in rejected.problems]
    by_key = {key: ids[path] for path, key in _keys_by_path(raw)}
    warnings = (_of_warning(one, by_key) for one in lint(definition, now=now))
    return [*warnings, *_of_colours(session)]


def _of_colours(session: Session) -> Iterator[Finding]:
    """Colours of the organization that hardly anybody can read: its pages take others instead."""
    palette = session.scalars(select(Organization.brand)).one().get("palette") or {}
    for words, grounds in _READ_ON.items():
        inks = [read_colour(palette.get(name)) for name in (words, *grounds)]
        ratios = [contrast(inks[0], ground) for ground in inks[1:] if inks[0] and ground]
        if any(ratio < LEAST_CONTRAST for ratio in ratios):
            message = (
                f"The {_COLOURS[words]} of your organization is hard to read on its paper, so pages"
                " take another one. Choose one that can be read under Settings."
            )
            yield Finding(None, "palette", "contrast", message, "warning")


#: What stands in words on which ground, of the colours that an organization chooses itself.
_READ_ON: Final = {"ink": ("paper", "canvas"), "accent": ("paper", "canvas")}
_COLOURS: Final = {"ink": "colour of words", "accent": "accent colour"}


def _of_fault(problem: Problem, ids: Mapping[str, UUID]) -> Finding:
    """A fault names its field by position: `fields.3.fields.0.label`."""
    steps, at = problem.path.split("."), 0
    while steps[at : at + 1] == ["fields"] and len(steps) > at + 1:
        at += 2
    return Finding(
        ids.get(".".join(steps[:at])),
        ".".join(steps[at:]),
        problem.keyword,
        problem.message or problem.keyword,
        problem.severity,
    )


def _of_warning(problem: Problem, by_key: Mapping[str, UUID]) -> Finding:
    """A warning names its field by keys: `guests.meal.options.0`."""
    steps, at, found = problem.path.split("."), 0, None
    is_of_form = problem.path.startswith(("rules.", "settings.")) and steps[0] not in by_key
    while not is_of_form and at < len(steps) and steps[at] in by_key:
        found, at = by_key[steps[at]], at + 1
    words = problem.message or problem.keyword
    return Finding(found, ".".join(steps[at:]), problem.keyword, words, problem.severity)


def _keys_by_path(raw: Mapping[str, Any], path: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for at, field in enumerate(raw.get("fields", ())):
        here = f"{path}fields.{at}"
        found += [(here, field["key"]), *_keys_by_path(field, f"{here}.")]
    return found
