"""One couple: what is known, what is open, what happened, and where the relationship stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext
from sqlalchemy.orm import Session

from wedforms.clients.enrol import contacts_of, find_client
from wedforms.clients.errors import ClientChanged, FactsRefused, ReasonNeeded, StepRefused
from wedforms.clients.listing import name_of
from wedforms.clients.place import sunset_of
from wedforms.clients.steps import STEPS, is_back, take_step
from wedforms.forms.find import open_forms
from wedforms.formspec.fieldtypes.contact import show_phone
from wedforms.lib import clock
from wedforms.lib.ids import uuid7
from wedforms.submissions.reachable import email_of
from wedforms.submissions.timeline import open_links_of, timeline_of
from wedforms.web.languages import own_name
from wedforms.web.studio.clients.asked import KINDS, PERSONS
from wedforms.web.studio.clients.editing import revision_asked
from wedforms.web.studio.clients.opened import home, opened
from wedforms.web.studio.clients.words import KNOWN, MESSAGES, PAPERS, STATUSES
from wedforms.web.studio.person import may_here
from wedforms.web.studio.views import Views

_ON: Final[Mapping[str, LazyString]] = {
    "booked": lazy_gettext("They booked"),
    "married": lazy_gettext("They are married"),
    "archived": lazy_gettext("Put away"),
}
_BACK: Final[Mapping[str, LazyString]] = {
    "lead": lazy_gettext("Back to enquiry"),
    "booked": lazy_gettext("Back to booked"),
    "married": lazy_gettext("Back to married"),
}
_NEWS: Final[Mapping[str, LazyString]] = {
    "changed": lazy_gettext(
        "Somebody else changed this couple a moment ago. Nothing was done: look again first."
    ),
    "reason": lazy_gettext("A step back needs a reason in a few words."),
    "step": lazy_gettext("This step does not follow from where the couple stands now."),
    "form": lazy_gettext("Choose one of the forms that are open."),
    "long": lazy_gettext("Say the reason in at most 300 characters."),
}


def client(client_id: UUID) -> ResponseReturnValue:
    """Everything about one couple."""
    was = request.args.get("was", "")
    with opened() as session:
        found = find_client(session, client_id)
        return render_template(
            "studio/clients/one.html",
            client=found,
            name=name_of(found),
            sunset=sunset_of(found),
            forms=_sendable(session) if may_here("manage") else (),
            email=email_of(session, client_id),
            attempt=uuid7(),
            contacts=contacts_of(session, client_id),
            timeline=timeline_of(session, client_id, before=_before()),
            open_links=open_links_of(session, client_id, now=clock.now()),
            steps=steps_from(found.status),
            statuses=STATUSES,
            papers=PAPERS,
            messages=MESSAGES,
            known=KNOWN,
            kinds=dict(KINDS),
            persons=dict(PERSONS),
            show_phone=show_phone,
            country=home(session).country,
            news=_NEWS.get(was),
        )


def _sendable(session: Session) -> list[tuple[str, str]]:
    """What can be sent: each open form, and beside it the form in each of its other languages."""
    return [
        found
        for form_id, name, others in open_forms(session)
        for found in (
            (str(form_id), name),
            *((f"{form_id} {one}", f"{name} · {own_name(one)}") for one in others),
        )
    ]


def steps_from(status: str) -> list[tuple[str, LazyString]]:
    """The steps that may be taken now, and the words on their buttons."""
    return [(to, _BACK[to] if is_back(status, to) else _ON[to]) for to in STEPS[status]]


def step(client_id: UUID) -> ResponseReturnValue:
    """Take a step; what cannot be done is told on the couple's page."""
    was = None
    try:
        with opened() as session:
            take_step(
                session,
                client_id,
                to=request.form.get("to", ""),
                reason=request.form.get("reason", ""),
                revision=revision_asked(),
            )
    except (ClientChanged, ReasonNeeded, StepRefused, FactsRefused) as refused:
        was = _WAS[type(refused)]
    address = url_for("studio.client", client_id=client_id, was=was)
    return redirect(address, HTTPStatus.SEE_OTHER)


_WAS: Final[Mapping[type[Exception], str]] = {
    ClientChanged: "changed",
    ReasonNeeded: "reason",
    StepRefused: "step",
    FactsRefused: "long",
}


def _before() -> datetime | None:
    """The moment that the address names; one that is none is as if it were not named."""
    try:
        found = datetime.fromisoformat(request.args.get("before", ""))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


VIEWS: Final[Views] = {"client": client, "take_step": step}
