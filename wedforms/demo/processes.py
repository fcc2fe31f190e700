"""The demo's own processes: started together, watched, and ended together."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from threading import Event
from typing import Final

from wedforms.demo.errors import NotReady, ProcessEnded

_READY_SECONDS: Final = 60.0
_STOP_SECONDS: Final = 35.0

#: Asked directly: an address of our own is no business of the machine's proxy.
_DIRECTLY: Final = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True, slots=True)
class Process:
    """A command of ours that runs beside us; `words` is where it says what happens to it."""

    name: str
    running: subprocess.Popen[bytes]
    words: str = "above"

    def require(self) -> None:
        """Raise ProcessEnded when it does not run any more."""
        if (status := self.running.poll()) is not None:
            raise ProcessEnded(self.name, status, words=self.words)


@contextmanager
def processes(
    commands: Mapping[str, str], environment: Mapping[str, str]
) -> Iterator[Sequence[Process]]:
    """Run `wedforms COMMAND` for each name; all are stopped in order at the end."""
    started: list[Process] = []
    try:
        for command, name in commands.items():
            started.append(Process(name, _start(command, environment)))
        yield started
    finally:
        _stop([one.running for one in started])


def wait_until_ready(url: str, running: Sequence[Process], stop: Event) -> None:
    """Return once `url` answers well, or once stopping is asked; raises DemoError."""
    deadline = time.monotonic() + _READY_SECONDS
    while not (stop.is_set() or _answers(url)):
        for one in running:
            one.require()
        if time.monotonic() > deadline:
            raise NotReady(_READY_SECONDS)
        stop.wait(0.1)


def watch(running: Sequence[Process], stop: Event) -> None:
    """Return when stopping is asked; raises ProcessEnded when one ends before."""
    while not stop.wait(0.5):
        for one in running:
            one.require()


def _start(command: str, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches us alone, and we stop it in order. The pipe: however we
    # end, kill -9 included, it closes, and the process stops by itself.
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "wedforms", command, "--while-input-lasts"],
        env=environment,
        stdin=subprocess.PIPE,
        start_new_session=True,
    )


def _stop(running: Sequence[subprocess.Popen[bytes]]) -> None:
    for one in running:
        one.terminate()
    deadline = time.monotonic() + _STOP_SECONDS
    for one in running:
        try:
            one.wait(max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            one.kill()
            one.wait()


def _answers(url: str) -> bool:
    try:
        with _DIRECTLY.open(url, timeout=2) as answer:
            return bool(answer.status == HTTPStatus.OK)
    except (urllib.error.URLError, OSError):
        return False
