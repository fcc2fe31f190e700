"""The worker process: takes jobs from the outbox until it is told to stop."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import procrastinate
from sqlalchemy import make_url

from wedforms.jobs import (
    changes,
    documents,
    erasure,
    exports,
    links,
    messages,
    plans,
    submissions,
    upkeep,
)
from wedforms.jobs.events import close_unheard_events, jobs
from wedforms.jobs.workshop import Workshop

#: Importing these registers their jobs.
HANDLERS: Final = (
    submissions,
    documents,
    messages,
    links,
    exports,
    changes,
    plans,
    erasure,
    upkeep,
)

_POLL_SECONDS: Final = 2.0
_FINISH_SECONDS: Final = 30.0
#: How long a lost database is waited for, each time it is wanted.
_CONNECT_SECONDS: Final = 5.0
#: The schema of the jobs' tables; the app's role cannot look into it.
_SEARCH_PATH: Final = "-c search_path=jobs,public"


def run_worker(workshop: Workshop, **options: Any) -> None:
    """Work until SIGTERM or Ctrl-C, finishing the job in hand; `wait=False` makes one sweep."""
    close_unheard_events()
    with jobs.replace_connector(_connector(workshop.settings.worker_database_url)) as app:
        asyncio.run(_work(app, workshop, options))


def _connector(database_url: str) -> procrastinate.PsycopgConnector:
    plain = make_url(database_url).set(drivername="postgresql")
    return procrastinate.PsycopgConnector(
        conninfo=plain.render_as_string(hide_password=False),
        kwargs={"options": _SEARCH_PATH},
        min_size=1,
        max_size=4,
        timeout=_CONNECT_SECONDS,
    )


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
