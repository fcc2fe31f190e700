"""PDF files: read to the end in a process of their own, with no password and nothing that acts."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

from wedforms.files.errors import ContentRefused

_PROGRAM: Final = Path(__file__).with_name("pdf_program.py")
_PATIENCE: Final = 30
_FINE: Final = b"fine"


def check_pdf(content: bytes) -> None:
    """Raise ContentRefused unless this is a whole PDF without password or active content."""
    if not content.startswith(b"%PDF-") or zipfile.is_zipfile(io.BytesIO(content)):
        raise ContentRefused("mismatch")
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and program, no shell
            [sys.executable, "-P", str(_PROGRAM)],
            input=content,
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired:
        raise ContentRefused("bomb") from None
    if done.stdout != _FINE:
        raise ContentRefused(done.stdout.decode() or "bomb")
