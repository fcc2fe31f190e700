"""What can be wrong with a definition, an expression or a set of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault, as data; words come later, in the reader's language.

    `path` is dotted (`guests.0.meal`, empty for the whole form), `keyword` the JSON Schema keyword
    or the name of the rule's kind, `limit` its value, `message` a text the supplier wrote.
    """

    path: str
    keyword: str
    limit: Any = None
    message: str | None = None
    severity: Literal["error", "warning"] = "error"


class FormspecError(Exception):
    """The root of everything the pure core raises."""


class DefinitionRejected(FormspecError):
    """The definition is not a form; every fault found is in `problems`."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "; ".join(f"{p.path or 'form'}: {p.message or p.keyword}" for p in problems)
        )


class ExpressionError(FormspecError):
    """The text or tree is not an expression; `position` counts code points from 0 where known."""

    def __init__(self, message: str, *, position: int | None = None) -> None:
        self.position = position
        super().__init__(message)


class AnswersRejected(FormspecError):
    """The answers are not right; every fault found is in `problems`.

    `values` are the tidy, settled answers: the row numbers in the problems' paths count its rows.
    """

    def __init__(
        self, problems: Sequence[Problem], *, values: Mapping[str, Any] | None = None
    ) -> None:
        self.problems = tuple(problems)
        self.values = dict(values or {})
        super().__init__(f"{len(self.problems)} problems in the answers")
