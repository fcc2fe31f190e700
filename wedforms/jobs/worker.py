"""The worker process: takes jobs from the outbox until it is told to stop."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import procrastinate
from sqlalchemy import make_url

from wedforms.jobs.documents import documents
from wedforms.jobs.submissions import submissions
from wedforms.jobs.upkeep import upkeep
from wedforms.jobs.workshop import Workshop

_POLL_SECONDS: Final = 2.0
_FINISH_SECONDS: Final = 30.0
#: The schema of the jobs' tables; the app's role cannot look into it.
_SEARCH_PATH: Final = "-c search_path=jobs,public"


def worker_app(database_url: str) -> procrastinate.App:
    """The jobs' application, with every job it knows."""
    plain = make_url(database_url).set(drivername="postgresql")
    connector = procrastinate.PsycopgConnector(
        conninfo=plain.render_as_string(hide_password=False),
        kwargs={"options": _SEARCH_PATH},
        min_size=1,
        max_size=4,
    )
    app = procrastinate.App(connector=connector)
    for blueprint in (submissions, documents, upkeep):
        app.add_tasks_from(blueprint, namespace="wedforms")
    return app


def run_worker(workshop: Workshop, **options: Any) -> None:
    """Work until SIGTERM or Ctrl-C, finishing the job in hand; `wait=False` makes one sweep."""
    asyncio.run(_work(worker_app(workshop.settings.worker_database_url), workshop, options))


async def _work(app: procrastinate.App, workshop: Workshop, options: dict[str, Any]) -> None:
    async with app.open_async():
        await app.run_worker_async(
            name="wedforms",
            fetch_job_polling_interval=_POLL_SECONDS,
            shutdown_graceful_timeout=_FINISH_SECONDS,
            delete_jobs="successful",
            additional_context={"workshop": workshop},
            **options,
        )
