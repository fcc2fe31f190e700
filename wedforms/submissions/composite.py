"""What was answered where an answer has parts: orders, tables, files and repeats.

Such answers are lifted out nowhere, so the database reads them in the latest submissions and sends
counts alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Subquery, Text, case, cast, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, JSONPATH
from sqlalchemy.orm import Session

from wedforms.formspec.fieldtypes.base import Summary
from wedforms.submissions.course import counting
from wedforms.submissions.models import FormSubmission
from wedforms.submissions.questions import Question
from wedforms.submissions.tally import Tally

#: Answers with parts are counted in so many submissions, the latest.
MOST_COUNTED: Final = 10_000
#: Repeats of more rows than this are counted together.
_LONGEST_TOLD: Final = 12
_TEXTS: Final = ARRAY(Text())
_EMPTY: Final[Mapping[str, Any]] = {"array": [], "object": {}}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a grid: how often each column was chosen in it; `mean`: its place on average."""

    label: str
    counts: Sequence[int]
    mean: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """What was put where: the lines of a table against its columns, or options against places."""

    columns: Sequence[str]
    lines: Sequence[Line]
    is_ranked: bool

    @property
    def most(self) -> int:
        """The largest count of a cell."""
        return max((count for line in self.lines for count in line.counts), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the answers to one question with parts come to."""

    grid: Grid | None = None
    tallies: Sequence[Tally] = ()
    facts: Sequence[tuple[str, str]] = ()
    spread: Sequence[tuple[str, int]] = ()
    bytes: int = 0


def parts_of(session: Session, form_id: UUID, question: Question, kind: Summary) -> Parts | None:
    """The sum of the answers to a question with parts; None for other kinds, and for no answer."""
    count = _COUNTED.get(kind)
    return None if count is None else count(session, _answers(form_id, question), question)


def _answers(form_id: UUID, question: Question) -> Subquery:
    """Each answer to the question, those in the rows of repeats included."""
    newest = (
        select(FormSubmission.id, FormSubmission.submission_data.label("data"))
        .where(*counting(form_id))
        .order_by(FormSubmission.submitted_at.desc(), FormSubmission.id.desc())
        .limit(MOST_COUNTED)
        .subquery()
    )
    keys = [*(group.key for group in question.groups), question.key]
    path = "$" + "".join(f'."{key}"' for key in keys)
    found = func.jsonb_path_query(
        newest.c.data, cast(literal(path), JSONPATH), type_=JSONB
    ).column_valued("found", joins_implicitly=True)
    return select(newest.c.id, found.label("answer")).subquery()


def _whole(answer: Any, shape: str) -> Any:
    """The answer where it has this shape; an earlier version may have asked for something else."""
    empty = literal(_EMPTY[shape], JSONB)
    return case((func.jsonb_typeof(answer) == shape, answer), else_=empty)


def _ranks(session: Session, answers: Subquery, question: Question) -> Parts | None:
    item = (
        func.jsonb_array_elements_text(_whole(answers.c.answer, "array"))
        .table_valued("value", with_ordinality="place", joins_implicitly=True)
        .render_derived()
    )
    counted = select(item.c.value, item.c.place, func.count()).select_from(answers, item)
    counted = counted.group_by(item.c.value, item.c.place)
    counts = {(value, place): count for value, place, count in session.execute(counted)}
    if not counts:
        return None
    places = range(1, max(place for _, place in counts) + 1)
    lines = [
        Line(label, row, _mean(row))
        for value, label in _named(question.field.options, (value for value, _ in counts))
        for row in [[counts.get((value, place), 0) for place in places]]
    ]
    # What nobody chose stands behind what somebody put last.
    lines.sort(key=lambda line: (line.mean is None, line.mean))
    grid = Grid(columns=[str(place) for place in places], lines=lines, is_ranked=True)
    return Parts(grid=grid)


def _named(listed: Iterable[Any], seen: Iterable[str]) -> list[tuple[str, str]]:
    """Values with their labels; those of an earlier version that is gone behind, as they are."""
    labels = {one.value: one.label for one in listed}
    return [*labels.items(), *((value, value) for value in sorted({*seen} - {*labels}))]


def _mean(counts: Sequence[int]) -> Decimal | None:
    if not (given := sum(counts)):
        return None
    places = sum(place * count for place, count in enumerate(counts, 1))
    return round(Decimal(places) / given, 1)


def _matrix(session: Session, answers: Subquery, question: Question) -> Parts | None:
    row = (
        func.jsonb_each(_whole(answers.c.answer, "object"))
        .table_valued("key", "value", joins_implicitly=True)
        .render_derived()
    )
    # Of a list each item, of one value itself.
    every = cast(literal("$[*]"), JSONPATH)
    cell = func.jsonb_path_query(cast(row.c.value, JSONB), every, type_=JSONB).column_valued(
        "cell", joins_implicitly=True
    )
    chosen = cell.op("#>>", return_type=Text())(literal([], _TEXTS))
    counted = select(row.c.key, chosen, func.count()).select_from(answers, row)
    counted = counted.group_by(row.c.key, chosen)
    counts = {(key, value): count for key, value, count in session.execute(counted)}
    if not counts:
        return None
    columns = _named(question.field.columns, (value for _, value in counts))
    lines = [
        Line(label, [counts.get((key, value), 0) for value, _ in columns])
        for key, label in _named(question.field.rows, (key for key, _ in counts))
    ]
    grid = Grid(columns=[label for _, label in columns], lines=lines, is_ranked=False)
    return Parts(grid=grid)


def _files(session: Session, answers: Subquery, question: Question) -> Parts | None:
    del question
    file = func.jsonb_array_elements(_whole(answers.c.answer, "array"), type_=JSONB).column_valued(
        "file", joins_implicitly=True
    )
    kind = file.op("->>", return_type=Text())("type")
    size = func.sum(cast(file.op("->>", return_type=Text())("size"), BigInteger))
    counted = select(kind.label("kind"), func.count().label("number"), size.label("bytes"))
    counted = counted.select_from(answers)
    rows = session.execute(counted.where(kind.is_not(None)).group_by(kind)).all()
    if not rows:
        return None
    senders = select(func.count(answers.c.id.distinct()))
    return Parts(
        tallies=[Tally(row.kind, row.number) for row in sorted(rows, key=_commonest)],
        facts=(
            ("count", str(session.scalar(senders))),
            ("files", str(sum(row.number for row in rows))),
        ),
        bytes=sum(int(row.bytes) for row in rows),
    )


def _commonest(row: Any) -> tuple[int, str]:
    return -row.number, row.kind


def _rows(session: Session, answers: Subquery, question: Question) -> Parts | None:
    del question
    length: ColumnElement[int] = func.jsonb_array_length(_whole(answers.c.answer, "array"))
    counted = select(length.label("length"), func.count().label("number")).group_by(length)
    counts: dict[int, int] = {row.length: row.number for row in session.execute(counted)}
    counts.pop(0, None)
    if not counts:
        return None
    given, rows = sum(counts.values()), sum(length * count for length, count in counts.items())
    return Parts(
        facts=(
            ("count", str(given)),
            ("least", str(min(counts))),
            ("most", str(max(counts))),
            ("mean", format(round(Decimal(rows) / given, 1), "f")),
            ("sum", str(rows)),
        ),
        spread=_lengths(counts),
    )


def _lengths(counts: Mapping[int, int]) -> list[tuple[str, int]]:
    """How often there were one row, two rows and so on; the longest together."""
    if len(counts) == 1:
        return []
    last = min(max(counts), _LONGEST_TOLD)
    told = [(str(length), counts.get(length, 0)) for length in range(min(*counts, last), last)]
    rest = sum(count for length, count in counts.items() if length >= last)
    return [*told, (f"{last}+" if max(counts) > last else str(last), rest)]


_COUNTED: Final[Mapping[Summary, Callable[[Session, Subquery, Question], Parts | None]]] = {
    "ranks": _ranks,
    "matrix": _matrix,
    "files": _files,
    "rows": _rows,
}
