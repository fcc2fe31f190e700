"""Who works here, what each of them may do, and who is invited."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext
from sqlalchemy.orm import Session

from wedforms.accounts.errors import AccountError, AddressUnconfirmed
from wedforms.accounts.invite import (
    call_back,
    invitations_of,
    invite,
    promised_room,
    renew_invitation,
)
from wedforms.accounts.members import change_role, leave, members_of, remove_member
from wedforms.accounts.permissions import MAY, Permission
from wedforms.core.accounts import Invitation
from wedforms.core.limits import room_for
from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db, services
from wedforms.lib import clock
from wedforms.messaging import MailSecret, new_mail_secret
from wedforms.web.studio.asked import InviteAsked, pin
from wedforms.web.studio.letters import send_invitation
from wedforms.web.studio.person import is_unconfirmed, membership, organization_id, person
from wedforms.web.studio.views import Views

#: The permissions of accounts/permissions.py as people say them.
SAYS: Final[dict[Permission, LazyString]] = {
    "look": lazy_gettext("see forms, answers and papers"),
    "sensitive": lazy_gettext("see answers about diet and health"),
    "design": lazy_gettext("make, change and publish forms"),
    "answer": lazy_gettext("correct and delete answers, and write to couples"),
    "manage": lazy_gettext("invite people and change the settings"),
    "own": lazy_gettext("make other owners, and decide about the plan and the account"),
}
ROLE_NAMES: Final[dict[str, LazyString]] = {
    "OWNER": lazy_gettext("Owner"),
    "ADMIN": lazy_gettext("Administrator"),
    "MEMBER": lazy_gettext("Member"),
    "VIEWER": lazy_gettext("Viewer"),
}
_DONE: Final = {
    "role": lazy_gettext("The role is changed. It holds from now on, wherever they are signed in."),
    "removed": lazy_gettext("Removed. Their browsers see nothing of your organization any more."),
    "invited": lazy_gettext("The invitation is on its way."),
    "back": lazy_gettext("The invitation is called back: its link does not work any more."),
}


def show() -> ResponseReturnValue:
    """Everybody who works here."""
    return _page(InviteAsked())


def invite_somebody() -> ResponseReturnValue:
    """Invite somebody."""
    form = InviteAsked(request.form)
    if not form.validate():
        return _page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    secret = new_mail_secret(services().settings.secret_key)
    try:
        _require_confirmed()
        with _transaction() as session:
            invited = invite(
                session,
                email=form.email.data or "",
                role=form.role.data,
                actor_id=person().user_id,
                digest=secret.digest,
                now=clock.now(),
            )
            _mail(session, invited, secret)
    except AccountError as fault:
        pin(form, "email", fault)
        return _page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("studio.members", done="invited"), HTTPStatus.SEE_OTHER)


def send_again(invitation_id: UUID) -> ResponseReturnValue:
    """Send an invitation with a new link."""
    secret = new_mail_secret(services().settings.secret_key)

    def renew(session: Session) -> None:
        _require_confirmed()
        renewed = renew_invitation(
            session,
            invitation_id,
            actor_id=person().user_id,
            digest=secret.digest,
            now=clock.now(),
        )
        _mail(session, renewed, secret)

    return _changed("invited", renew)


def call_invitation_back(invitation_id: UUID) -> ResponseReturnValue:
    """Let an invitation work no more."""
    return _changed(
        "back",
        lambda session: call_back(
            session, invitation_id, actor_id=person().user_id, now=clock.now()
        ),
    )


def give_role(profile_id: UUID) -> ResponseReturnValue:
    """Give a member another role."""
    role = request.form.get("role", "")
    return _changed(
        "role",
        lambda session: change_role(session, profile_id, role=role, actor_id=person().user_id),
    )


def remove(profile_id: UUID) -> ResponseReturnValue:
    """Take a member out."""
    return _changed(
        "removed",
        lambda session: remove_member(
            session, profile_id, actor_id=person().user_id, now=clock.now()
        ),
    )


def go() -> ResponseReturnValue:
    """Leave the organization."""
    try:
        with _transaction() as session:
            leave(session, user_id=person().user_id, now=clock.now())
    except AccountError as fault:
        return _refused(fault)
    return redirect(url_for("studio.account", changed="left"), HTTPStatus.SEE_OTHER)


def _transaction() -> AbstractContextManager[Session]:
    return tenant_transaction(db.session, organization_id(), actor_id=person().user_id)


def _changed(done: str, act: Callable[[Session], None]) -> ResponseReturnValue:
    try:
        with _transaction() as session:
            act(session)
    except AccountError as fault:
        return _refused(fault)
    return redirect(url_for("studio.members", done=done), HTTPStatus.SEE_OTHER)


def _refused(fault: AccountError) -> ResponseReturnValue:
    form = InviteAsked()
    form.form_errors.append(str(fault))
    return _page(form), HTTPStatus.CONFLICT


def _require_confirmed() -> None:
    """Mails to others are sent for people whose own address is confirmed; else it is said."""
    if is_unconfirmed():
        raise AddressUnconfirmed


def _mail(session: Session, invitation: Invitation, secret: MailSecret) -> None:
    here = membership()
    send_invitation(
        session,
        secret,
        recipient=invitation.email,
        path=f"/studio/join/{here.slug}/%s",
    )


def _page(form: InviteAsked) -> str:
    now = clock.now()
    with _transaction() as session:
        return render_template(
            "studio/members.html",
            form=form,
            here=person(),
            members=members_of(session),
            invitations=invitations_of(session),
            room=room_for(session, "users"),
            promised_room=promised_room(session, now=now),
            now=now,
            roles=ROLE_NAMES,
            may_do=MAY,
            says=SAYS,
            done=_DONE.get(request.args.get("done", "")),
        )


VIEWS: Final[Views] = {
    "members": show,
    "invite": invite_somebody,
    "invite_again": send_again,
    "call_back": call_invitation_back,
    "change_role": give_role,
    "remove_member": remove,
    "leave": go,
}
