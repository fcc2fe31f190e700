"""Narrowing by answers that are lifted nowhere: read out of the submissions of the one form.

Those that are sensitive or private stay in `submission_data` alone, and rankings, matrices and
files have no plain values. The conditions are SQL/JSON paths (ISO/IEC 9075-2:2016) in their lax
mode, in which a list is looked through item by item.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Text, cast, func, literal, not_, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, JSONPATH
from sqlalchemy.orm import InstrumentedAttribute

from wedforms.core.jsonb import dumps
from wedforms.formspec.fieldtypes.base import Narrowing
from wedforms.submissions.questions import Question
from wedforms.submissions.wanted import Wanted

_SIGNS: Final = {"least": ">=", "most": "<="}
_A_DAY: Final = r'like_regex "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"'

Answers = ColumnElement[Any] | InstrumentedAttribute[Any]


def is_inside(answers: Answers, question: Question, wanted: Wanted) -> ColumnElement[bool]:
    """Whether `answers` (a whole submission's) hold a wanted one to this question."""
    return _READ[question.narrowing](answers, question, wanted)


def path_to(question: Question) -> str:
    """The JSON path to every answer to it, in whatever rows it lies."""
    groups = "".join(f"{_member(group.key)}[*]" for group in question.groups)
    return f"${groups}{_member(question.key)}"


def _member(key: str) -> str:
    return f".{json.dumps(key)}"


def _exists(answers: Answers, path: str, **variables: Any) -> ColumnElement[bool]:
    given = cast(literal(dumps(variables), Text), JSONB)
    found: ColumnElement[bool] = func.jsonb_path_exists(answers, cast(path, JSONPATH), given)
    return found


def _chosen(answers: Answers, question: Question, wanted: Wanted) -> ColumnElement[bool]:
    other = " || exists(@.other)" if "other" in wanted.values else ""
    path = f"{path_to(question)}[*] ? (@ == $wanted[*]{other})"
    return _exists(answers, path, wanted=wanted.values)


def _yes_or_no(answers: Answers, question: Question, wanted: Wanted) -> ColumnElement[bool]:
    path = f"{path_to(question)} ? (@ == $wanted[*])"
    return _exists(answers, path, wanted=[value == "true" for value in wanted.values])


def _ranked_first(answers: Answers, question: Question, wanted: Wanted) -> ColumnElement[bool]:
    path = f"{path_to(question)}[0] ? (@ == $wanted[*])"
    return _exists(answers, path, wanted=wanted.values)


def _in_cells(answers: Answers, question: Question, wanted: Wanted) -> ColumnElement[bool]:
    cells = (value.split(".", 1) for value in wanted.values)
    return or_(
        *(
            _exists(
                answers, f"{path_to(question)}{_member(row)}[*] ? (@ == $wanted)", wanted=column
            )
            for row, column in cells
        )
    )


def _given(answers: Answers, question: Question, wanted: Wanted) -> ColumnElement[bool]:
    if len(wanted.values) > 1:
        return true()
    is_given = _exists(answers, f"{path_to(question)} ? (@ != null)")
    return is_given if "yes" in wanted.values else not_(is_given)


def _in_range(answers: Answers, question: Question, wanted: Wanted) -> ColumnElement[bool]:
    bounds = {
        name: bound.isoformat() if isinstance(bound, date) else bound
        for name, bound in (("least", wanted.least), ("most", wanted.most))
        if bound is not None
    }
    kept = [f"@ {_SIGNS[name]} ${name}" for name in bounds]
    days = [f"@ {_A_DAY}"] if question.narrowing == "date" else []
    path = f"{path_to(question)}.** ? ({' && '.join([*days, *kept])})"
    return _exists(answers, path, **bounds)


def _with_words(answers: Answers, question: Question, wanted: Wanted) -> ColumnElement[bool]:
    """The texts of one answer are read as one, so that a whole name is found."""
    path = cast(path_to(question), JSONPATH)
    answer = func.jsonb_path_query(answers, path).column_valued("answer")
    parts = func.jsonb_path_query(cast(answer, JSONB), cast("$.**", JSONPATH))
    part = cast(parts.column_valued("part"), JSONB)
    told = func.string_agg(part.op("#>>", return_type=Text())(cast([], ARRAY(Text))), " ")
    whole = select(told).where(func.jsonb_typeof(part) == "string").scalar_subquery()
    return select(answer).where(whole.icontains(wanted.words, autoescape=True)).exists()


_READ: Final[Mapping[Narrowing, Callable[[Answers, Question, Wanted], ColumnElement[bool]]]] = {
    "choice": _chosen,
    "yes_no": _yes_or_no,
    "first": _ranked_first,
    "cells": _in_cells,
    "given": _given,
    "number": _in_range,
    "date": _in_range,
    "text": _with_words,
}
