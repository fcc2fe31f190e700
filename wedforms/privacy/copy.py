"""The copy that a person may ask for: every row about them as JSON, and their files beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy.orm import Session

from wedforms.core.base import TenantModel
from wedforms.files import StoredFile
from wedforms.files.errors import FileMissing
from wedforms.files.store import FileStore
from wedforms.lib.text import file_name
from wedforms.privacy.holdings import Holdings, trail_of

#: What is told of nobody: digests and secrets, and what is worked out from the answers again.
_UNTOLD: Final = frozenset({"secret_digest", "digest", "draft_digest", "view_digest", "body_hash"})
_DERIVED: Final = frozenset({"submission_answers", "submission_words"})


def rows_as_json(session: Session, holdings: Holdings) -> dict[str, Any]:
    """Every row about them by table, as JSON has it; the trail says when each was changed."""
    told: dict[str, Any] = {
        table: [_row(one) for one in rows]
        for table, rows in holdings.rows.items()
        if rows and table not in _DERIVED
    }
    told["stored_files"] = [{"id": str(one.id), "name": one.name} for one in holdings.files]
    told["suppressions"] = [_row(one) for one in holdings.suppressions]
    told["trail"] = [
        {
            "at": one.created_at.isoformat(),
            "table": one.table_name,
            "what": one.action,
            # What a row held stands above; only an act's own words stand nowhere else.
            "said": one.new_values if "." in one.action else None,
        }
        for one in trail_of(session, holdings)
    ]
    return told


def write_copy(
    path: Path, told: Mapping[str, Any], holdings: Holdings, *, store: FileStore
) -> None:
    """Write the archive: `data.json`, and each file under its own name."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(told, ensure_ascii=False, indent=1))
        for name, file in _named(holdings):
            try:
                content = store.get(file.sha256, organization_id=file.organization_id)
            except FileMissing:
                continue
            archive.writestr(f"files/{name}", content)


def _named(holdings: Holdings) -> Iterator[tuple[str, StoredFile]]:
    for file in holdings.files:
        stem, _, ending = file.name.rpartition(".")
        safe = file_name(stem or ending, extension=ending if stem else "bin")
        yield f"{str(file.id)[-8:]} {safe}", file


def _row(row: TenantModel) -> dict[str, Any]:
    return {
        column.name: _plain(getattr(row, type(row).__mapper__.get_property_by_column(column).key))
        for column in row.__table__.columns
        if column.name not in _UNTOLD and column.name != "organization_id"
    }


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
