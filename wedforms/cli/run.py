"""`wedforms serve`, `wedforms worker`, `wedforms demo`: the processes."""

from __future__ import annotations

import os
from pathlib import Path

import click

from wedforms.cli.surroundings import settings_from_environment
from wedforms.settings import require


@click.command()
def serve() -> None:
    """Run the web server."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    settings = settings_from_environment()
    require(settings, "database_url", "secret_key")
    Granian(
        "wedforms.app:from_environment",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.processes,
        blocking_threads=settings.threads,
        log_level=LogLevels(settings.log_level),
        respawn_failed_workers=True,
        workers_kill_timeout=30,
        websockets=False,
    ).serve()


@click.command()
@click.option("--once", is_flag=True, help="Do what is waiting, then end.")
def worker(*, once: bool) -> None:
    """Run the worker."""
    from wedforms.jobs.open import open_workshop
    from wedforms.jobs.worker import run_worker

    settings = settings_from_environment()
    require(settings, "worker_database_url")
    with open_workshop(settings) as workshop:
        run_worker(workshop, wait=not once)


@click.command()
def demo() -> None:
    """Set up and run everything with the demo's data (what `make run` calls)."""
    from wedforms.demo.run import run_demo

    Path(settings_from_environment().data_folder).mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    run_demo(settings_from_environment())
