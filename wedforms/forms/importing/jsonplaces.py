"""Where something stands in a JSON Schema, said to people who know its questions and not JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from wedforms.forms.importing.naming import words_of
from wedforms.forms.importing.report import Report

_ROOT: Final = "#"
#: Behind these the pointer names a question.
_NAMES: Final = frozenset({"properties", "dependentRequired", "dependentSchemas", "dependencies"})


@dataclass(slots=True)
class JsonReport(Report):
    """A report whose places are JSON pointers: each is told with the question that it is about."""

    def add(self, place: str, what: str, *, why: str, instead: str) -> None:
        """Note one thing that could not be carried as it was."""
        Report.add(self, in_words_of(place), what, why=why, instead=instead)


def in_words_of(pointer: str) -> str:
    """`#/properties/guestList/items/properties/name` is “Guest list”, “Name”, and the pointer."""
    if not pointer.startswith(_ROOT):
        return pointer
    steps = pointer.split("/")
    named = [words_of(after) for step, after in pairwise(steps) if step in _NAMES]
    called = ", ".join(f"“{name}”" for name in named) or "The form as a whole"
    return f"{called} ({pointer})"


def said_plainly(raw: Any) -> str:
    """What a part of a schema says, without its braces: the names in it, at most a few."""
    if isinstance(raw, Mapping):
        return ", ".join(str(name) for name in list(raw)[:5]) or "nothing more"
    if isinstance(raw, list):
        return ", ".join(said_plainly(one) for one in raw[:5])
    return str(raw)
