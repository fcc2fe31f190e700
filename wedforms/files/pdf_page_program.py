"""The program that draws the first page of one PDF from its input and writes it as a PNG.

Drawing is where a hostile file may break something, so it happens in a process that may start
nothing, write no file, and use little memory and time; nothing written means no picture.
It imports nothing of ours, so that it starts at once.
"""

from __future__ import annotations

import io
import resource
import sys
from typing import Final

import pypdfium2

_MEMORY: Final = 768 << 20
_SECONDS: Final = 5
_LONGEST_SIDE: Final = 960


def _drawn(content: bytes) -> bytes:
    """The first page on white paper, at most 960 pixels long."""
    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    page = document[0]
    picture = page.render(scale=_LONGEST_SIDE / max(page.get_size())).to_pil()
    written = io.BytesIO()
    picture.save(written, "PNG", compress_level=1)
    return written.getvalue()


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    for kind in (resource.RLIMIT_NPROC, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(kind, (0, 0))
    sys.stdout.buffer.write(_drawn(sys.stdin.buffer.read()))


if __name__ == "__main__":
    _main()
