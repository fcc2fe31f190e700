"""A PostgreSQL of one's own, to stop, to freeze, and to bring back at the same port."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers import TestServer
from wedforms.database.account import server_account
from wedforms.database.addresses import connected
from wedforms.database.errors import DatabaseUnreachable
from wedforms.database.server import _KEEPER

PATIENCE = 90.0


def until(what: Callable[[], object], *, patience: float = PATIENCE, words: str = "") -> None:
    """Wait until it is so; a bound against hanging, no measure of speed."""
    deadline = time.monotonic() + patience
    while not what():
        assert time.monotonic() < deadline, words or "it never came to pass"
        time.sleep(0.05)


@dataclass
class Breakable:
    """The server of this test alone."""

    started: TestServer
    _again: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def stop(self) -> None:
        """End it as an administrator would who restarts it."""
        process = self.started.server.process_id
        os.kill(process, signal.SIGINT)
        until(lambda: self._is_gone(process), words="PostgreSQL does not stop")

    def start(self) -> None:
        """Bring it back with the very command it was started with."""
        cluster = self.started.server.cluster
        command = shlex.split((cluster.data / "postmaster.opts").read_text())
        kept = ["/bin/sh", "-c", _KEEPER, "keeper", *command]
        self._again.append(server_account().launch(kept, log=cluster.log))
        until(self._answers, words="PostgreSQL does not start again")

    def freeze(self) -> None:
        """Let it hold every connection open and answer nothing."""
        self._tell(signal.SIGSTOP)

    def thaw(self) -> None:
        self._tell(signal.SIGCONT)

    def close(self) -> None:
        """End whatever of it runs."""
        for keeper in self._again:
            if keeper.stdin is not None:
                keeper.stdin.close()
            keeper.wait(PATIENCE)
        self.started.server.stop()

    def _answers(self) -> bool:
        try:
            with connected(self.started.server.url):
                return True
        except DatabaseUnreachable:
            return False

    def _is_gone(self, process: int) -> bool:
        for keeper in self._again:
            keeper.poll()
        return not Path(f"/proc/{process}").exists()

    def _tell(self, number: signal.Signals) -> None:
        """Signal the server and its children, of which some may end in between."""
        parent = self.started.server.process_id
        for process in (parent, *children_of(parent)):
            with suppress(ProcessLookupError):
                os.kill(process, number)


def children_of(parent: int) -> list[int]:
    """The processes that this one started and that still run."""
    found = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(one) for one in found.read_text().split()] if found.exists() else []
