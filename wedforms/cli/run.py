"""`wedforms serve`, `wedforms worker`, `wedforms demo`: the processes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from tempfile import TemporaryDirectory
from threading import Event
from typing import TYPE_CHECKING, Final

import click

from wedforms.cli.lifeline import end_with_input
from wedforms.cli.output import say
from wedforms.cli.surroundings import settings_from_environment

if TYPE_CHECKING:
    from wedforms.jobs.workshop import Workshop
    from wedforms.settings import Settings

_PATIENCE_SECONDS: Final = 3.0
_lifeline = click.option(
    "--while-input-lasts", is_flag=True, hidden=True, help="Stop when standard input ends."
)


@click.command()
@_lifeline
def serve(*, while_input_lasts: bool) -> None:
    """Run the web server."""
    from wedforms.cli.preflight import usable_settings
    from wedforms.database.roles import APP

    settings = usable_settings(os.environ, "secret_key", database="database_url", role=APP)
    if while_input_lasts:
        end_with_input()
    with _figures_of_all_processes(settings):
        _serve(settings)


@contextmanager
def _figures_of_all_processes(settings: Settings) -> Iterator[None]:
    """A folder where the metrics of several processes are added up, for as long as they run."""
    if not settings.metrics_token or settings.processes == 1:
        yield
        return
    with TemporaryDirectory(prefix="wedforms-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        yield


@click.command()
@click.option("--once", is_flag=True, help="Do what is waiting, then end.")
@_lifeline
def worker(*, once: bool, while_input_lasts: bool) -> None:
    """Run the worker."""
    from wedforms.cli.preflight import usable_settings
    from wedforms.database.roles import WORKER
    from wedforms.jobs.open import open_workshop
    from wedforms.logs import configure_logs

    settings = usable_settings(
        os.environ, "secret_key", database="worker_database_url", role=WORKER
    )
    if while_input_lasts:
        end_with_input()
    configure_logs(settings.log_level)
    with open_workshop(settings) as workshop:
        workshop.engine.connect().close()  # what is wrong from the beginning ends it at once
        _work(workshop, once=once)


def _work(workshop: Workshop, *, once: bool) -> None:
    """Work until told to stop; a database that goes away for a while is waited for."""
    from procrastinate.exceptions import ConnectorException
    from psycopg import OperationalError

    from wedforms.jobs.worker import run_worker

    told = Event()

    def end(*_: object) -> None:
        told.set()
        signal.raise_signal(signal.SIGINT)

    # Both signals end the job in hand first and arrive here as KeyboardInterrupt; when it returns
    # by itself, it has lost its database, before it was told to stop or after.
    signal.signal(signal.SIGTERM, end)
    # A shell that starts it in the background has it ignore this one.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        while not told.is_set():
            try:
                run_worker(workshop, wait=not once, install_signal_handlers=False)
            except (ConnectorException, OperationalError):
                if once:
                    raise
            if once or told.is_set():
                return
            say("The database went away; trying again.")
            time.sleep(_PATIENCE_SECONDS)


@click.command()
def demo() -> None:
    """Set up and run everything with the demo's data (what `make run` calls)."""
    from wedforms.demo.run import run_demo

    run_demo(settings_from_environment())


def _serve(settings: Settings) -> None:
    """Run Granian until it is told to stop."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from wedforms.lib.listening import address_to_listen_on

    Granian(
        "wedforms.cli.lifeline:application",
        factory=True,
        address=address_to_listen_on(settings.host, settings.port),
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.processes,
        blocking_threads=settings.threads,
        log_level=LogLevels(settings.log_level),
        respawn_failed_workers=True,
        workers_kill_timeout=30,
        websockets=False,
    ).serve()
