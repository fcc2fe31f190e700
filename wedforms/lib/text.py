"""Turning people's words into addresses and file names."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_NOT_IN_A_SLUG: Final = re.compile(r"[^a-z0-9]+")
_NOT_IN_A_FILE_NAME: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e]+')
_LONGEST_SLUG: Final = 60
_LONGEST_STEM: Final = 100


def slug_of(words: str) -> str:
    """An address part for these words: a-z, 0-9 and hyphens, never empty."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_A_SLUG.sub("-", plain).strip("-")[:_LONGEST_SLUG].strip("-") or "form"


def file_name(stem: str, *, extension: str) -> str:
    """A file name that every system takes and that keeps names such as José or 陳大文."""
    kept = _NOT_IN_A_FILE_NAME.sub(" ", unicodedata.normalize("NFC", stem))
    words = " ".join(kept.split()).strip(". ")[:_LONGEST_STEM]
    return f"{words or 'file'}.{extension}"
