"""The files that answers name: each must be one that was uploaded here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.files import StoredFile
from wedforms.formspec.definition import Definition
from wedforms.formspec.errors import AnswersRejected, Problem
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.shapes import join
from wedforms.submissions.promote import answered


def require_known_files(
    session: Session, definition: Definition, answers: Mapping[str, Any]
) -> None:
    """Raise AnswersRejected for files that this organization never received or that differ."""
    named = list(_named_files(definition, answers))
    if not named:
        return
    known = _known(session, {file["id"] for _, file in named})
    unknown = [path for path, file in named if known.get(file["id"]) != file["sha256"]]
    if unknown:
        raise AnswersRejected([Problem(path, "file") for path in unknown])


def has_files(definition: Definition) -> bool:
    """Whether the form asks for anything that is uploaded."""
    return any(type_of(field).takes_files for _, field in definition.walk())


def _named_files(
    definition: Definition, answers: Mapping[str, Any]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for path, field, answer in answered(definition.fields, answers):
        for place, file in type_of(field).files(answer).items():
            yield join(path, place) if place else path, file


def _known(session: Session, ids: set[str]) -> dict[str, str]:
    stored = select(StoredFile.id, StoredFile.sha256).where(
        StoredFile.id.in_([UUID(one) for one in ids]), StoredFile.deleted_at.is_(None)
    )
    return {str(row.id): row.sha256 for row in session.execute(stored)}
