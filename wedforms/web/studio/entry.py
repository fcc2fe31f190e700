"""Coming in and going out: sign in, sign out."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from limits import parse

from wedforms.accounts.errors import SignInRefused
from wedforms.accounts.signin import end_session, sign_in
from wedforms.extensions import services
from wedforms.formspec.text import clean_line
from wedforms.lib import clock
from wedforms.web.guards import address_of_visitor
from wedforms.web.studio.asked import SignInAsked, pin
from wedforms.web.studio.cookie import drop_session, keep_session
from wedforms.web.studio.person import person, way_on
from wedforms.web.studio.tries import forget_tries, may_try
from wedforms.web.studio.views import Views

_LONGEST_AGENT: Final = 300
#: Wrong passwords for one account, from wherever they come.
_GUESSES: Final = parse("10 per 15 minutes")
_ACT: Final = "sign-in"
_TOO_OFTEN: Final = (
    "That was too often for this address. Wait a quarter of an hour, or choose a new password "
    "by “Forgotten your password?”; a passkey works at once."
)


def sign_in_page() -> ResponseReturnValue:
    """The door."""
    return _door(SignInAsked())


def let_in() -> ResponseReturnValue:
    """Through the door, to the page that was wanted."""
    form = SignInAsked(request.form)
    if form.validate() and not may_try(_GUESSES, _ACT, email=form.email.data or ""):
        pin(form, "password", _TOO_OFTEN)
        return _door(form), HTTPStatus.TOO_MANY_REQUESTS
    if form.validate():
        try:
            secret = sign_in(
                services().autocommit,
                email=form.email.data or "",
                password=form.password.data or "",
                origin=origin(),
                now=clock.now(),
            )
            forget_tries(_GUESSES, _ACT, email=form.email.data or "")
            return arrive(way_on(request.args.get("next", "")), secret)
        except SignInRefused as refused:
            pin(form, "password", refused)
    return _door(form), HTTPStatus.UNPROCESSABLE_ENTITY


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


def arrive(address: str, secret: str) -> ResponseReturnValue:
    """Go on to a page, signed in by this secret."""
    return keep_session(make_response(redirect(address, HTTPStatus.SEE_OTHER)), secret)


def _door(form: SignInAsked) -> str:
    is_changed = request.args.get("changed") == "password"
    return render_template(
        "studio/sign_in.html",
        form=form,
        signup=services().settings.signup,
        is_changed=is_changed,
    )


VIEWS: Final[Views] = {
    "sign_in_page": sign_in_page,
    "sign_in": let_in,
    "sign_out": go_out,
}
