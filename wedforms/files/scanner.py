"""The virus scanner: clamd's INSTREAM conversation. When it is configured, its word is needed."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from typing import Final

from wedforms.files.errors import ContentRefused

_BLOCK: Final = 1 << 16
_LONGEST_ANSWER: Final = 4_096
_CLEAN: Final = b"stream: OK"


@dataclass(frozen=True, slots=True)
class Scanner:
    """A clamd that listens at host and port."""

    host: str
    port: int
    patience: float = 30.0

    def check(self, content: bytes) -> None:
        """Raise ContentRefused: "infected", or "scanner_silent" for anything but a clear answer."""
        try:
            answer = self._ask(content)
        except OSError as fault:
            raise ContentRefused("scanner_silent") from fault
        if answer.endswith(b" FOUND"):
            raise ContentRefused("infected")
        if answer != _CLEAN:
            raise ContentRefused("scanner_silent")

    def _ask(self, content: bytes) -> bytes:
        with socket.create_connection((self.host, self.port), timeout=self.patience) as wire:
            wire.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _BLOCK):
                block = content[start : start + _BLOCK]
                wire.sendall(struct.pack("!I", len(block)) + block)
            wire.sendall(struct.pack("!I", 0))
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
                if not (more := wire.recv(_LONGEST_ANSWER)):
                    break
                answer += more
        return answer.rstrip(b"\0").strip()


def open_scanner(address: str) -> Scanner | None:
    """The scanner at "host:port" (WEDFORMS_SCANNER); None when none is configured."""
    if not address:
        return None
    host, _, port = address.rpartition(":")
    return Scanner(host.strip("[]"), int(port))
