"""Receiving a file: its name, kind and whole content are checked before anything is kept.

`inspect_upload` needs no database and may take seconds: call it before the transaction begins.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from wedforms.core.tenancy import open_organization
from wedforms.files.errors import ContentRefused, UploadRefused
from wedforms.files.keep import keep_file
from wedforms.files.kinds import KINDS, OFFICE, PICTURES, kind_of
from wedforms.files.models import StoredFile
from wedforms.files.office import check_office
from wedforms.files.pdf import check_pdf, draw_first_page
from wedforms.files.pictures import make_anew
from wedforms.files.scanner import Scanner
from wedforms.files.store import FileStore
from wedforms.files.texts import read_plain_text
from wedforms.formspec.fieldtypes.files import LARGEST_FILE, MIME_TYPES
from wedforms.lib.text import file_name


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that passed every check: what will be kept of it."""

    name: str
    kind: str
    content: bytes
    thumbnail: bytes | None = None
    size_in_pixels: Mapping[str, int] = field(default_factory=dict)
    scanned: bool = False

    @property
    def media_type(self) -> str:
        """The MIME type under which it is stored."""
        return MIME_TYPES[self.kind]


@dataclass(frozen=True, slots=True)
class Received:
    """A kept upload: its row, and the name that its sender gave it."""

    file: StoredFile
    name: str

    @property
    def answer(self) -> dict[str, Any]:
        """The canonical answer of a file field (docs/definition.md)."""
        return {
            "id": str(self.file.id),
            "sha256": self.file.sha256,
            "name": self.name,
            "size": self.file.size_bytes,
            "type": self.file.media_type,
        }


def inspect_upload(
    name: str,
    content: bytes,
    *,
    accepted: Collection[str] = KINDS,
    largest: int = LARGEST_FILE,
    scanner: Scanner | None = None,
) -> Upload:
    """Check a file to its last byte, make pictures anew, draw a PDF's first page small.

    Raises UploadRefused with words. `accepted` are kinds ("pdf", "jpg", …); `largest` counts
    bytes, before and after.
    """
    shown = _shown(name)
    largest = min(largest, LARGEST_FILE)
    try:
        _check_size(content, largest)
        kind = kind_of(shown, content, accepted=accepted)
        if scanner is not None:
            scanner.check(content)
        upload = _inspected(shown, kind, content, scanned=scanner is not None)
        _check_size(upload.content, largest)
    except ContentRefused as refused:
        raise UploadRefused(
            refused.reason,
            name=shown,
            limit=refused.limit,
            accepted=accepted,
        ) from refused
    return upload


def keep_upload(session: Session, upload: Upload, *, store: FileStore, now: datetime) -> Received:
    """Keep an inspected file, and its thumbnail, for the open organization."""
    details: dict[str, Any] = dict(upload.size_in_pixels)
    if upload.thumbnail is not None:
        details["thumbnail"] = store.put(
            upload.thumbnail, organization_id=open_organization(session)
        )
    file = keep_file(
        session,
        store=store,
        content=upload.content,
        name=upload.name,
        media_type=upload.media_type,
        kind="upload",
        details=details,
        scanned_at=now if upload.scanned else None,
    )
    return Received(file, upload.name)


def _inspected(name: str, kind: str, content: bytes, *, scanned: bool) -> Upload:
    clean_name = file_name(name.rpartition(".")[0], extension=kind)
    if kind in PICTURES:
        picture = make_anew(content, kind=kind)
        size = {"width": picture.width, "height": picture.height}
        return Upload(clean_name, kind, picture.content, picture.thumbnail, size, scanned)
    if kind in OFFICE:
        check_office(content, kind=kind)
    elif kind == "pdf":
        check_pdf(content)
        return Upload(clean_name, kind, content, draw_first_page(content), scanned=scanned)
    else:
        content = read_plain_text(content)
    return Upload(clean_name, kind, content, scanned=scanned)


def _shown(name: str) -> str:
    """The file's own name, without the folders that some browsers send before it."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem, _, ending = last.encode("utf-8", "replace").decode().rpartition(".")
    return file_name(stem or ending, extension=ending if stem else "").rstrip(".")


def _check_size(content: bytes, largest: int) -> None:
    if not content:
        raise ContentRefused("empty")
    if len(content) > largest:
        raise ContentRefused("too_large", limit=largest)
