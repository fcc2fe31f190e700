"""Send a couple a form from their own page: a personal link, mailed or to be copied."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wedforms.clients.enrol import find_client
from wedforms.clients.errors import ClientNotFound
from wedforms.clients.listing import name_of
from wedforms.extensions import services
from wedforms.forms.deliver import deliver_link
from wedforms.forms.find import PublishedForm, published_version
from wedforms.forms.invite import Guest, invite
from wedforms.lib import clock
from wedforms.submissions.reachable import email_of
from wedforms.web.studio.clients.opened import opened
from wedforms.web.studio.person import person
from wedforms.web.studio.share.asked import attempt, language_in, usual_last_moment
from wedforms.web.studio.views import Views


def send_form(client_id: UUID) -> ResponseReturnValue:
    """Make the couple's link and show it; pressed twice it is made and sent once."""
    form_id, language = _form_asked()
    link_id = attempt()
    try:
        with opened() as session:
            guest = _guest(session, client_id)
            form = published_version(session, form_id) if form_id is not None else None
            if form is None:
                here = url_for("studio.client", client_id=client_id, was="form")
                return redirect(here, HTTPStatus.SEE_OTHER)
            spoken = language_in(form.compiled.definition, language)
            guest = replace(guest, language=spoken)
            _invite(session, guest, form=form, link_id=link_id)
    except IntegrityError:
        pass  # the same press a second time, at the same moment: the first one made it
    is_mailed = _by_mail() and bool(guest.email)
    page = url_for(
        "studio.share_link",
        form_id=form_id,
        link_id=link_id,
        sent="yes" if is_mailed else None,
    )
    return redirect(page, HTTPStatus.SEE_OTHER)


def _form_asked() -> tuple[UUID | None, str]:
    """The form that was chosen, and the language beside it; None for what is no form."""
    chosen, _, language = request.form.get("form", "").partition(" ")
    try:
        return UUID(chosen), language
    except ValueError:
        return None, ""


def _guest(session: Session, client_id: UUID) -> Guest:
    client = find_client(session, client_id)
    if client.deleted_at is not None:
        raise ClientNotFound
    email = email_of(session, client_id)
    return Guest(name=name_of(client), email=email, client_id=client_id)


def _invite(session: Session, guest: Guest, *, form: PublishedForm, link_id: UUID) -> None:
    invite(
        session,
        [guest],
        form_id=form.form_id,
        batch=link_id,
        expires_at=usual_last_moment(form.compiled.definition),
        one_response=True,
        signing_key=services().settings.secret_key,
        created_by=person().profile_id,
    )
    if _by_mail():
        deliver_link(session, form.form_id, link_id, now=clock.now())


def _by_mail() -> bool:
    return request.form.get("how") == "mail"


VIEWS: Final[Views] = {"send_form": send_form}
