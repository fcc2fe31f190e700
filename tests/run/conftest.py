"""`wedforms demo` (what `make run` calls) as a newcomer starts it: own data folder, own port."""

from __future__ import annotations

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

START_SECONDS = 120.0
STOP_SECONDS = 60.0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One demo at a time: each is four processes and a database server."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.xdist_group("run"))


@dataclass
class Demo:
    """A started demo; what it prints goes to a file."""

    program: subprocess.Popen[bytes]
    printed: Path
    port: int
    family: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        return self.printed.read_text()

    def wait_until_printed(self, words: str) -> None:
        deadline = time.monotonic() + START_SECONDS
        while words not in self.words:
            assert self.program.poll() is None, self.words
            assert time.monotonic() < deadline, self.words
            time.sleep(0.1)
        self.family = tuple(descendants(self.program.pid))

    def addresses(self) -> list[str]:
        """Every address that was printed."""
        return re.findall(r"http://\S+", self.words)

    def send(self, what: signal.Signals) -> None:
        self.program.send_signal(what)

    def status(self) -> int:
        """Wait for its end."""
        return self.program.wait(STOP_SECONDS)

    def left_behind(self, *, patience: float = STOP_SECONDS) -> list[str]:
        """The processes of the demo that still run when patience ends."""
        deadline = time.monotonic() + patience
        while (left := [one for one in self.family if alive(one)]) and time.monotonic() < deadline:
            time.sleep(0.1)
        return [f"{one} {command_of(one)}" for one in left]


Start = Callable[..., Demo]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder that the tests of a module share, as one person starts the demo again."""
    made = tmp_path_factory.mktemp("newcomer")
    # pytest's own folder is private to its user; the database's account must pass through it.
    for parent in (made, made.parent, made.parent.parent):
        parent.chmod(parent.stat().st_mode | stat.S_IXOTH)
    return made


@pytest.fixture
def start(folder: Path, tmp_path: Path) -> Iterator[Start]:
    """Start the demo; what a failed test leaves of it is ended."""
    started: list[Demo] = []

    def begin(*, port: int | None = None, **variables: str) -> Demo:
        chosen = port or free_port()
        inherited = {n: v for n, v in os.environ.items() if not n.startswith("WEDFORMS_")}
        own = {"WEDFORMS_DATA_FOLDER": str(folder), "WEDFORMS_PORT": str(chosen), **variables}
        printed = tmp_path / f"printed-{len(started)}"
        with printed.open("wb") as output:
            program = subprocess.Popen(
                [sys.executable, "-m", "wedforms", "demo"],
                env=inherited | own,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        started.append(Demo(program, printed, chosen))
        return started[-1]

    yield begin
    for demo in started:
        if demo.program.poll() is None:
            demo.program.kill()
            demo.program.wait()
        for one in demo.family:
            if alive(one):
                os.kill(one, signal.SIGKILL)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def descendants(process_id: int) -> list[int]:
    """The process and everything it started, which may have become nobody's child since."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (facts := _facts(int(entry.name))):
            parents[int(entry.name)] = int(facts[1])
    found = [process_id]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def alive(process_id: int) -> bool:
    facts = _facts(process_id)
    return bool(facts) and facts[0] != "Z"


def command_of(process_id: int) -> str:
    try:
        return Path(f"/proc/{process_id}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def get(url: str) -> tuple[int, str]:
    """The status and body of a page."""
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.status, answer.read().decode()


def _facts(process_id: int) -> list[str]:
    """State and parent of a process, from the kernel's line about it."""
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
