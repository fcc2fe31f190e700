"""One's own account: where it is signed in, and its password."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Final
from uuid import UUID

from flask import abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from wedforms.accounts.errors import PasswordUnusable, PasswordWrong
from wedforms.accounts.passkeys import passkeys_of, remove_passkey
from wedforms.accounts.people import change_password, require_password
from wedforms.accounts.signin import (
    choose_organization,
    end_session,
    end_sessions,
    open_sessions,
    start_session,
)
from wedforms.core.lookup import memberships_of
from wedforms.extensions import services
from wedforms.lib import clock
from wedforms.web.studio.asked import PasswordAsked, RemovalAsked, pin
from wedforms.web.studio.cookie import drop_session, keep_session, session_secret
from wedforms.web.studio.entry import origin
from wedforms.web.studio.letters import telling
from wedforms.web.studio.passkeys import is_offered
from wedforms.web.studio.person import person
from wedforms.web.studio.views import Views

_NONE: Final[Mapping[UUID, RemovalAsked]] = MappingProxyType({})
_CHANGED: Final = {
    "password": lazy_gettext("Your password is changed. Every other browser was signed out."),
    "passkey": lazy_gettext("The passkey is added: you can sign in with it from now on."),
    "no-passkey": lazy_gettext("The passkey is removed."),
    "left": lazy_gettext("You left the organization."),
    "email": lazy_gettext("Your address is changed: you sign in with the new one from now on."),
    "asked": lazy_gettext("We sent you a mail. Open the link in it to go on."),
}


def show() -> ResponseReturnValue:
    """Sessions, organizations, password."""
    return _page(PasswordAsked())


def end_one(session_id: UUID) -> ResponseReturnValue:
    """Sign one browser out."""
    end_session(services().autocommit, person().user_id, session_id=session_id)
    return redirect(url_for("studio.account"), HTTPStatus.SEE_OTHER)


def end_all() -> ResponseReturnValue:
    """Sign out everywhere, here too."""
    end_sessions(services().autocommit, person().user_id)
    return drop_session(
        make_response(redirect(url_for("studio.sign_in_page"), HTTPStatus.SEE_OTHER))
    )


def renew_password() -> ResponseReturnValue:
    """Another password: every browser is signed out but this one."""
    form = PasswordAsked(request.form)
    here, engine = person(), services().autocommit
    if not (form.validate() and _is_renewed(form)):
        return _page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    secret = start_session(
        engine,
        here.user_id,
        organization_id=here.organization_id,
        origin=origin(),
        now=clock.now(),
    )
    answer = redirect(url_for("studio.account", changed="password"), HTTPStatus.SEE_OTHER)
    return keep_session(make_response(answer), secret)


def _is_renewed(form: PasswordAsked) -> bool:
    current, password = form.current.data or "", form.password.data or ""
    try:
        with telling(person().user_id, "password") as connection:
            change_password(connection, person().user_id, current=current, password=password)
    except PasswordWrong as fault:
        pin(form, "current", fault)
    except PasswordUnusable as fault:
        pin(form, "password", fault)
    return not form.errors


def remove_one_passkey() -> ResponseReturnValue:
    """Let one work no more, for whoever gives the password; of two clicks at once one is told."""
    engine, user_id = services().autocommit, person().user_id
    passkey_id = request.form.get("passkey", type=UUID)
    if passkey_id is None:
        abort(HTTPStatus.NOT_FOUND)
    form = RemovalAsked(request.form, prefix=str(passkey_id))
    if not (form.validate() and _is_password(form)):
        page = _page(PasswordAsked(), removals={passkey_id: form})
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    known = {one.passkey_id: one.label for one in passkeys_of(engine, user_id)}
    if passkey_id in known:
        once, label = f"no-passkey:{passkey_id}", known[passkey_id]
        with telling(user_id, "no-passkey", label=label, once=once) as connection:
            remove_passkey(connection, user_id, passkey_id=passkey_id)
    return redirect(url_for("studio.account", changed="no-passkey"), HTTPStatus.SEE_OTHER)


def _is_password(form: RemovalAsked) -> bool:
    try:
        password = form.current.data or ""
        require_password(services().autocommit, person().user_id, password=password)
    except PasswordWrong as fault:
        pin(form, "current", fault)
    return not form.errors


def work_in() -> ResponseReturnValue:
    """Work in another of one's organizations."""
    belongs_to = {
        one.slug: one.organization_id
        for one in memberships_of(services().autocommit, person().user_id)
    }
    if (found := belongs_to.get(request.form.get("organization", ""))) is None:
        abort(HTTPStatus.NOT_FOUND)
    choose_organization(services().autocommit, session_secret(), found)
    return redirect(url_for("studio.forms"), HTTPStatus.SEE_OTHER)


def _page(form: PasswordAsked, *, removals: Mapping[UUID, RemovalAsked] = _NONE) -> str:
    here, engine = person(), services().autocommit
    passkeys = passkeys_of(engine, here.user_id)
    asked = {one.passkey_id: RemovalAsked(prefix=str(one.passkey_id)) for one in passkeys}
    return render_template(
        "studio/account.html",
        form=form,
        here=here,
        sessions=open_sessions(engine, here.user_id),
        organizations=memberships_of(engine, here.user_id),
        passkeys=passkeys,
        removals={**asked, **removals},
        may_add_passkeys=is_offered(),
        changed=_CHANGED.get(request.args.get("changed", "")),
    )


VIEWS: Final[Views] = {
    "account": show,
    "renew_password": renew_password,
    "end_sessions": end_all,
    "end_session": end_one,
    "remove_passkey": remove_one_passkey,
    "work_in": work_in,
}
