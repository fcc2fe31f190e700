"""Text as answers keep it: NFC, trimmed, one kind of line end, nothing that cannot be stored."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: What the browser's `trim()` removes, so that both sides count the same characters.
_SPACES: Final = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
)
_LINE_ENDS: Final = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
_BREAKS: Final = re.compile("[\t\n]+")
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_ORDINARY: Final = re.compile("[ -~]*")


def storable(text: str) -> bool:
    """Whether a database and UTF-8 can hold it: no NUL, no lone surrogate."""
    return _UNSTORABLE.search(text) is None


def clean_lines(text: str) -> str:
    """Text of several lines: NFC, LF line ends, no control characters, trimmed."""
    if _ORDINARY.fullmatch(text):
        return text.strip(_SPACES)
    unified = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", unified).strip(_SPACES)


def clean_line(text: str) -> str:
    """Text of one line: as `clean_lines`, with line breaks and tabs turned into a space."""
    if _ORDINARY.fullmatch(text):
        return text.strip(_SPACES)
    return _BREAKS.sub(" ", clean_lines(text))
