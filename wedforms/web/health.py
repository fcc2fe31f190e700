"""`/live`, `/ready` and `/metrics`: is this process up, can it do its work, and how does it go?"""

from __future__ import annotations

from flask import Blueprint, Flask, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from wedforms.core.lookup import Readiness, readiness
from wedforms.database.migrate import head_revision
from wedforms.extensions import limiter, services
from wedforms.web.metrics import metrics

health = Blueprint("health", __name__)
_HEARTBEAT_SECONDS = 30
health.add_url_rule("/metrics", "metrics", metrics)


def register_health(app: Flask) -> None:
    """Add the addresses."""
    app.register_blueprint(health)
    limiter.exempt(health)


@health.get("/live")
def live() -> ResponseReturnValue:
    """200 as long as the process answers; touches nothing."""
    return jsonify(live=True)


@health.get("/ready")
def ready() -> ResponseReturnValue:
    """200 when the database answers, has our schema, and a worker has been heard of lately."""
    try:
        faults = _faults(readiness(services().autocommit))
    except SQLAlchemyError:
        faults = ["the database does not answer"]
    return jsonify(ready=not faults, faults=faults), 503 if faults else 200


def _faults(found: Readiness) -> list[str]:
    faults = []
    if found.revision != head_revision():
        faults.append("the schema is not at the code's revision")
    if found.worker_seconds is None or found.worker_seconds > _HEARTBEAT_SECONDS:
        faults.append("no worker has been heard of for 30 seconds")
    return faults
