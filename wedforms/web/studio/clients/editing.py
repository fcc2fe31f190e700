"""Enter a couple, change what is known of them, take them off the list and put them back."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from wedforms.clients.enrol import (
    change_client,
    contacts_of,
    enrol_client,
    find_client,
    remove_client,
    restore_client,
)
from wedforms.clients.errors import ClientChanged, ClientNotFound, FactsRefused
from wedforms.clients.facts import ClientFacts, facts_of, tidy, time_zones
from wedforms.core.clients import Client
from wedforms.lib import clock
from wedforms.web.studio.clients.asked import (
    KINDS,
    PERSONS,
    ClientAsked,
    asked_about,
    facts_asked,
    is_readable,
    leave_room,
    pin_faults,
    problems_of,
)
from wedforms.web.studio.clients.opened import home, opened
from wedforms.web.studio.views import Views

_MOST_REVISION: Final = 9


def new_client() -> ResponseReturnValue:
    """The empty page, with the organization's own time zone."""
    with opened() as session:
        facts = ClientFacts(partner_1_name="", time_zone=home(session).time_zone)
    return _page(asked_about(facts, revision=0))


def add_client() -> ResponseReturnValue:
    """Take a new couple in."""
    form = ClientAsked(request.form)
    if not is_readable(form):
        return _page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with opened() as session:
            facts = tidy(facts_asked(form), country=home(session).country)
            client = enrol_client(session, facts, source="studio")
    except FactsRefused as refused:
        pin_faults(form, refused.faults)
        return _page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    return _shown(client.id)


def edit_client(client_id: UUID) -> ResponseReturnValue:
    """What is known of a couple, to be changed."""
    with opened() as session:
        client, facts = _kept(session, client_id)
    return _page(asked_about(facts, revision=client.revision), client_id=client_id)


def save_client(client_id: UUID) -> ResponseReturnValue:
    """Change a couple; where somebody else was faster, both versions are shown."""
    form = ClientAsked(request.form)
    if not is_readable(form):
        return _page(form, client_id=client_id), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with opened() as session:
            facts = tidy(facts_asked(form), country=home(session).country)
            change_client(session, client_id, facts, revision=revision_asked())
    except FactsRefused as refused:
        pin_faults(form, refused.faults)
        return _page(form, client_id=client_id), HTTPStatus.UNPROCESSABLE_ENTITY
    except ClientChanged:
        return _collided(form, client_id), HTTPStatus.CONFLICT
    return _shown(client_id)


def take_off(client_id: UUID) -> ResponseReturnValue:
    """Take a couple off the list, unless somebody changed it meanwhile."""
    try:
        with opened() as session:
            remove_client(session, client_id, revision=revision_asked(), now=clock.now())
    except ClientChanged:
        return _shown(client_id, was="changed")
    return _shown(client_id)


def put_back(client_id: UUID) -> ResponseReturnValue:
    """Put a couple back on the list."""
    with opened() as session:
        restore_client(session, client_id)
    return _shown(client_id)


def revision_asked(name: str = "revision") -> int:
    """The revision that the page was drawn from; one that is none matches nothing."""
    given = request.form.get(name, "")
    is_number = given.isascii() and given.isdigit() and len(given) <= _MOST_REVISION
    return int(given) if is_number else -1


def _collided(form: ClientAsked, client_id: UUID) -> str:
    """What was typed stays; what was saved meanwhile stands beside it; saving again is knowing."""
    with opened() as session:
        client, facts = _kept(session, client_id)
    saved = asked_about(facts, revision=client.revision)
    form.revision.data = str(client.revision)
    form.revision.raw_data = None
    return _page(form, client_id=client_id, saved=saved)


def _shown(client_id: UUID, *, was: str | None = None) -> ResponseReturnValue:
    address = url_for("studio.client", client_id=client_id, was=was)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _kept(session: Session, client_id: UUID) -> tuple[Client, ClientFacts]:
    client = find_client(session, client_id)
    if client.deleted_at is not None:
        raise ClientNotFound
    return client, facts_of(client, contacts_of(session, client_id))


def _page(
    form: ClientAsked, *, client_id: UUID | None = None, saved: ClientAsked | None = None
) -> str:
    leave_room(form)
    return render_template(
        "studio/clients/edit.html",
        form=form,
        client_id=client_id,
        saved=saved,
        problems=problems_of(form),
        time_zones=time_zones(),
        kinds=KINDS,
        persons=PERSONS,
    )


VIEWS: Final[Views] = {
    "new_client": new_client,
    "add_client": add_client,
    "edit_client": edit_client,
    "save_client": save_client,
    "remove_client": take_off,
    "restore_client": put_back,
}
