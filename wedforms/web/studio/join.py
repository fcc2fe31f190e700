"""Accepting an invitation: as somebody who has an account, or as somebody new."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wedforms.accounts.errors import EmailTaken, LinkEnded, MemberAlready, PasswordUnusable
from wedforms.accounts.invite import find_invitation, join, join_as_new
from wedforms.accounts.people import NewPerson, email_of
from wedforms.accounts.signin import choose_organization, start_session
from wedforms.core.limits import LimitReached
from wedforms.core.lookup import FoundOrganization, organization_by_slug, sign_in_by_email
from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db, services
from wedforms.formspec.text import clean_line
from wedforms.lib import clock
from wedforms.web.studio.asked import JoinAsked, JoinNewAsked, pin
from wedforms.web.studio.cookie import keep_session, session_secret
from wedforms.web.studio.entry import origin
from wedforms.web.studio.members import ROLE_NAMES
from wedforms.web.studio.person import signed_in
from wedforms.web.studio.views import Views

_FULL: Final = (
    "There is no place left in this account just now. Please tell whoever invited you: they can "
    "make room, and this link goes on working."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An invitation as its link shows it, to whoever looks at it now."""

    organization: FoundOrganization
    secret: str
    email: str
    role: str
    here: str

    @property
    def is_for_whom_is_here(self) -> bool:
        """Whether the invited person is signed in."""
        return self.here == self.email

    @property
    def has_account(self) -> bool:
        """Whether the invited person can sign in."""
        return sign_in_by_email(services().autocommit, self.email) is not None


def show(org: str, token: str) -> ResponseReturnValue:
    """What is offered; looking uses nothing up. Raises LinkEnded."""
    return _page(_offer(org, token), None)


def accept(org: str, token: str) -> ResponseReturnValue:
    """Come in; raises LinkEnded."""
    offer = _offer(org, token)
    if offer.here and offer.is_for_whom_is_here:
        return _join(offer)
    if offer.here or offer.has_account:
        return _page(offer, None), HTTPStatus.CONFLICT
    return _join_as_new(offer)


def _join(offer: Offer) -> ResponseReturnValue:
    form = JoinAsked(request.form)
    found = signed_in()
    if not form.validate() or found is None:
        return _page(offer, form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with tenant_transaction(
            db.session, offer.organization.organization_id, actor_id=found.user_id
        ) as session:
            join(
                session,
                offer.secret,
                user_id=found.user_id,
                first_name=clean_line(form.first_name.data or ""),
                last_name=clean_line(form.last_name.data or ""),
                now=clock.now(),
            )
    except LimitReached:
        pin(form, "first_name", _FULL)
        return _page(offer, form), HTTPStatus.CONFLICT
    except MemberAlready:
        pass
    choose_organization(services().autocommit, session_secret(), offer.organization.organization_id)
    return redirect(url_for("studio.forms"), HTTPStatus.SEE_OTHER)


def _join_as_new(offer: Offer) -> ResponseReturnValue:
    form = JoinNewAsked(request.form)
    if not form.validate():
        return _page(offer, form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        user_id = _come_in(offer, form)
    except LimitReached:
        pin(form, "first_name", _FULL)
        return _page(offer, form), HTTPStatus.CONFLICT
    except PasswordUnusable as fault:
        pin(form, "password", fault)
        return _page(offer, form), HTTPStatus.UNPROCESSABLE_ENTITY
    except EmailTaken:
        return redirect(request.path, HTTPStatus.SEE_OTHER)
    secret = start_session(
        services().autocommit,
        user_id,
        organization_id=offer.organization.organization_id,
        origin=origin(),
        now=clock.now(),
    )
    answer = redirect(url_for("studio.forms"), HTTPStatus.SEE_OTHER)
    return keep_session(make_response(answer), secret)


def _come_in(offer: Offer, form: JoinNewAsked) -> UUID:
    given = NewPerson(
        email=offer.email,
        password=form.password.data or "",
        first_name=clean_line(form.first_name.data or ""),
        last_name=clean_line(form.last_name.data or ""),
        locale=offer.organization.locale,
        is_verified=True,
    )
    with tenant_transaction(db.session, offer.organization.organization_id) as session:
        return join_as_new(session, offer.secret, person=given, now=clock.now())


def _offer(org: str, token: str) -> Offer:
    engine = services().autocommit
    organization = organization_by_slug(engine, org)
    if organization is None:
        raise LinkEnded
    found = signed_in()
    with tenant_transaction(db.session, organization.organization_id) as session:
        invitation = find_invitation(session, token, now=clock.now())
        return Offer(
            organization=organization,
            secret=token,
            email=invitation.email,
            role=invitation.role,
            here=email_of(engine, found.user_id) if found else "",
        )


def _page(offer: Offer, form: JoinAsked | None) -> str:
    if form is None:
        form = JoinAsked() if offer.here else JoinNewAsked()
    return render_template("studio/join.html", offer=offer, form=form, role=ROLE_NAMES[offer.role])


VIEWS: Final[Views] = {"join_page": show, "join": accept}
