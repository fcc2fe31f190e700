"""The jobs by name: one for each event, and what is done by the clock."""

from __future__ import annotations

from typing import Final

import procrastinate

from wedforms.core.outbox import EVENTS

#: Every job registers here; the worker gives it a connection.
jobs: Final = procrastinate.App(connector=procrastinate.PsycopgConnector())


def close_unheard_events() -> None:
    """Let events that nothing follows from end as done instead of unknown."""
    for event in sorted(EVENTS - set(jobs.tasks)):
        jobs.task(name=event)(_nothing_follows)


def _nothing_follows(**ids: str) -> None:
    del ids
