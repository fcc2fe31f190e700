"""Turning people's words into addresses and file names."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_NOT_IN_A_SLUG: Final = re.compile(r"[^a-z0-9]+")
_NOT_IN_A_FILE_NAME: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e]+')
_LONGEST_SLUG: Final = 60
_LONGEST_STEM: Final = 100
_LONGEST_KEY: Final = 40


def slug_of(words: str) -> str:
    """An address part for these words: a-z, 0-9 and hyphens, never empty."""
    return _plain(words, "-")[:_LONGEST_SLUG].strip("-") or "form"


def file_name(stem: str, *, extension: str) -> str:
    """A file name that every system takes and that keeps names such as José or 陳大文."""
    kept = _NOT_IN_A_FILE_NAME.sub(" ", unicodedata.normalize("NFC", stem))
    words = " ".join(kept.split()).strip(". ")[:_LONGEST_STEM]
    return f"{words or 'file'}.{extension}"


def key_of(words: str, *, otherwise: str) -> str:
    """A key for these words: a-z, digits and _, beginning with a letter; else `otherwise`."""
    key = _plain(words, "_")[:_LONGEST_KEY].strip("_")
    if not key:
        return otherwise
    return key if key[0].isalpha() else f"{otherwise}_{key}"


def _plain(words: str, between: str) -> str:
    """The words in a-z and 0-9, with one mark for everything between them."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_A_SLUG.sub(between, plain).strip(between)
