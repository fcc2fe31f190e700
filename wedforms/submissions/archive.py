"""The files that people sent, in one archive: a folder for each submission, and a list of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from uuid import UUID
from zipfile import ZIP_STORED, ZipFile

from wedforms.files.errors import FileMissing
from wedforms.files.store import FileStore
from wedforms.formspec.definition import Definition
from wedforms.formspec.fieldtypes import type_of
from wedforms.lib.text import file_name
from wedforms.submissions.export import Exported, csv_line
from wedforms.submissions.promote import answered
from wedforms.submissions.whole import without_sensitive

#: What one archive may hold; whoever needs more narrows the list.
LARGEST: Final = 300_000_000
_HEADINGS: Final = ("Submission", "Sent at", "Question", "File", "In this archive as")
_GONE: Final = "no longer kept"


class ArchiveTooLarge(Exception):
    """There are more files than one archive may hold."""

    def __init__(self) -> None:
        super().__init__(f"The files are more than {LARGEST // 1_000_000} MB together.")


def write_archive(
    path: Path,
    exported: Iterable[Exported],
    *,
    store: FileStore,
    organization_id: UUID,
    sensitive: bool,
) -> Iterator[int]:
    """Write the archive; yields after each submission how many there are so far.

    Equal contents are in it once. Raises ArchiveTooLarge.
    """
    listed = ["\ufeff" + csv_line(_HEADINGS)]
    kept: dict[str, str] = {}
    size = 0
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for count, one in enumerate(exported, 1):
            for question, file in _files(one, sensitive=sensitive):
                if file["sha256"] not in kept:
                    size += file["size"]
                    if size > LARGEST:
                        raise ArchiveTooLarge
                    content = _content(store, file["sha256"], organization_id)
                    kept[file["sha256"]] = _added(archive, one, file["name"], content)
                listed.append(_line(one, question, file["name"], kept[file["sha256"]]))
            yield count
        archive.writestr("files.csv", "".join(listed))


def _files(one: Exported, *, sensitive: bool) -> Iterator[tuple[str, Mapping[str, Any]]]:
    definition: Definition = one.form.compiled.definition
    answers = one.answers if sensitive else without_sensitive(definition.fields, one.answers)
    for _, field, answer in answered(definition.fields, answers):
        for file in type_of(field).files(answer).values():
            yield field.label or field.key, file


def _content(store: FileStore, sha256: str, organization_id: UUID) -> bytes | None:
    try:
        return store.get(sha256, organization_id=organization_id)
    except FileMissing:
        return None


def _added(archive: ZipFile, one: Exported, name: str, content: bytes | None) -> str:
    """The place of a content in the archive, under its sender's name."""
    if content is None:
        return _GONE
    stem, _, ending = name.rpartition(".")
    safe = file_name(stem or ending, extension=ending if stem else "bin")
    folder = f"{one.row.submitted_at:%Y-%m-%d} {str(one.row.id)[-8:]}"
    place, number = f"{folder}/{safe}", 1
    while place in archive.NameToInfo:
        number += 1
        place = f"{folder}/{number} {safe}"
    archive.writestr(place, content)
    return place


def _line(one: Exported, question: str, name: str, place: str) -> str:
    sent_at = one.row.submitted_at.isoformat(timespec="seconds")
    return csv_line((str(one.row.id), sent_at, question, name, place))
