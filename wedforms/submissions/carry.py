"""Carrying what a list was asked to the worker, and reading it there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from wedforms.submissions.narrow import Asked
from wedforms.submissions.questions import Question
from wedforms.submissions.wanted import Wanted


def written(asked: Asked) -> dict[str, Any]:
    """The question as JSON; its order and its page do not matter to an export."""
    return {
        "state": asked.state,
        "words": asked.words,
        "wanted": {key: _written(one) for key, one in asked.wanted.items()},
    }


def read(question: Mapping[str, Any], known: Mapping[str, Question], *, sensitive: bool) -> Asked:
    """The same question again, as far as the form still asks it."""
    return Asked(
        state=question.get("state", "all"),
        words=question.get("words", ""),
        wanted={key: _read(one) for key, one in question.get("wanted", {}).items() if key in known},
        sensitive=sensitive,
    )


def _written(wanted: Wanted) -> dict[str, Any]:
    return {
        "values": list(wanted.values),
        "words": wanted.words,
        "least": _bound(wanted.least),
        "most": _bound(wanted.most),
    }


def _bound(bound: int | Decimal | date | None) -> Any:
    return {"day": bound.isoformat()} if isinstance(bound, date) else bound


def _read(one: Mapping[str, Any]) -> Wanted:
    return Wanted(
        values=tuple(one["values"]),
        words=one["words"],
        least=_unbound(one["least"]),
        most=_unbound(one["most"]),
    )


def _unbound(bound: Any) -> Any:
    return date.fromisoformat(bound["day"]) if isinstance(bound, Mapping) else bound
