"""`make run`: database, demo, web server and worker, up together and down together."""

from __future__ import annotations

import os
import secrets
import signal
import time
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import fields
from pathlib import Path
from threading import Event
from typing import Final

from sqlalchemy import URL

from wedforms.database.administer import Database, open_database
from wedforms.demo.address import address_told
from wedforms.demo.host import Host, host_running, name_beside
from wedforms.demo.processes import Process, processes, wait_until_ready, watch
from wedforms.demo.seed import Seeded, public_paths, seed_demo
from wedforms.lib.listening import address_to_listen_on
from wedforms.settings import Settings

_PROCESSES: Final = {"serve": "web server", "worker": "worker"}
_EVERYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - answered, not listened on
_LAST_PORT: Final = 65535


class _Stopped(Exception):
    """Ctrl-C came before everything was up."""


def run_demo(settings: Settings) -> None:
    """Start everything, print the addresses, and wait for Ctrl-C or SIGTERM.

    Raises DemoError, DatabaseError or CannotListen; nothing that it started is left behind.
    """
    stop = _stop_asked()
    try:
        with ExitStack() as running:
            _run(settings, running, stop)
    except Exception:
        # What fails because Ctrl-C ended it half-way is no news to who pressed it.
        if not stop.is_set():
            raise
    print("· stopped", flush=True)


def _run(settings: Settings, running: ExitStack, stop: Event) -> None:
    begun = time.monotonic()
    address = address_to_listen_on(settings.host, settings.port)
    _step("starting PostgreSQL", stop)
    database = running.enter_context(_database(settings))
    _step("bringing the schema up to date", stop)
    database.up()
    _step("starting the web server and the worker", stop)
    started = running.enter_context(processes(_PROCESSES, _environment(settings, database)))
    _step("seeding the demo organizations and their six forms", stop)
    site = running.enter_context(_site(settings))
    seeded = seed_demo(database.addresses.app, settings, site=site)
    wait_until_ready(f"{_local(address, settings.port)}/ready", started, stop)
    running.enter_context(address_told(Path(settings.data_folder), settings.public_url))
    _step(f"ready after {time.monotonic() - begun:.1f} seconds", stop)
    print(_welcome(settings, seeded, site=site), flush=True)
    watch([*started, *_server(database)], stop)
    print("\n· stopping the web server, the worker and PostgreSQL", flush=True)


def _stop_asked() -> Event:
    stop = Event()
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_: stop.set())
    return stop


def _step(words: str, stop: Event) -> None:
    if stop.is_set():
        raise _Stopped
    print(f"· {words}", flush=True)


def _database(settings: Settings) -> Database:
    return open_database(
        Path(settings.data_folder) / "postgres",
        app_url=settings.database_url,
        worker_url=settings.worker_database_url,
        owner_url=settings.owner_database_url,
        programs=settings.pg_bin,
    )


def _server(database: Database) -> list[Process]:
    """The database server, where it is ours."""
    if (server := database.server) is None:
        return []
    return [Process("database server", server.keeper, words=f"in {server.cluster.log}")]


def _site(settings: Settings) -> AbstractContextManager[str]:
    """A supplier's own site beside WedForms; '' where it is not tried out on this machine."""
    if name_beside(settings.public_url) is None:
        return nullcontext("")
    shown = Host(service=settings.public_url, forms=public_paths())
    return host_running(shown, port=settings.port % _LAST_PORT + 1)


def _environment(settings: Settings, database: Database) -> dict[str, str]:
    """The children's environment: the configuration with the demo's addresses and secret."""
    said = {f"WEDFORMS_{one.name.upper()}": getattr(settings, one.name) for one in fields(settings)}
    addresses = database.addresses
    said["WEDFORMS_DATABASE_URL"] = _plain(addresses.app)
    said["WEDFORMS_WORKER_DATABASE_URL"] = _plain(addresses.worker)
    said["WEDFORMS_SIGNUP"] = os.environ.get("WEDFORMS_SIGNUP") or "open"
    if not settings.smtp_url and name_beside(settings.public_url) is not None:
        said["WEDFORMS_OUTBOX_FOLDER"] = str(Path(settings.data_folder) / "outbox")
    said["WEDFORMS_SECRET_KEY"] = settings.secret_key or demo_secret(Path(settings.data_folder))
    # Below the addresses only what went wrong is shown, unless more was asked for.
    said["WEDFORMS_LOG_LEVEL"] = os.environ.get("WEDFORMS_LOG_LEVEL") or "warning"
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


def _local(address: str, port: int) -> str:
    reachable = _EVERYWHERE.get(address, address)
    return f"http://[{reachable}]:{port}" if ":" in reachable else f"http://{reachable}:{port}"


def _mails(settings: Settings) -> str:
    if settings.smtp_url or name_beside(settings.public_url) is None:
        return ""
    return f"Every mail that is sent lands here:\n\n  {settings.public_url}/outbox\n\n"


def _welcome(settings: Settings, seeded: Seeded, *, site: str) -> str:
    lines = [f"  {name:<28}{settings.public_url}{path}" for name, path in seeded.forms.items()]
    beside = f"The same forms on a supplier's own site:\n\n  {site}\n\n" if site else ""
    owners = [f"  {email:<28}{password}" for email, password in seeded.owners.items()]
    return (
        "\nWedForms is running. Six demo forms, open to everybody with the link:\n\n"
        + "\n".join(lines)
        + "\n\nA personal link (a household of three, already known by name):\n\n"
        + f"  {settings.public_url}{seeded.personal_link}\n\n"
        + beside
        + "The suppliers' side, with their passwords:\n\n"
        + f"  {settings.public_url}/studio/sign-in\n"
        + "\n".join(owners)
        + "\n\n"
        + _mails(settings)
        + "Try next: fill in the photography contract, in a narrow window or with JavaScript off,\n"
        + "send it, and download the sealed PDF from the thank-you page. Then check it:\n\n"
        + "  .venv/bin/wedforms document verify <the PDF>\n"
        + "  .venv/bin/wedforms submissions export --org ivy-and-lark photography-contract"
        + " --format csv\n\nCtrl-C stops everything; the data stay for the next time.\n"
    )
