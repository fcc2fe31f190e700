"""Exports: what was sent to a form, as CSV for spreadsheets or JSON for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from wedforms.core.trail import record_act
from wedforms.forms import Form
from wedforms.forms.find import PublishedForm, form_of_version, versions_of_form
from wedforms.formspec.definition import Definition
from wedforms.formspec.fieldtypes import type_of
from wedforms.submissions.layout import Teller, layout
from wedforms.submissions.models import FormSubmission

Conditions = Sequence[ColumnElement[bool]]

PAGE: Final = 500
#: What a spreadsheet would take for a formula, in plain and full-width forms.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
FACTS: Final = (
    "Submission",
    "Version",
    "Status",
    "Sent at",
    "Changed at",
    "Quarantined at",
    "Attached to",
)
_READ: Final = (
    FormSubmission.id,
    FormSubmission.form_version_id,
    FormSubmission.status,
    FormSubmission.revision,
    FormSubmission.submitted_at,
    FormSubmission.amended_at,
    FormSubmission.quarantined_at,
    FormSubmission.attached_to_id,
    FormSubmission.submission_data,
)


@dataclass(frozen=True, slots=True)
class Exported:
    """One submission with the version that asked for its answers."""

    row: Any
    form: PublishedForm

    @property
    def answers(self) -> Mapping[str, Any]:
        """The canonical answers."""
        return self.row.submission_data or {}

    @property
    def locale(self) -> str:
        """The language of the version."""
        return self.form.compiled.definition.locale


def everything(form_id: UUID) -> Conditions:
    """The conditions of an export that leaves nothing out."""
    return (
        FormSubmission.form_id == form_id,
        FormSubmission.status != "draft",
        FormSubmission.deleted_at.is_(None),
    )


def record_export(session: Session, form_id: UUID, *, shape: str, count: int | None = None) -> None:
    """Note in the audit trail that answers are taken out, and how many (absent: all)."""
    if count is None:
        rows = select(func.count()).select_from(FormSubmission).where(*everything(form_id))
        count = session.scalar(rows) or 0
    record_act(
        session,
        "answers.exported",
        table="forms",
        record_id=form_id,
        count=count,
        format=shape,
    )


def exported_page(
    session: Session, conditions: Conditions, *, after: UUID | None
) -> list[Exported]:
    """The next submissions behind `after`, oldest first; none at the end."""
    rows = select(*_READ).where(*conditions)
    if after is not None:
        rows = rows.where(FormSubmission.id > after)
    found = session.execute(rows.order_by(FormSubmission.id).limit(PAGE)).all()
    forms = {one: form_of_version(session, one) for one in {row.form_version_id for row in found}}
    return [Exported(row, forms[row.form_version_id]) for row in found]


def sent_submissions(
    session: Session, form_id: UUID, conditions: Conditions | None = None
) -> Iterator[Exported]:
    """Every sent submission of the form that fulfils the conditions, read page by page."""
    wanted = everything(form_id) if conditions is None else conditions
    last: UUID | None = None
    while page := exported_page(session, wanted, after=last):
        yield from page
        last = page[-1].row.id


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
    teller = Teller(layout(versions, most_rows))
    yield "\ufeff" + csv_line([*FACTS, *(column.heading for column in teller.columns)])
    for one in exported:
        told = teller.tell(one.answers, one.locale, asked=one.form.compiled.fields)
        yield csv_line([*_facts(one), *(text for _, _, text in told)])


def versions_of(session: Session, form_id: UUID) -> list[Definition]:
    """The definitions of every published version of the form, newest first."""
    return [one.compiled.definition for one in versions_of_form(session, form_id)]


def longest_repeats(
    session: Session,
    form_id: UUID,
    versions: Sequence[Definition],
    conditions: Conditions | None = None,
) -> dict[str, int]:
    """How many rows each repeat has at most over these submissions of the form."""
    keys = dict.fromkeys(
        field.key for one in versions for field in one.fields if type_of(field).has_rows
    )
    if not keys:
        return {}
    wanted = everything(form_id) if conditions is None else conditions
    lengths = [
        func.max(func.jsonb_array_length(FormSubmission.submission_data[key])) for key in keys
    ]
    longest = session.execute(select(*lengths).where(*wanted)).one()
    return {key: most or 0 for key, most in zip(keys, longest, strict=True)}


def form_id_of(session: Session, slug: str) -> UUID | None:
    """The id of the form at this address, unless it was deleted."""
    return session.scalar(select(Form.id).where(Form.slug == slug, Form.deleted_at.is_(None)))


def csv_line(cells: Iterable[str]) -> str:
    """One line of CSV; no cell of it is taken for a formula."""
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(map(_harmless, cells))
    return line.getvalue()


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


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _moment(at: Any) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")
