"""`/metrics`: figures for Prometheus, for whoever has the operator's token.

Several web processes are added up by the library, in a folder that `wedforms serve` makes for it;
the figures of the queue are asked of the database at each scrape.
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Iterator
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, abort, g, request
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from wedforms.core.lookup import queue_figures, readiness
from wedforms.extensions import services

_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_requests: Final = Histogram(
    "wedforms_request_seconds",
    "How long requests took, by view, method and status.",
    ("view", "method", "status"),
    buckets=_BUCKETS,
    registry=None,
)


def register_metrics(app: Flask) -> None:
    """Measure every request; nothing is measured where no token was set."""
    if not services_token(app):
        return

    @app.before_request
    def start_clock() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def note_request(response: Response) -> Response:
        if (started := g.pop("started", None)) is not None:
            view = request.endpoint or "unknown"
            measured = _requests.labels(view, request.method, str(response.status_code))
            measured.observe(time.perf_counter() - started)
        return response


def services_token(app: Flask) -> str:
    """The operator's token; empty when there are no metrics."""
    token: str = app.extensions["wedforms"].settings.metrics_token
    return token


def metrics() -> Response:
    """The figures in Prometheus' text format; 404 for everybody without the token."""
    token = services().settings.metrics_token
    given = request.headers.get("Authorization", "")
    if not token or not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        abort(HTTPStatus.NOT_FOUND)
    registry = CollectorRegistry()
    if services().settings.processes > 1:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_requests)
    registry.register(_Database(services().autocommit))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Database:
    """What the database tells at each scrape; that it does not answer is a figure too."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def collect(self) -> Iterator[Metric]:
        """The metrics, asked for now."""
        answers = GaugeMetricFamily("wedforms_database_up", "Whether the database answered.")
        try:
            found = list(self._told())
        except SQLAlchemyError:
            found = []
        answers.add_metric([], float(bool(found)))
        yield answers
        yield from found

    def _told(self) -> Iterator[Metric]:
        jobs = GaugeMetricFamily(
            "wedforms_jobs", "Jobs that wait, run or failed.", labels=["status"]
        )
        oldest = GaugeMetricFamily(
            "wedforms_oldest_job_seconds", "Age of the oldest of them.", labels=["status"]
        )
        for one in queue_figures(self._engine):
            jobs.add_metric([one.status], one.jobs)
            oldest.add_metric([one.status], one.oldest_seconds or 0.0)
        yield jobs
        yield oldest
        heard = GaugeMetricFamily(
            "wedforms_worker_heartbeat_seconds", "Since a worker was last heard of."
        )
        if (seconds := readiness(self._engine).worker_seconds) is not None:
            heard.add_metric([], seconds)
        yield heard
