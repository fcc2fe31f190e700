"""The printing press: a program that turns HTML frames on its input into PDF frames on its output.

It runs as a process of its own (`python -m wedforms.documents.press`) with little memory, a limit
of processor time a document, an empty environment and no network, and stays warm between documents.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import struct
import sys
from collections.abc import Callable
from typing import Any, BinaryIO, Final

from wedforms.documents.fonts import FontFile, bundled_fonts, font_stacks, fonts_for
from wedforms.lib.places import templates_folder

SECONDS_A_DOCUMENT: Final = 5
SECONDS_OF_FONTS: Final = 60  # a Chinese font takes three, once; ours can be trusted
MEMORY: Final = 768 * 1024 * 1024
LENGTH: Final = struct.Struct(">Q")
STYLESHEET: Final = templates_folder() / "documents" / "document.css"
_FORBIDDEN: Final = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork")

Printer = Callable[[str], bytes]


class _Listener(logging.Handler):
    """Collects what the renderer complains about while it works on one document."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def main() -> None:
    """Print until the input ends."""
    source, target = sys.stdin.buffer, _own_output()
    printer = make_printer()
    listener = _Listener()
    logging.getLogger("weasyprint").addHandler(listener)
    logging.getLogger("weasyprint").propagate = False
    shut_in()
    write_frame(target, b"ready")
    while (html := read_frame(source)) is not None:
        listener.messages.clear()
        pdf, error = _attempt(printer, html)
        header = {"error": error, "warnings": listener.messages}
        write_frame(target, json.dumps(header).encode())
        write_frame(target, pdf)


def _own_output() -> BinaryIO:
    """Standard output for frames alone; whatever else prints goes to standard error."""
    target = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return target


def _attempt(printer: Printer, html: bytes) -> tuple[bytes, str]:
    try:
        return printer(html.decode()), ""
    except MemoryError:
        return b"", f"It needs more than {MEMORY // 1024**2} MB of memory."
    except RecursionError:
        return b"", "It is nested too deeply."
    except Exception as problem:  # noqa: BLE001 - whatever a document does, the press goes on
        return b"", f"{type(problem).__name__}: {problem}"


def make_printer() -> Printer:
    """Load WeasyPrint and the house style once; the printer renders one document a call."""
    import weasyprint  # noqa: PLC0415 - takes a second
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    from wedforms.documents.fetcher import ClosedFetcher  # noqa: PLC0415
    from wedforms.documents.standards import finish  # noqa: PLC0415

    bundled = bundled_fonts()
    loaded: set[FontFile] = set()
    fetcher = ClosedFetcher({font.address: font.content for font in bundled})
    setting = {"url_fetcher": fetcher, "font_config": FontConfiguration()}
    house_style = font_stacks(bundled) + STYLESHEET.read_text(encoding="utf-8")
    style = weasyprint.CSS(string=house_style, **setting)

    def load_fonts(text: str) -> None:
        for font in set(fonts_for(text, bundled)) - loaded:
            weasyprint.CSS(string=font.face, **setting)
            loaded.add(font)

    def print_document(html: str) -> bytes:
        allow_processor_time(SECONDS_OF_FONTS)
        load_fonts(html)
        allow_processor_time(SECONDS_A_DOCUMENT)
        page = weasyprint.HTML(string=html, url_fetcher=fetcher)
        document: Any = page.render(stylesheets=[style], font_config=setting["font_config"])
        pdf: bytes = document.write_pdf(finisher=finish, pdf_variant="pdf/a-3a")
        return pdf

    load_fonts("The quick brown fox")
    return print_document


def shut_in() -> None:
    """Give up the network, other programs, core dumps and most memory, for good."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.addaudithook(_refuse)


def allow_processor_time(seconds: int) -> None:
    """RLIMIT_CPU counts from the start of the process, so each document raises the soft limit."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, hard))


def read_frame(source: BinaryIO) -> bytes | None:
    """The next frame, or None at the end."""
    prefix = source.read(LENGTH.size)
    if len(prefix) < LENGTH.size:
        return None
    length: int = LENGTH.unpack(prefix)[0]
    return source.read(length)


def write_frame(target: BinaryIO, frame: bytes) -> None:
    """Send one frame at once."""
    target.write(LENGTH.pack(len(frame)) + frame)
    target.flush()


def _refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"the press may not use {event}")


if __name__ == "__main__":
    main()
