"""Exports: every sent submission of a form, as CSV for spreadsheets or JSON for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from wedforms.core.trail import record_act
from wedforms.forms import Form, FormVersion
from wedforms.forms.find import PublishedForm, form_of_version
from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.fieldtypes import type_of
from wedforms.submissions.models import FormSubmission

_Rows = TypeVar("_Rows")

_PAGE: Final = 500
#: What a spreadsheet would take for a formula, in plain and full-width forms.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_FACTS: Final = (
    "Submission",
    "Version",
    "Status",
    "Sent at",
    "Changed at",
    "Quarantined at",
    "Attached to",
)


@dataclass(frozen=True, slots=True)
class Exported:
    """One submission with the version that asked for its answers."""

    row: FormSubmission
    form: PublishedForm


def record_export(session: Session, form_id: UUID, *, shape: str) -> None:
    """Note in the audit trail that everything sent to the form is taken out, and how much it is."""
    count = session.scalar(_sent_to(select(func.count()).select_from(FormSubmission), form_id))
    record_act(
        session,
        "answers.exported",
        table="forms",
        record_id=form_id,
        count=count or 0,
        format=shape,
    )


def sent_submissions(session: Session, form_id: UUID) -> Iterator[Exported]:
    """Every sent submission of the form, oldest first, read page by page."""
    last: UUID | None = None
    while page := _page(session, form_id, after=last):
        for row in page:
            yield Exported(row, form_of_version(session, row.form_version_id))
            session.expunge(row)
        last = page[-1].id


def as_json(exported: Iterable[Exported]) -> Iterator[dict[str, Any]]:
    """Each submission as a JSON object with its canonical answers."""
    for one in exported:
        yield {
            "id": str(one.row.id),
            "version": one.form.version_number,
            "content_hash": one.form.compiled.content_hash,
            "status": one.row.status,
            "revision": one.row.revision,
            "submitted_at": _moment(one.row.submitted_at),
            "amended_at": _moment(one.row.amended_at),
            "quarantined_at": _moment(one.row.quarantined_at),
            "attached_to": str(one.row.attached_to_id) if one.row.attached_to_id else None,
            "answers": one.row.submission_data,
        }


def as_csv(
    versions: Sequence[Definition], exported: Iterable[Exported], *, most_rows: Mapping[str, int]
) -> Iterator[str]:
    """CSV lines with a BOM: a heading, then one line a submission, every cell quoted.

    Columns are those of all versions together, the newest's order first, so that they stay where
    they are from export to export. A repeat has its columns once for each of `most_rows` rows.
    """
    layout = _layout(versions, most_rows)
    yield "\ufeff" + _line([*_FACTS, *(column.heading for column in layout)])
    for one in exported:
        yield _line([*_facts(one), *_cells(layout, one)])


def versions_of(session: Session, form_id: UUID) -> list[Definition]:
    """The definitions of every published version of the form, newest first."""
    ids = select(FormVersion.id).where(FormVersion.form_id == form_id)
    found = session.scalars(ids.order_by(FormVersion.number.desc())).all()
    return [form_of_version(session, one).compiled.definition for one in found]


def longest_repeats(session: Session, form_id: UUID) -> dict[str, int]:
    """How many rows each repeat has at most over all submissions of the form."""
    most: dict[str, int] = {}
    for one in sent_submissions(session, form_id):
        for key, value in (one.row.submission_data or {}).items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                most[key] = max(most.get(key, 0), len(value))
    return most


def form_id_of(session: Session, slug: str) -> UUID | None:
    """The id of the form at this address, unless it was deleted."""
    return session.scalar(select(Form.id).where(Form.slug == slug, Form.deleted_at.is_(None)))


@dataclass(frozen=True, slots=True)
class _Column:
    """One column: which answer (and which part and row of a repeat) it shows."""

    key: str
    field: Field
    part: int
    heading: str
    group: str = ""
    row: int = 0


def _page(session: Session, form_id: UUID, *, after: UUID | None) -> Sequence[FormSubmission]:
    rows = _sent_to(select(FormSubmission), form_id)
    if after is not None:
        rows = rows.where(FormSubmission.id > after)
    return session.scalars(rows.order_by(FormSubmission.id).limit(_PAGE)).all()


def _sent_to(rows: Select[_Rows], form_id: UUID) -> Select[_Rows]:
    return rows.where(
        FormSubmission.form_id == form_id,
        FormSubmission.status != "draft",
        FormSubmission.deleted_at.is_(None),
    )


def _facts(one: Exported) -> list[str]:
    row = one.row
    moments = (row.submitted_at, row.amended_at, row.quarantined_at)
    return [
        str(row.id),
        str(one.form.version_number),
        row.status,
        *(_moment(at) or "" for at in moments),
        str(row.attached_to_id or ""),
    ]


def _layout(versions: Sequence[Definition], most_rows: Mapping[str, int]) -> list[_Column]:
    columns: dict[tuple[str, str, int, int, str], _Column] = {}
    for definition in versions:
        for column in _columns(definition.fields, most_rows):
            known = (column.group, column.key, column.row, column.part, column.field.field_type)
            columns.setdefault(known, column)
    return list(columns.values())


def _columns(fields: Iterable[Field], most_rows: Mapping[str, int]) -> Iterator[_Column]:
    for field in fields:
        if not type_of(field).has_rows:
            yield from _field_columns(field)
            continue
        for row in range(most_rows.get(field.key, 0)):
            for inner in field.fields:
                yield from _field_columns(inner, group=field, row=row)


def _field_columns(field: Field, *, group: Field | None = None, row: int = 0) -> Iterator[_Column]:
    before = f"{group.label or group.key} {row + 1}: " if group else ""
    for part, column in enumerate(type_of(field).columns(field)):
        heading = f"{before}{column.title or field.key}"
        yield _Column(field.key, field, part, heading, group.key if group else "", row)


def _cells(layout: Sequence[_Column], one: Exported) -> Iterator[str]:
    answers = one.row.submission_data or {}
    locale = one.form.compiled.definition.locale
    for column in layout:
        value = _value(column, answers)
        cells = type_of(column.field).cells(column.field, value, locale)
        yield cells[column.part] if column.part < len(cells) else ""


def _value(column: _Column, answers: Mapping[str, Any]) -> Any:
    if not column.group:
        return answers.get(column.key)
    rows = answers.get(column.group) or []
    return rows[column.row].get(column.key) if column.row < len(rows) else None


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(map(_harmless, cells))
    return line.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _moment(at: Any) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")
