"""Ending with the process that started us, however it ended; nobody is left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from flask import Flask

_GRACE_SECONDS: Final = 40.0


def end_with_input() -> None:
    """Stop in order when standard input ends: its other end is held by who started us."""
    # Read past Python's buffer, whose lock a thread may not hold when the program ends.
    _stop_after(lambda: os.read(sys.stdin.fileno(), 1))


def application() -> Flask:
    """The WSGI application for a process of the web server, which ends when the server does."""
    from wedforms.app import from_environment

    if (server := multiprocessing.parent_process()) is not None:
        _stop_after(server.join)
    return from_environment()


def _stop_after(wait: Callable[[], object]) -> None:
    def watch() -> None:
        wait()
        os.kill(os.getpid(), signal.SIGTERM)
        # With its database gone too, a process may wait for it for ever instead of ending.
        time.sleep(_GRACE_SECONDS)
        os._exit(1)

    Thread(target=watch, name="lifeline", daemon=True).start()
