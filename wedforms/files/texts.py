"""Plain text and CSV: readable to the end, no control characters, no web page in disguise."""

from __future__ import annotations

import re
from typing import Final

from wedforms.files.errors import ContentRefused

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_OPENS_AS_MARKUP: Final = re.compile(r"\s*<[a-z!?/]", re.IGNORECASE)
_MARKUP: Final = re.compile(
    r"<(?:!doctype|html|head|body|script|svg|iframe|object|embed|\?xml)\b", re.IGNORECASE
)
# Browsers that guess a file's kind look no further.
_SNIFFED: Final = 2_048


def read_plain_text(content: bytes) -> bytes:
    """The text as UTF-8; raises ContentRefused for anything that is not plain text."""
    text = _decode(content)
    if _CONTROL.search(text):
        raise ContentRefused("mismatch")
    if _OPENS_AS_MARKUP.match(text) or _MARKUP.search(text[:_SNIFFED]):
        raise ContentRefused("markup")
    return text.encode()


def _decode(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or what Excel on Windows writes."""
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ContentRefused("mismatch")
