"""A forgotten password, an address to be confirmed, another address: each by a link in a mail.

Opening a link shows a page with a button: looking, as mail scanners do, uses nothing up.
"""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext
from limits import parse

from wedforms.accounts.errors import (
    EmailTaken,
    EmailUnusable,
    LinkEnded,
    PasswordUnusable,
    PasswordWrong,
)
from wedforms.accounts.people import clean_email, person_of, require_password
from wedforms.accounts.recover import confirm_email, reset_password, take_new_email
from wedforms.accounts.tokens import Purpose, look_at
from wedforms.core.lookup import sign_in_by_email
from wedforms.extensions import db, services
from wedforms.web.studio.asked import AddressAsked, ForgottenAsked, ResetAsked, pin
from wedforms.web.studio.letters import send_link, telling
from wedforms.web.studio.person import person
from wedforms.web.studio.tries import may_try
from wedforms.web.studio.views import Views

#: Writing a mail takes time; an address that nobody has is answered no sooner.
_ANSWER_SECONDS: Final = 1.0
#: Links to one address, whoever asks for them: nobody fills another's letter box.
_RESETS: Final = parse("5 per hour")


def forgot_page() -> ResponseReturnValue:
    """Where a forgotten password is told."""
    return render_template("studio/forgot.html", form=ForgottenAsked(), is_sent=False)


def forgot() -> ResponseReturnValue:
    """Mail a link, if there is somebody; the answer and its time tell nothing about that."""
    form, began = ForgottenAsked(request.form), time.monotonic()
    if not form.validate():
        page = render_template("studio/forgot.html", form=form, is_sent=False)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    _send_reset(form.email.data or "")
    time.sleep(max(0.0, _ANSWER_SECONDS - (time.monotonic() - began)))
    return render_template("studio/forgot.html", form=ForgottenAsked(), is_sent=True)


def reset_page(token: str) -> ResponseReturnValue:
    """Where a new password is chosen; raises LinkEnded."""
    _whose("reset_password", token)
    return render_template("studio/reset.html", form=ResetAsked())


def reset(token: str) -> ResponseReturnValue:
    """Choose it; raises LinkEnded."""
    form = ResetAsked(request.form)
    if form.validate():
        try:
            with telling(_whose("reset_password", token), "password") as connection:
                reset_password(connection, secret=token, password=form.password.data or "")
            return redirect(
                url_for("studio.sign_in_page", changed="password"), HTTPStatus.SEE_OTHER
            )
        except PasswordUnusable as fault:
            pin(form, "password", fault)
    return render_template("studio/reset.html", form=form), HTTPStatus.UNPROCESSABLE_ENTITY


def ask_confirmation() -> ResponseReturnValue:
    """Mail the link to one's own address again."""
    send_confirmation(person().user_id)
    return redirect(url_for("studio.account", changed="asked"), HTTPStatus.SEE_OTHER)


def send_confirmation(user_id: UUID) -> None:
    """Mail somebody the link that confirms their address, if it is not confirmed."""
    found = person_of(services().autocommit, user_id)
    if found is not None and not found.is_verified:
        send_link(
            "verify_email",
            user_id=user_id,
            recipient=found.email,
            path="/studio/confirm/%s",
        )


def confirm_page(token: str) -> ResponseReturnValue:
    """One button; raises LinkEnded."""
    return _button_page("verify_email", token, lazy_gettext("Confirm my address"))


def confirm(token: str) -> ResponseReturnValue:
    """Take the address for confirmed; raises LinkEnded."""
    with db.engine.begin() as connection:
        confirm_email(connection, secret=token)
    return redirect(url_for("studio.forms"), HTTPStatus.SEE_OTHER)


def ask_address() -> ResponseReturnValue:
    """Mail the link to the new address; nothing changes before it is opened."""
    form, here, engine = AddressAsked(request.form), person(), services().autocommit
    if form.validate():
        try:
            require_password(engine, here.user_id, password=form.current.data or "")
            email = clean_email(form.email.data or "")
            _send_address(email)
            return redirect(url_for("studio.account", changed="asked"), HTTPStatus.SEE_OTHER)
        except PasswordWrong as fault:
            pin(form, "current", fault)
        except EmailUnusable as fault:
            pin(form, "email", fault)
    return render_template("studio/address.html", form=form), HTTPStatus.UNPROCESSABLE_ENTITY


def address_page() -> ResponseReturnValue:
    """Where another address is asked for."""
    return render_template("studio/address.html", form=AddressAsked())


def new_address_page(token: str) -> ResponseReturnValue:
    """One button; raises LinkEnded."""
    return _button_page("change_email", token, lazy_gettext("Use this address from now on"))


def new_address(token: str) -> ResponseReturnValue:
    """Sign in with it from now on, and tell the old one; raises LinkEnded."""
    try:
        with telling(_whose("change_email", token), "address") as connection:
            take_new_email(connection, secret=token)
    except EmailTaken as fault:
        page = render_template(
            "studio/button.html", words=lazy_gettext("Try again"), trouble=str(fault)
        )
        return page, HTTPStatus.CONFLICT
    return redirect(url_for("studio.account", changed="email"), HTTPStatus.SEE_OTHER)


def _send_reset(raw: str) -> None:
    try:
        email = clean_email(raw)
    except EmailUnusable:
        return
    if not may_try(_RESETS, "reset", email=email):
        return
    if (found := sign_in_by_email(services().autocommit, email)) is None:
        return
    send_link(
        "reset_password",
        user_id=found.user_id,
        recipient=email,
        path="/studio/reset/%s",
    )


def _send_address(email: str) -> None:
    send_link(
        "change_email",
        user_id=person().user_id,
        recipient=email,
        path="/studio/new-address/%s",
    )


def _whose(purpose: Purpose, token: str) -> UUID:
    """Whose account the link is about; raises LinkEnded."""
    with services().autocommit.connect() as connection:
        user_id = look_at(connection, purpose, secret=token).user_id
    if user_id is None:
        raise LinkEnded
    return user_id


def _button_page(purpose: Purpose, token: str, words: LazyString) -> ResponseReturnValue:
    _whose(purpose, token)
    return render_template("studio/button.html", words=words, trouble="")


VIEWS: Final[Views] = {
    "forgot_page": forgot_page,
    "forgot": forgot,
    "reset_page": reset_page,
    "reset": reset,
    "ask_confirmation": ask_confirmation,
    "confirm_page": confirm_page,
    "confirm": confirm,
    "address_page": address_page,
    "ask_address": ask_address,
    "new_address_page": new_address_page,
    "new_address": new_address,
}
