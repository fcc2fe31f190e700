"""Numbers as people type them, with a point or a comma before the decimals."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from wedforms.formspec.jsontext import read_number
from wedforms.formspec.text import clean_line

POINT: Final = "."
COMMA: Final = ","
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")
_GROUPED: Final = {
    POINT: re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"),
    COMMA: re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?"),
}
#: Both signs stand in it, so that nobody can read it in another way.
_ENGLISH: Final = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+")
_GAPS: Final = re.compile("[\\s\u066c\u200e\u200f]")
_WRITTEN: Final = str.maketrans(
    "\u2212" + "".join(map(chr, (*range(0x660, 0x66A), *range(0x6F0, 0x6FA)))),
    "-01234567890123456789",
)
_ARABIC_DECIMAL: Final = "\u066b"


def parse_number(text: str, decimal: str) -> int | Decimal | str:
    """The number a person typed, thousands grouped or not; anything else as it came."""
    tidy = _GAPS.sub("", clean_line(text).translate(_WRITTEN)).replace(_ARABIC_DECIMAL, decimal)
    plain = _pointed(tidy, decimal)
    return read_number(plain) if _NUMBER.fullmatch(plain) else text


def _pointed(tidy: str, decimal: str) -> str:
    """The digits without groups, a point before the decimals."""
    if _GROUPED[decimal].fullmatch(tidy):
        return tidy.replace(POINT if decimal == COMMA else COMMA, "").replace(decimal, POINT)
    if decimal == POINT:
        return tidy
    if _ENGLISH.fullmatch(tidy):
        return tidy.replace(COMMA, "")
    return tidy if POINT in tidy else tidy.replace(COMMA, POINT)
