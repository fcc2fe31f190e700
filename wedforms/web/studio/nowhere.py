"""Somebody who is signed in and works in no organization: where they could, and how to begin."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wedforms.accounts.errors import AccountError
from wedforms.accounts.people import email_of
from wedforms.accounts.signin import choose_organization
from wedforms.accounts.signup import found_another
from wedforms.core.lookup import memberships_of
from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db, services
from wedforms.formspec.text import clean_line
from wedforms.web.studio.asked import OrganizationAsked
from wedforms.web.studio.athome import essentials_of_browser
from wedforms.web.studio.cookie import session_secret
from wedforms.web.studio.opening import asked_account, pin_fault
from wedforms.web.studio.person import person
from wedforms.web.studio.views import Views


def show() -> ResponseReturnValue:
    """Their other organizations, and how to come into one or open one."""
    return _page(OrganizationAsked(data=essentials_of_browser(request.accept_languages.values())))


def found() -> ResponseReturnValue:
    """Open an organization, and in."""
    if not _is_open():
        abort(HTTPStatus.NOT_FOUND)
    form = OrganizationAsked(request.form)
    if form.validate():
        try:
            return _found(form)
        except AccountError as fault:
            pin_fault(form, fault)
    return _page(form), HTTPStatus.UNPROCESSABLE_ENTITY


def _found(form: OrganizationAsked) -> ResponseReturnValue:
    account, here = asked_account(form), person()
    owner = {one: clean_line(form[one].data or "") for one in ("first_name", "last_name")}
    with tenant_transaction(
        db.session, account["organization_id"], actor_id=here.user_id
    ) as session:
        found_another(session, here.user_id, owner=owner, **account)
    choose_organization(services().autocommit, session_secret(), account["organization_id"])
    return redirect(url_for("studio.forms"), HTTPStatus.SEE_OTHER)


def _page(form: OrganizationAsked) -> str:
    engine, here = services().autocommit, person()
    return render_template(
        "studio/nowhere.html",
        form=form,
        is_open=_is_open(),
        email=email_of(engine, here.user_id),
        organizations=memberships_of(engine, here.user_id),
    )


def _is_open() -> bool:
    return services().settings.signup == "open"


VIEWS: Final[Views] = {"nowhere": show, "found_organization": found}
