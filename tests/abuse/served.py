"""The web server as operators start it, on the database of a site."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.abuse.breakable import until
from tests.abuse.site import SECRET, Site

STOPPING = 60.0


@dataclass
class Served:
    """A running web server; what it writes goes to a file."""

    program: subprocess.Popen[bytes]
    port: int
    written: Path

    @property
    def log(self) -> str:
        return self.written.read_text()

    def ask(self, path: str, *, method: str = "GET", **more: Any) -> int:
        """The status of the answer to one request, which is read to its end."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(method, path, **more)
            with connection.getresponse() as answer:
                answer.read()
                return answer.status

    def is_alive(self) -> bool:
        assert self.program.poll() is None, self.log
        try:
            return self.ask("/live") == 200
        except OSError:
            return False

    def stop(self) -> int:
        """Tell it to end; its status when it has."""
        self.program.terminate()
        return self.program.wait(STOPPING)


@contextmanager
def served(site: Site, folder: Path, **variables: str) -> Iterator[Served]:
    """A web server for this site, ended in any case."""
    url = site.database.app.set(drivername="postgresql").render_as_string(hide_password=False)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("WEDFORMS_")},
        "WEDFORMS_DATABASE_URL": url,
        "WEDFORMS_SECRET_KEY": SECRET,
        "WEDFORMS_DATA_FOLDER": str(site.folder),
        "WEDFORMS_PORT": str(_free_port()),
        **variables,
    }
    written = folder / "served.log"
    with written.open("wb") as output:
        program = subprocess.Popen(
            [sys.executable, "-m", "wedforms", "serve"],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    running = Served(program, int(environment["WEDFORMS_PORT"]), written)
    try:
        until(running.is_alive)
        yield running
    finally:
        if program.poll() is None:
            program.kill()
            program.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
