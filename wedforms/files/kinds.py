"""What kind of file this is: by its name's ending and by its first bytes, which must agree."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Final

import puremagic

from wedforms.files.errors import ContentRefused
from wedforms.formspec.fieldtypes.files import MIME_TYPES

KINDS: Final = frozenset(MIME_TYPES)
PICTURES: Final = frozenset({"jpg", "png", "webp"})
OFFICE: Final = frozenset({"docx", "xlsx"})
TEXTS: Final = frozenset({"csv", "txt"})

_HEAD: Final = 8192
_ENDINGS: Final = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg"}
_MARKUP: Final = frozenset({"html", "htm", "xhtml", "svg", "xml"})
_APPLE_PICTURES: Final = frozenset({"heic", "heif"})
_APPLE_BRANDS: Final = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})


def kind_of(name: str, content: bytes, *, accepted: Collection[str]) -> str:
    """The accepted kind that the name and the first bytes agree on; raises ContentRefused.

    Phones rename pictures freely, so a picture may be of another accepted picture kind than its
    name says; nothing else may.
    """
    ending = ending_of(name)
    if ending in _APPLE_PICTURES or _is_apple_picture(content):
        raise ContentRefused("heic")
    if ending in _MARKUP:
        raise ContentRefused("markup")
    if ending not in accepted:
        raise ContentRefused("kind")
    seen = _seen(content)
    if ending in seen or (ending in TEXTS and not seen):
        return ending
    if ending in PICTURES and (pictures := seen & PICTURES & set(accepted)):
        return pictures.pop()
    raise ContentRefused("markup" if seen & _MARKUP else "mismatch")


def ending_of(name: str) -> str:
    """The ending of a file's name in its usual spelling: "jpg" for IMG_1.JPEG."""
    ending = PurePosixPath(name.strip()).suffix.removeprefix(".").lower()
    return _ENDINGS.get(ending, ending)


def _seen(content: bytes) -> set[str]:
    """The kinds that the first bytes may be; other kinds than ours count as markup or mismatch."""
    try:
        matches = puremagic.magic_string(content[:_HEAD])
    except (puremagic.PureError, ValueError):
        return set()
    endings = {ending_of(f"x{match.extension}") for match in matches}
    return endings & (KINDS | _MARKUP)


def _is_apple_picture(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in _APPLE_BRANDS
