"""`make run`: database, demo, web server and worker, up together and down together."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Final

from sqlalchemy import URL

from wedforms.database.administer import Database, open_database
from wedforms.demo.seed import Seeded, seed_demo
from wedforms.settings import Settings

_READY_SECONDS: Final = 60.0
_STOP_SECONDS: Final = 35.0


class DemoNotStarted(Exception):
    """The web server or the worker ended, or did not answer in time."""


def run_demo(settings: Settings) -> None:
    """Start everything, print the addresses, and wait for Ctrl-C or SIGTERM."""
    stop = _stop_asked()
    with ExitStack() as running:
        _step("starting PostgreSQL")
        database = running.enter_context(_database(settings))
        _step("bringing the schema up to date")
        database.up()
        _step("seeding the demo organizations and their six forms")
        seeded = seed_demo(database.addresses.app, settings)
        environment = _environment(settings, database)
        _step("starting the web server and the worker")
        children = [running.enter_context(_child(one, environment)) for one in ("serve", "worker")]
        _wait_until_ready(settings, children, stop)
        _welcome(settings, seeded)
        _watch(children, stop)
        _step("stopping")


def _stop_asked() -> threading.Event:
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    return stop


def _step(words: str) -> None:
    print(f"· {words}", flush=True)


def _database(settings: Settings) -> Database:
    return open_database(
        Path(settings.data_folder) / "postgres",
        app_url=settings.database_url,
        worker_url=settings.worker_database_url,
        owner_url=settings.owner_database_url,
        programs=settings.pg_bin,
    )


def _environment(settings: Settings, database: Database) -> dict[str, str]:
    """The children's environment: the configuration with the demo's addresses and secret."""
    said = {f"WEDFORMS_{one.name.upper()}": getattr(settings, one.name) for one in fields(settings)}
    addresses = database.addresses
    said["WEDFORMS_DATABASE_URL"] = _plain(addresses.app)
    said["WEDFORMS_WORKER_DATABASE_URL"] = _plain(addresses.worker)
    said["WEDFORMS_SECRET_KEY"] = settings.secret_key or demo_secret(Path(settings.data_folder))
    kept = {name: str(value) for name, value in said.items() if value != ""}
    return {**os.environ, **kept}


def _plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def demo_secret(folder: Path) -> str:
    """The secret key kept in `folder`/keys, made on first use and readable by its owner only."""
    path = folder / "keys" / "secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()


@contextmanager
def _child(name: str, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """`wedforms NAME` in a session of its own: Ctrl-C reaches us, and we stop it in order."""
    child = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "wedforms", name], env=environment, start_new_session=True
    )
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait_until_ready(
    settings: Settings, children: list[subprocess.Popen[bytes]], stop: threading.Event
) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while not stop.is_set() and not _answers(f"{_local(settings)}/ready"):
        if any(child.poll() is not None for child in children):
            raise DemoNotStarted("The web server or the worker ended; see its words above.")
        if time.monotonic() > deadline:
            raise DemoNotStarted("The web server did not become ready within a minute.")
        stop.wait(0.1)


def _local(settings: Settings) -> str:
    return f"http://{settings.host}:{settings.port}"


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own http address
            return bool(answer.status == 200)  # noqa: PLR2004 - HTTP's OK
    except (urllib.error.URLError, OSError):
        return False


def _welcome(settings: Settings, seeded: Seeded) -> None:
    lines = [f"  {name:<28}{settings.public_url}{path}" for name, path in seeded.forms.items()]
    print(
        "\nWedForms is running. Six demo forms, open to everybody with the link:\n\n"
        + "\n".join(lines)
        + "\n\nA personal link (a household of three, already known by name):\n\n"
        + f"  {settings.public_url}{seeded.personal_link}\n\n"
        + "Try next: fill in the photography contract, on your phone or with JavaScript off,\n"
        + "send it, and download the sealed PDF from the thank-you page. Then check it:\n\n"
        + "  .venv/bin/wedforms document verify <the PDF>\n"
        + "  .venv/bin/wedforms submissions export --org ivy-and-lark photography-contract"
        + " --format csv\n\nCtrl-C stops everything; the data stay for the next time.\n",
        flush=True,
    )


def _watch(children: list[subprocess.Popen[bytes]], stop: threading.Event) -> None:
    while not stop.wait(0.5):
        if any(child.poll() is not None for child in children):
            raise DemoNotStarted("The web server or the worker ended; see its words above.")
