"""Workers as operators start them, and the jobs that wait for them."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from tests.abuse.site import SECRET, Site
from wedforms.jobs.events import jobs
from wedforms.jobs.worker import _connector

#: How long a worker may take for what is waiting; a bound against hanging.
MEANWHILE = 90.0


@contextmanager
def worker(
    site: Site,
    *options: str,
    log_level: str = "error",
    log: IO[bytes] | None = None,
    settings: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process as operators start it."""
    url = site.database.worker.set(drivername="postgresql").render_as_string(hide_password=False)
    environment = {
        **os.environ,
        "WEDFORMS_WORKER_DATABASE_URL": url,
        "WEDFORMS_SECRET_KEY": SECRET,
        "WEDFORMS_DATA_FOLDER": str(site.folder),
        "WEDFORMS_LOG_LEVEL": log_level,
        **settings,
    }
    command = [sys.executable, "-m", "wedforms", "worker", *options]
    process = subprocess.Popen(command, env=environment, stderr=log)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def work_once(site: Site, *, settings: Mapping[str, str] = MappingProxyType({})) -> None:
    """Let a worker do what is waiting, to its end."""
    with worker(site, "--once", settings=settings) as process:
        assert process.wait(MEANWHILE) == 0


def jobs_in_hand(site: Site, name: str) -> int:
    """How many jobs of this name somebody works on."""
    return site.ledger().value(
        "select count(*) from jobs.procrastinate_jobs where status = 'doing' and task_name = :name",
        name=name,
    )


def papers_on_disk(folder: Path) -> list[Path]:
    """Every file of a document in the store, whether a row names it or not."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path for path in files if path.read_bytes()[:5] == b"%PDF-"]


def defer(site: Site, task: str, **arguments: Any) -> None:
    """Put a job into the queue past every announcement."""

    async def put() -> None:
        url = site.database.worker.render_as_string(hide_password=False)
        with jobs.replace_connector(_connector(url)) as app:
            async with app.open_async():
                await app.configure_task(task, allow_unknown=True).defer_async(**arguments)

    asyncio.run(put())
