"""Starting the embedded PostgreSQL and never leaving it behind."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final, Self

import psycopg
from sqlalchemy import URL

from wedforms.database.account import Account, server_account
from wedforms.database.binaries import Binaries, find_binaries, reachable_binaries
from wedforms.database.cluster import SUPERUSER, Cluster, Passwords, held, open_cluster
from wedforms.database.errors import ServerNotStarted

HOST: Final = "127.0.0.1"
START_PATIENCE: Final = 10.0
_ANSWER_PATIENCE: Final = 60.0
_STOP_PATIENCE: Final = 30.0
_LARGEST_LOG: Final = 10_000_000
Keeper = subprocess.Popen[bytes]

# The keeper stands between us and the server. It reads a pipe whose other end is ours: however
# this process ends, kill -9 included, the pipe closes and the keeper stops the server.
_KEEPER: Final = """
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
(read -r _ <&3; kill -INT "$server") &
reader=$!
wait "$server"
status=$?
kill "$reader" 2>/dev/null
exit "$status"
"""


@dataclass(slots=True)
class Server:
    """A running PostgreSQL; `stop()` or the end of the `with` block ends it."""

    cluster: Cluster
    port: int
    major: int
    _keeper: Keeper = field(repr=False)
    _holds: ExitStack = field(repr=False)

    @property
    def passwords(self) -> Passwords:
        """The generated passwords of the roles that may sign in."""
        return self.cluster.passwords

    @property
    def url(self) -> URL:
        """Where the superuser signs in."""
        return superuser_url(self.port, self.passwords)

    @property
    def process_id(self) -> int:
        """The process id of the server itself."""
        return int(self.cluster.process_file.read_text().splitlines()[0])

    @property
    def keeper(self) -> Keeper:
        """The process that lasts as long as the server does, and ends with its status."""
        return self._keeper

    def stop(self) -> None:
        """Stop the server in order; calling it again does nothing."""
        atexit.unregister(self.stop)
        _end(self._keeper)
        self._holds.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_ended: object) -> None:
        self.stop()


def start(
    folder: Path,
    *,
    binaries: Binaries | None = None,
    durable: bool = True,
    patience: float = START_PATIENCE,
) -> Server:
    """Start the server whose data live in `folder`, making them on first use.

    It listens on the loopback address and a free port only. `durable=False` gives up surviving a
    power cut for speed, which only tests may do. `patience` is for how many seconds a failed
    start is tried again: a server being killed holds its memory and files for a moment.
    """
    account = server_account()
    chosen = reachable_binaries(binaries or find_binaries(), account)
    with ExitStack() as stack:
        folder = folder.absolute()
        stack.enter_context(held(folder))
        cluster = open_cluster(folder, binaries=chosen, account=account)
        launch = partial(_launch, cluster, chosen, account, durable=durable)
        keeper, port = _start_patiently(cluster, launch, patience)
        server = Server(cluster, port, chosen.major, keeper, stack.pop_all())
    atexit.register(server.stop)
    return server


def _start_patiently(
    cluster: Cluster, launch: Callable[[int], Keeper], patience: float
) -> tuple[Keeper, int]:
    deadline = time.monotonic() + patience
    while True:
        _forget_dead_server(cluster)
        port = _free_port()
        keeper = launch(port)
        if _answers(keeper, cluster, port):
            return keeper, port
        _end(keeper)
        if time.monotonic() > deadline:
            raise ServerNotStarted(_last_words(cluster.log), cluster.log)
        time.sleep(0.25)


def _launch(
    cluster: Cluster, binaries: Binaries, account: Account, port: int, *, durable: bool
) -> Keeper:
    command = ["/bin/sh", "-c", _KEEPER, "keeper", str(binaries.program("postgres"))]
    command += ["-D", str(cluster.data)]
    command += [f"--{name}={value}" for name, value in _settings(port, durable=durable).items()]
    if cluster.log.exists() and cluster.log.stat().st_size > _LARGEST_LOG:
        shutil.move(cluster.log, cluster.log.with_suffix(".log.1"))
    # In its own session: Ctrl-C in the terminal reaches us, and we stop the server last.
    return account.launch(command, log=cluster.log)


def _settings(port: int, *, durable: bool) -> dict[str, str]:
    settings = {
        "listen_addresses": HOST,
        "port": str(port),
        "unix_socket_directories": "",
        "max_connections": "100",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "synchronous_commit": "on",
    }
    if not durable:
        settings |= {"fsync": "off", "full_page_writes": "off", "autovacuum": "off"}
    return settings


def _answers(keeper: Keeper, cluster: Cluster, port: int) -> bool:
    """Whether the server lets us in before patience ends; False at once when it has died."""
    deadline = time.monotonic() + _ANSWER_PATIENCE
    url = superuser_url(port, cluster.passwords).set(drivername="postgresql")
    while keeper.poll() is None and time.monotonic() < deadline:
        with suppress(psycopg.OperationalError):
            psycopg.connect(url.render_as_string(hide_password=False), connect_timeout=5).close()
            return True
        time.sleep(0.05)
    return False


def _end(keeper: Keeper) -> None:
    """Ask the server to stop, insist when it does not, and collect the keeper."""
    if keeper.stdin is not None:
        keeper.stdin.close()
    for insist in (None, signal.SIGQUIT, signal.SIGKILL):
        if insist is not None:
            with suppress(ProcessLookupError):
                os.killpg(keeper.pid, insist)
        with suppress(subprocess.TimeoutExpired):
            keeper.wait(_STOP_PATIENCE)
            return


def _forget_dead_server(cluster: Cluster) -> None:
    """Remove the note of a server that was killed, when its process id is now another program's.

    PostgreSQL sees for itself that a process is gone; in a container that was restarted the number
    often belongs to somebody else, and it would refuse to start for ever.
    """
    with suppress(OSError, ValueError, IndexError):
        process_id = int(cluster.process_file.read_text().splitlines()[0])
        command = Path(f"/proc/{process_id}/comm").read_text().strip()
        if command != "postgres":
            cluster.process_file.unlink()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def superuser_url(port: int, passwords: Passwords) -> URL:
    """Where the superuser of the server on this port signs in."""
    return URL.create(
        "postgresql+psycopg",
        username=SUPERUSER,
        password=passwords.superuser,
        host=HOST,
        port=port,
        database="postgres",
    )


def _last_words(log: Path) -> str:
    """The last fault the server wrote before it gave up."""
    lines = log.read_text(errors="replace").splitlines()[-30:] if log.exists() else []
    faults = [line.partition("FATAL:")[2].strip() for line in lines if "FATAL:" in line]
    return faults[-1] if faults else "it gave no reason"
