"""Word and Excel files: zip archives that unpack to what they say and hold no programs."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from typing import Final

from wedforms.files.errors import ContentRefused

MOST_ENTRIES: Final = 1_000
MOST_UNPACKED: Final = 200_000_000
HIGHEST_RATIO: Final = 100
# A small part may shrink further than the limit without harm: an empty sheet of many cells.
_RATIO_MATTERS_FROM: Final = 1_000_000
_BLOCK: Final = 1 << 16
_ENCRYPTED: Final = 0x1
_MAIN_PART: Final = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_ACTIVE: Final = re.compile(r"vbaproject|activex|\.(?:exe|dll|js|vbs|scr)$", re.IGNORECASE)
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def check_office(content: bytes, *, kind: str) -> None:
    """Raise ContentRefused unless this is a whole, harmless file of the kind."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_outline(archive, content)
            _check_parts(archive, kind)
            _check_content(archive, len(content))
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError) as fault:
        raise ContentRefused("broken") from fault


def _check_outline(archive: zipfile.ZipFile, content: bytes) -> None:
    """Nothing before, nothing after, no entry twice, not too many."""
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise ContentRefused("bomb")
    names = [entry.filename for entry in entries]
    starts = [entry.header_offset for entry in entries]
    whole = min(starts, default=-1) == 0 and content.startswith(b"PK\x03\x04")
    if not whole or archive.comment or len(set(names)) < len(names):
        raise ContentRefused("mismatch")
    # Two entries over the same bytes are how the densest bombs are built.
    if len(set(starts)) < len(starts):
        raise ContentRefused("bomb")


def _check_parts(archive: zipfile.ZipFile, kind: str) -> None:
    names = set(archive.namelist())
    if not {"[Content_Types].xml", _MAIN_PART[kind]} <= names:
        raise ContentRefused("mismatch")
    for entry in archive.infolist():
        if entry.flag_bits & _ENCRYPTED:
            raise ContentRefused("locked")
        if _escapes(entry) or entry.compress_type not in _METHODS:
            raise ContentRefused("mismatch")
        if _ACTIVE.search(entry.filename):
            raise ContentRefused("active")


def _escapes(entry: zipfile.ZipInfo) -> bool:
    """Whether unpacking would leave the folder or follow a link."""
    parts = entry.filename.replace("\\", "/").split("/")
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    return is_link or ".." in parts or parts[0] == "" or ":" in parts[0]


def _check_content(archive: zipfile.ZipFile, packed: int) -> None:
    """Unpack everything once, counting: what the headers say of sizes is not believed."""
    total = 0
    for entry in archive.infolist():
        size = _unpacked_size(archive, entry, MOST_UNPACKED - total)
        if size > max(_RATIO_MATTERS_FROM, entry.compress_size * HIGHEST_RATIO):
            raise ContentRefused("bomb")
        total += size
    if total > max(_RATIO_MATTERS_FROM, packed * HIGHEST_RATIO):
        raise ContentRefused("bomb")


def _unpacked_size(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> int:
    size = 0
    with archive.open(entry) as part:
        while block := part.read(_BLOCK):
            size += len(block)
            if size > room:
                raise ContentRefused("bomb")
    return size
