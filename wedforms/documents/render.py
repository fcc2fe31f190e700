"""HTML in, PDF out: documents are rendered by warm presses, processes that can do nothing else."""

from __future__ import annotations

import atexit
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from queue import LifoQueue
from typing import IO, Any, Final

from wedforms.documents.errors import RenderFailed
from wedforms.documents.press import SECONDS_A_DOCUMENT, read_frame, write_frame

logger = logging.getLogger(__name__)

START_SECONDS: Final = 60
DOCUMENT_SECONDS: Final = 60
LONGEST_HTML: Final = 64 * 1024 * 1024
_KEPT_ENVIRONMENT: Final = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV")


@dataclass(frozen=True, slots=True)
class Printed:
    """A rendered document and what the renderer complained about."""

    pdf: bytes
    warnings: tuple[str, ...]


class Press:
    """One warm rendering process, started when first needed and again after it died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._complaints: IO[bytes] | None = None

    def print(self, html: str) -> Printed:
        """Render one document, or raise RenderFailed saying why not."""
        body = html.encode()
        if len(body) > LONGEST_HTML:
            raise RenderFailed(f"Its source is longer than {LONGEST_HTML // 1024**2} MB.")
        process = self._process or self._start()
        with _killed_after(DOCUMENT_SECONDS, process):
            try:
                write_frame(_pipe(process.stdin), body)
                header, pdf = _reply(process)
            except (OSError, EOFError) as problem:
                raise RenderFailed(self._bury()) from problem
        if header["error"]:
            raise RenderFailed(header["error"])
        return Printed(pdf, tuple(header["warnings"]))

    def stop(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._bury()

    def _start(self) -> subprocess.Popen[bytes]:
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        self._process = subprocess.Popen(
            [sys.executable, "-m", "wedforms.documents.press"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            env={name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ},
        )
        with _killed_after(START_SECONDS, self._process):
            if read_frame(_pipe(self._process.stdout)) is None:
                raise RenderFailed(self._bury())
        return self._process

    def _bury(self) -> str:
        """Clear away a process that has ended or ends now, and say what it died of."""
        process, complaints = self._process, self._complaints
        self._process = self._complaints = None
        if process is None or complaints is None:
            return "The renderer is not running."
        process.communicate()
        complaints.seek(0)
        last_words = complaints.read().decode(errors="replace").strip().splitlines()
        complaints.close()
        return _cause_of_death(process.returncode, last_words)


class Presses:
    """A few presses that share the work; each renders one document at a time."""

    def __init__(self, size: int) -> None:
        self._idle: LifoQueue[Press] = LifoQueue()
        self._all = [Press() for _ in range(size)]
        for press in self._all:
            self._idle.put(press)
        atexit.register(self.stop)

    def print(self, html: str) -> Printed:
        """Render one document on the press that becomes free first."""
        press = self._idle.get()
        try:
            return press.print(html)
        finally:
            self._idle.put(press)

    def stop(self) -> None:
        """End every process."""
        for press in self._all:
            press.stop()


_presses: Final = Presses(os.cpu_count() or 1)


def render_pdf(html: str) -> bytes:
    """Render a document: tagged PDF/A-3a and PDF/UA-1, with an empty field for the seal."""
    printed = _presses.print(html)
    for warning in printed.warnings:
        logger.warning("while rendering: %s", warning)
    return printed.pdf


def _cause_of_death(status: int, last_words: list[str]) -> str:
    if status == -signal.SIGXCPU:
        return f"It needs more than {SECONDS_A_DOCUMENT} s of processor time."
    if status == -signal.SIGKILL:
        return f"It needs more than {DOCUMENT_SECONDS} s, or the renderer was killed."
    return last_words[-1] if last_words else f"The renderer ended with status {status}."


@contextmanager
def _killed_after(seconds: int, process: subprocess.Popen[bytes]) -> Iterator[None]:
    watchdog = threading.Timer(seconds, process.kill)
    watchdog.start()
    try:
        yield
    finally:
        watchdog.cancel()


def _reply(process: subprocess.Popen[bytes]) -> tuple[Mapping[str, Any], bytes]:
    header, pdf = (read_frame(_pipe(process.stdout)) for _ in range(2))
    if header is None or pdf is None:
        raise EOFError
    return json.loads(header), pdf


def _pipe(pipe: IO[bytes] | None) -> Any:
    if pipe is None:
        raise EOFError
    return pipe
