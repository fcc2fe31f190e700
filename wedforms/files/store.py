"""The file store: contents under their SHA-256, each organization's apart, on disk or in a cloud.

Putting a content twice is the same as once. A content is whole or absent, never half there.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import UUID

from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url

from wedforms.files.errors import FileDamaged, FileMissing, StoreUnusable
from wedforms.settings import Settings

#: Where no content lies, as it belongs to no organization.
_PROBE: Final = "tried-out"
_CLOUDS: Final = ("s3://", "gs://", "az://")


def sha256_of(content: bytes) -> str:
    """The SHA-256 of a content, in hexadecimal: its name in the store."""
    return hashlib.sha256(content).hexdigest()


class FileStore:
    """Contents by organization and SHA-256."""

    def __init__(self, objects: ObjectStore, *, folder: Path | None = None) -> None:
        self._objects = objects
        self._folder = folder

    def put(self, content: bytes, *, organization_id: UUID) -> str:
        """Keep `content` and return its SHA-256; it is on disk or in the cloud on return."""
        sha256 = sha256_of(content)
        path = _path(organization_id, sha256)
        if self._size(path) != len(content):
            self._objects.put(path, content)
            self._settle(path)
        return sha256

    def get(self, sha256: str, *, organization_id: UUID) -> bytes:
        """The content; raises FileMissing, or FileDamaged when it is no longer the same."""
        try:
            content = bytes(self._objects.get(_path(organization_id, sha256)).bytes())
        except FileNotFoundError:
            raise FileMissing(sha256) from None
        if sha256_of(content) != sha256:
            raise FileDamaged(sha256)
        return content

    def exists(self, sha256: str, *, organization_id: UUID) -> bool:
        """Whether the store holds the content."""
        return self._size(_path(organization_id, sha256)) is not None

    def delete(self, sha256: str, *, organization_id: UUID) -> None:
        """Forget the content; forgetting what is not there does nothing."""
        with suppress(FileNotFoundError):
            self._objects.delete(_path(organization_id, sha256))

    def try_out(self) -> None:
        """Put something and take it away again; raises StoreUnusable when that is not allowed."""
        try:
            self._objects.put(_PROBE, b"")
            self._objects.delete(_PROBE)
        except (PermissionDeniedError, UnauthenticatedError, OSError) as fault:
            raise StoreUnusable(str(self._folder or "the store"), str(fault)) from fault

    def _size(self, path: str) -> int | None:
        try:
            return int(self._objects.head(path)["size"])
        except FileNotFoundError:
            return None

    def _settle(self, path: str) -> None:
        """Make a local file survive a power cut, as its row does; clouds do so themselves."""
        if self._folder is None:
            return
        file = self._folder / path
        for place in (file, file.parent, file.parent.parent, self._folder):
            handle = os.open(place, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def open_store(settings: Settings) -> FileStore:
    """The configured store, or the folder `files` beside the other data."""
    place = settings.files_url or str(Path(settings.data_folder) / "files")
    if place.startswith(_CLOUDS):
        return _in_the_cloud(place)
    return open_folder(Path(place.removeprefix("file://")))


def open_folder(folder: Path) -> FileStore:
    """A store in a local folder, made when missing and closed to other accounts."""
    folder = folder.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return FileStore(LocalStore(folder, automatic_cleanup=True), folder=folder)
    except (OSError, BaseError) as fault:
        raise StoreUnusable(str(folder), str(fault)) from fault


def open_memory() -> FileStore:
    """A store that forgets everything at the end, for tests and previews."""
    return FileStore(MemoryStore())


def _in_the_cloud(place: str) -> FileStore:
    """S3, Google or Azure; keys and region come from the environment names those clouds define."""
    try:
        return FileStore(from_url(place))
    except (BaseError, ValueError) as fault:
        raise StoreUnusable(place, str(fault)) from fault


def _path(organization_id: UUID, sha256: str) -> str:
    return f"{organization_id}/{sha256[:2]}/{sha256}"
