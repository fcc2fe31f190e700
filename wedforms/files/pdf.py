"""PDF files: read to the end in a process of their own, with no password and nothing that acts.

Another process draws the first page, so that nobody need open a stranger's file to see
what it is.
"""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

from wedforms.files.errors import ContentRefused
from wedforms.files.pictures import make_anew

_CHECKING: Final = Path(__file__).with_name("pdf_program.py")
_DRAWING: Final = Path(__file__).with_name("pdf_page_program.py")
_PATIENCE: Final = 30
_FINE: Final = b"fine"


def check_pdf(content: bytes) -> None:
    """Raise ContentRefused unless this is a whole PDF without password or active content."""
    if not content.startswith(b"%PDF-") or zipfile.is_zipfile(io.BytesIO(content)):
        raise ContentRefused("mismatch")
    verdict = _answer_of(_CHECKING, content)
    if verdict != _FINE:
        raise ContentRefused(verdict.decode() or "bomb")


def draw_first_page(content: bytes) -> bytes | None:
    """A small WebP of the first page, or None where it cannot be drawn with little effort."""
    drawn = _answer_of(_DRAWING, content)
    try:
        return make_anew(drawn, kind="png").thumbnail
    except ContentRefused:
        return None


def _answer_of(program: Path, content: bytes) -> bytes:
    """What the program writes about the content; nothing when it fails or takes too long.

    It starts with an empty environment: a stranger's file shares no process with our secrets.
    """
    try:
        return subprocess.run(  # noqa: S603 - our own interpreter and program, no shell
            [sys.executable, "-I", str(program)],
            input=content,
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
            env={},
        ).stdout
    except subprocess.TimeoutExpired:
        return b""
