"""Assets: pictures that a supplier shows on pages and documents, such as a logo or a cover."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.files.keep import keep_file
from wedforms.files.kinds import PICTURES
from wedforms.files.models import StoredFile
from wedforms.files.scanner import Scanner
from wedforms.files.store import FileStore
from wedforms.files.uploads import Upload, inspect_upload

_LARGEST: Final = 5 * 1024 * 1024


def inspect_asset(name: str, content: bytes, *, scanner: Scanner | None = None) -> Upload:
    """Check a picture and make it anew, before the transaction begins; raises UploadRefused."""
    return inspect_upload(name, content, accepted=PICTURES, largest=_LARGEST, scanner=scanner)


def keep_asset(session: Session, *, store: FileStore, name: str, content: bytes) -> StoredFile:
    """Keep a picture of the open organization, made anew like every other picture."""
    return keep_picture(session, inspect_asset(name, content), store=store)


def keep_picture(session: Session, upload: Upload, *, store: FileStore) -> StoredFile:
    """Keep a picture that was inspected before the transaction began."""
    return keep_file(
        session,
        store=store,
        content=upload.content,
        name=upload.name,
        media_type=upload.media_type,
        kind="asset",
        details=upload.size_in_pixels,
    )


def size_of_picture(session: Session, sha256: str) -> Mapping[str, int]:
    """The `width` and `height` of an asset in pixels; empty for one that nobody knows."""
    details = session.scalar(select(StoredFile.details).where(StoredFile.sha256 == sha256)) or {}
    return {name: details[name] for name in ("width", "height") if name in details}
