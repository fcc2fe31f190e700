"""The program that reads one PDF from its input and writes one word: fine, or why not.

A few bytes can unpack to gigabytes or break a parser, so the reading happens where memory and time
are bounded and a crash hurts nobody. It imports nothing of ours, so that it starts at once.
"""

from __future__ import annotations

import io
import resource
import sys
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

_MEMORY: Final = 768 << 20
_SECONDS: Final = 10
_MOST_OBJECTS: Final = 500_000
_ACTIONS: Final = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition"})
_ACTIVE_KEYS: Final = frozenset({"/JS", "/XFA", "/RichMediaContent"})
_FINE: Final = "fine"


def _verdict(content: bytes) -> str:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                return "locked"
            if len(pdf.pages) == 0:
                return "broken"
            return "active" if any(map(_acts, _dictionaries(pdf))) else _FINE
    except pikepdf.PasswordError:
        return "locked"
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, RuntimeError):
        return "broken"


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary of the file, those inside others included."""
    waiting: list[Any] = [pdf.trailer, *pdf.objects]
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        found = waiting.pop()
        if isinstance(found, pikepdf.Array):
            waiting += [one for one in found if _is_inner(one)]
        elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            yield found
            values = (found.get(key) for key in found.keys())  # noqa: SIM118 - no plain dict
            waiting += [one for one in values if _is_inner(one)]
    raise MemoryError


def _is_inner(found: Any) -> bool:
    """Whether this stands inside another object; those on their own are visited anyway."""
    composite = isinstance(found, pikepdf.Array | pikepdf.Dictionary)
    return composite and not found.is_indirect


def _acts(dictionary: pikepdf.Object) -> bool:
    action = dictionary.get("/S")
    named = isinstance(action, pikepdf.Name) and str(action) in _ACTIONS
    return named or not _ACTIVE_KEYS.isdisjoint(dictionary.keys())


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        verdict = _verdict(sys.stdin.buffer.read())
    except MemoryError:
        verdict = "bomb"
    sys.stdout.write(verdict)


if __name__ == "__main__":
    _main()
