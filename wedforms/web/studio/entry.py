"""Coming in and going out: sign up, sign in, sign out."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wedforms.accounts.errors import (
    AccountError,
    EmailTaken,
    EmailUnusable,
    OrganizationSlugTaken,
    OrganizationSlugUnusable,
    PasswordUnusable,
    SignInRefused,
)
from wedforms.accounts.people import NewPerson
from wedforms.accounts.signin import end_session, sign_in, start_session
from wedforms.accounts.signup import sign_up, suggested_slug
from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db, services
from wedforms.formspec.text import clean_line
from wedforms.lib import clock
from wedforms.lib.ids import uuid7
from wedforms.web.guards import address_of_visitor
from wedforms.web.studio.asked import SignInAsked, SignUpAsked, pin
from wedforms.web.studio.cookie import drop_session, keep_session
from wedforms.web.studio.person import person, way_on
from wedforms.web.studio.views import Views

_LONGEST_AGENT: Final = 300
_AT_FIELD: Final = {
    EmailTaken: "email",
    EmailUnusable: "email",
    OrganizationSlugTaken: "slug",
    OrganizationSlugUnusable: "slug",
    PasswordUnusable: "password",
}


def sign_in_page() -> ResponseReturnValue:
    """The door."""
    return render_template("studio/sign_in.html", form=SignInAsked(), is_open=_is_open())


def let_in() -> ResponseReturnValue:
    """Through the door, to the page that was wanted."""
    form = SignInAsked(request.form)
    if form.validate():
        try:
            secret = sign_in(
                services().autocommit,
                email=form.email.data or "",
                password=form.password.data or "",
                origin=origin(),
                now=clock.now(),
            )
            return _arrive(way_on(request.args.get("next", "")), secret)
        except SignInRefused as refused:
            pin(form, "password", refused)
    page = render_template("studio/sign_in.html", form=form, is_open=_is_open())
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def sign_up_page() -> ResponseReturnValue:
    """Where a supplier opens an account."""
    _require_open()
    return render_template("studio/sign_up.html", form=SignUpAsked())


def open_account() -> ResponseReturnValue:
    """Open the account, and in."""
    _require_open()
    form = SignUpAsked(request.form)
    if form.validate():
        try:
            organization_id, user_id = _open(form)
        except AccountError as fault:
            pin(form, _AT_FIELD[type(fault)], fault)
        else:
            secret = start_session(
                services().autocommit,
                user_id,
                organization_id=organization_id,
                origin=origin(),
                now=clock.now(),
            )
            return _arrive(url_for("studio.forms"), secret)
    page = render_template("studio/sign_up.html", form=form)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def go_out() -> ResponseReturnValue:
    """End this browser's session."""
    here = person()
    end_session(services().autocommit, here.user_id, session_id=here.session_id)
    return drop_session(
        make_response(redirect(url_for("studio.sign_in_page"), HTTPStatus.SEE_OTHER))
    )


def origin() -> dict[str, str]:
    """Where this browser is and what it calls itself, for the list of sessions."""
    agent = clean_line(request.user_agent.string)[:_LONGEST_AGENT]
    return {"address": str(address_of_visitor() or ""), "agent": agent}


def _open(form: SignUpAsked) -> tuple[UUID, UUID]:
    name = clean_line(form.name.data or "")
    given = NewPerson(
        email=form.email.data or "",
        password=form.password.data or "",
        first_name=clean_line(form.first_name.data or ""),
        last_name=clean_line(form.last_name.data or ""),
    )
    organization_id = uuid7()
    with tenant_transaction(db.session, organization_id) as session:
        slug = (form.slug.data or "").strip() or suggested_slug(name)
        user_id = sign_up(session, given, organization_id=organization_id, name=name, slug=slug)
    return organization_id, user_id


def _arrive(address: str, secret: str) -> ResponseReturnValue:
    return keep_session(make_response(redirect(address, HTTPStatus.SEE_OTHER)), secret)


def _is_open() -> bool:
    return services().settings.signup == "open"


def _require_open() -> None:
    if not _is_open():
        abort(HTTPStatus.NOT_FOUND)


VIEWS: Final[Views] = {
    "sign_up_page": sign_up_page,
    "sign_up": open_account,
    "sign_in_page": sign_in_page,
    "sign_in": let_in,
    "sign_out": go_out,
}
