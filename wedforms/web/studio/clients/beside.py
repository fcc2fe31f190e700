"""On the page of a submission: whose answers these are, and what they would change there."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext

from wedforms.clients.errors import ClientChanged, ClientNotFound, FactsRefused
from wedforms.clients.listing import name_of
from wedforms.submissions.errors import ChangedMeanwhile
from wedforms.submissions.writeback import couple_beside, enrol_by_hand, write_back
from wedforms.web.studio.clients.editing import revision_asked
from wedforms.web.studio.clients.opened import opened
from wedforms.web.studio.clients.words import STATUSES
from wedforms.web.studio.views import Views

_MOST_TICKS: Final = 40
WHAT: Final[Mapping[str, LazyString]] = {
    "partner_1_name": lazy_gettext("One partner"),
    "partner_2_name": lazy_gettext("The other partner"),
    "wedding_date": lazy_gettext("Wedding date"),
    "venue": lazy_gettext("Venue"),
    "town": lazy_gettext("Town"),
    "email": lazy_gettext("Another e-mail address"),
    "phone": lazy_gettext("Another telephone number"),
    "social": lazy_gettext("Another place on social media"),
    "partner_1_email": lazy_gettext("E-mail of one partner"),
    "partner_2_email": lazy_gettext("E-mail of the other partner"),
    "partner_1_phone": lazy_gettext("Telephone of one partner"),
    "partner_2_phone": lazy_gettext("Telephone of the other partner"),
}
_NEWS: Final[Mapping[str, LazyString]] = {
    "written": lazy_gettext("The couple’s entry is changed."),
    "meanwhile": lazy_gettext(
        "The couple or the answers were changed a moment ago. Nothing was done: look again first."
    ),
    "unusable": lazy_gettext("This cannot be kept as it is. Change the couple’s own page instead."),
    "nobody": lazy_gettext("These answers name nobody."),
}


def beside_answer(submission_id: UUID) -> dict[str, Any]:
    """What the partial `studio/clients/_beside.html` shows."""
    with opened() as session:
        found = couple_beside(session, submission_id)
    return {
        "submission_id": submission_id,
        "found": found,
        "name": name_of(found.client) if found.client else "",
        "what": WHAT,
        "statuses": STATUSES,
        "news": _NEWS.get(request.args.get("couple", "")),
    }


def write(submission_id: UUID) -> ResponseReturnValue:
    """Take what was ticked over into the couple's entry."""
    said = "written"
    try:
        with opened() as session:
            write_back(
                session,
                submission_id,
                names=request.form.getlist("take")[:_MOST_TICKS],
                client_revision=revision_asked("client_revision"),
                submission_revision=revision_asked("submission_revision"),
            )
    except (ClientChanged, ChangedMeanwhile, ClientNotFound):
        said = "meanwhile"
    except FactsRefused:
        said = "unusable"
    return _again(submission_id, said)


def enrol(submission_id: UUID) -> ResponseReturnValue:
    """Make a couple of whoever sent this, or find the one that is there."""
    with opened() as session:
        client_id = enrol_by_hand(session, submission_id)
    return _again(submission_id, None if client_id else "nobody")


def _again(submission_id: UUID, said: str | None) -> ResponseReturnValue:
    # What is said takes the focus, which it could not while the address names a part of the page.
    part = None if said else "couple"
    address = url_for("studio.answer", submission_id=submission_id, couple=said, _anchor=part)
    return redirect(address, HTTPStatus.SEE_OTHER)


VIEWS: Final[Views] = {"write_back": write, "enrol_sender": enrol}
