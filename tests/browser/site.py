"""The whole product as a newcomer runs it: database, web server and worker, with the demo's forms."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from psycopg import Connection
from psycopg.rows import dict_row
from sqlalchemy import URL

from wedforms.core.engine import create_engine_for
from wedforms.database.addresses import Addresses, connected
from wedforms.demo.seed import Seeded, invite_household, seed_demo
from wedforms.settings import Settings, read_settings

_START_SECONDS: Final = 90.0
_STOP_SECONDS: Final = 15.0


@dataclass
class Site:
    """A running WedForms. `stop_web` and `start_web` are what a failing machine does to people."""

    addresses: Addresses
    folder: Path
    port: int
    seeded: Seeded
    environment: Mapping[str, str]
    #: The cookies of the supplier who signed in, kept: the studio counts who tries to sign in.
    session: list[Any] = field(default_factory=list)
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}"

    def address(self, slug: str) -> str:
        """The address of a demo form."""
        return self.url + self.seeded.forms[slug]

    def personal_address(self) -> str:
        """A new personal link for the household of the demo; each can be answered once."""
        engine = create_engine_for(self.addresses.app)
        try:
            return self.url + invite_household(engine)
        finally:
            engine.dispose()

    def give_tier(self, slug: str, tier: str) -> None:
        """As an operator does it."""
        subprocess.run(
            [sys.executable, "-m", "wedforms", "org", "tier", slug, tier],
            env={**os.environ, **self.environment},
            stdout=subprocess.DEVNULL,
            check=True,
        )

    def start_web(self) -> None:
        """Start the web server and wait until it answers."""
        self._start("serve")
        deadline = time.monotonic() + _START_SECONDS
        while not _answers(f"{self.url}/live"):
            assert self._running["serve"].poll() is None, self.words_of("serve")
            assert time.monotonic() < deadline, self.words_of("serve")
            time.sleep(0.1)

    def start_worker(self) -> None:
        """Start the worker, which makes the documents."""
        self._start("worker")

    @contextmanager
    def worker_held(self) -> Iterator[None]:
        """Meanwhile the worker stands still, as one that is busy with something long."""
        worker = self._running["worker"]
        os.killpg(worker.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(worker.pid, signal.SIGCONT)

    def kill_web(self) -> None:
        """End the web server at once, whatever it was doing."""
        running = self._running.pop("serve")
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()

    def stop(self) -> None:
        """Stop everything that was started."""
        for running in self._running.values():
            running.terminate()
        for running in self._running.values():
            try:
                running.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, signal.SIGKILL)
                running.wait()

    def words_of(self, name: str) -> str:
        """What a process has printed."""
        return (self.folder / f"{name}.log").read_text()

    def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        """What stands in the database, seen by its administrator."""
        connection: Connection[Any]
        with connected(self.addresses.owner) as connection:
            return connection.cursor(row_factory=dict_row).execute(query, values).fetchall()

    def submissions(self, slug: str) -> list[dict[str, Any]]:
        """The sent answers of a demo form, oldest first."""
        return self.rows(
            "select submission.* from form_submissions submission"
            " join forms form on form.id = submission.form_id"
            " where form.slug = %s and submission.status <> 'draft' order by submission.id",
            slug,
        )

    def _start(self, name: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                [sys.executable, "-m", "wedforms", name],
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


def open_site(addresses: Addresses, folder: Path, **more: str) -> Site:
    """Seed the demo into this database and start the processes; `more` are further settings."""
    port = _free_port()
    environment = {
        "WEDFORMS_DATABASE_URL": _words(addresses.app),
        "WEDFORMS_WORKER_DATABASE_URL": _words(addresses.worker),
        "WEDFORMS_SECRET_KEY": "only-for-the-tests-of-the-browser-0123456789",
        "WEDFORMS_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "WEDFORMS_PORT": str(port),
        "WEDFORMS_DATA_FOLDER": str(folder),
        **more,
    }
    settings: Settings = read_settings(environment)
    site = Site(addresses, folder, port, seed_demo(addresses.app, settings), environment)
    site.start_web()
    site.start_worker()
    return site


def _words(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == HTTPStatus.OK)
    except (urllib.error.URLError, OSError):
        return False
