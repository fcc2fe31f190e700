"""The list of couples."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext

from wedforms.clients.errors import ClientNotFound
from wedforms.clients.listing import ORDERS, SHOWN, Wanted, clients_shown, name_of
from wedforms.web.studio.clients.opened import opened
from wedforms.web.studio.clients.words import STATUSES
from wedforms.web.studio.views import Views

_LONGEST_WORDS: Final = 100

_SHOWN_WORDS: Final[Mapping[str, LazyString]] = {
    "open": lazy_gettext("Enquiries and bookings"),
    "lead": lazy_gettext("Enquiries"),
    "booked": lazy_gettext("Booked"),
    "married": lazy_gettext("Married"),
    "archived": lazy_gettext("Put away"),
    "all": lazy_gettext("Everybody"),
    "removed": lazy_gettext("Taken off the list"),
}
_ORDER_WORDS: Final[Mapping[str, LazyString]] = {
    "soonest": lazy_gettext("Earliest wedding first"),
    "latest": lazy_gettext("Latest wedding first"),
}


def clients() -> ResponseReturnValue:
    """Fifty couples at a time."""
    wanted = _wanted()
    with opened() as session:
        page = clients_shown(session, wanted, after=_after())
    return render_template(
        "studio/clients/list.html",
        page=page,
        wanted=wanted,
        asked=_asked(wanted),
        is_narrowed=wanted != Wanted(),
        shown_words=_SHOWN_WORDS,
        order_words=_ORDER_WORDS,
        statuses=STATUSES,
        name_of=name_of,
    )


def _wanted() -> Wanted:
    """What the address asks for; what it asks wrongly is as if it were not asked."""
    given = request.args
    return Wanted(
        words=given.get("words", "").replace("\0", "")[:_LONGEST_WORDS].strip(),
        shown=_one_of(SHOWN, given.get("shown", "")),
        since=_day(given.get("since", "")),
        until=_day(given.get("until", "")),
        order=_one_of(ORDERS, given.get("order", "")),
    )


def _asked(wanted: Wanted) -> dict[str, Any]:
    """The same question for another address."""
    return {
        "words": wanted.words or None,
        "shown": wanted.shown,
        "since": wanted.since,
        "until": wanted.until,
        "order": wanted.order,
    }


def _one_of(known: tuple[str, ...], given: str) -> str:
    return given if given in known else known[0]


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        return None


def _after() -> UUID | None:
    given = request.args.get("after", "")
    try:
        return UUID(given) if given else None
    except ValueError:
        raise ClientNotFound from None


VIEWS: Final[Views] = {"clients": clients}
