"""Where the mails of a service without a mail server are looked at, on this machine alone."""

from __future__ import annotations

from typing import Final

from wedforms.web.routes.route import LOOK, Frames, Route


def _outbox(rule: str, name: str, *, frames: Frames = "nobody") -> Route:
    return Route(
        rule=rule,
        endpoint=f"outbox.{name}",
        method="GET",
        permission="anybody",
        limit=LOOK,
        frames=frames,
    )


OUTBOX: Final = (
    _outbox("/outbox", "mails"),
    _outbox("/outbox/<name>", "mail"),
    _outbox("/outbox/<name>/page", "sheet", frames="self"),
)
