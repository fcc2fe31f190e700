"""Trying the file store out before a process starts to work, without a trace in that process."""

from __future__ import annotations

from multiprocessing import get_context
from multiprocessing.connection import Connection

from wedforms.files.errors import FileError
from wedforms.files.store import open_store
from wedforms.settings import Settings


def try_store(settings: Settings) -> str:
    """Why files cannot be kept, in words, or ''.

    It is tried in a process of its own. The store starts threads at its first use; the web
    server's processes are forks, which would take over the belief in those threads without the
    threads, and wait for them for ever.
    """
    apart = get_context("spawn")
    heard, told = apart.Pipe(duplex=False)
    trying = apart.Process(target=_tell, args=(settings, told))
    trying.start()
    told.close()
    with heard:
        words = str(heard.recv())
    trying.join()
    return words


def _tell(settings: Settings, told: Connection) -> None:
    try:
        open_store(settings).try_out()
    except FileError as fault:
        told.send(str(fault))
    else:
        told.send("")
