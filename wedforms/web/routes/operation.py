"""What browsers load beside pages, and what probes ask."""

from __future__ import annotations

from typing import Final

from wedforms.web.routes.route import UNLIMITED, Route

OPERATION: Final = (
    Route(
        rule="/static/<path:name>",
        endpoint="assets.built",
        method="GET",
        permission="anybody",
        limit=UNLIMITED,
    ),
    Route(
        rule="/live", endpoint="health.live", method="GET", permission="operator", limit=UNLIMITED
    ),
    Route(
        rule="/ready", endpoint="health.ready", method="GET", permission="operator", limit=UNLIMITED
    ),
    Route(
        rule="/metrics",
        endpoint="health.metrics",
        method="GET",
        permission="operator",
        limit=UNLIMITED,
    ),
)
