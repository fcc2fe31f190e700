"""Opening an account: by anybody, or by whoever was invited, as the operator decides."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wedforms.accounts.describe import read_essentials
from wedforms.accounts.errors import (
    AccountError,
    EmailTaken,
    EmailUnusable,
    FactsUnusable,
    OrganizationSlugTaken,
    OrganizationSlugUnusable,
    PasswordUnusable,
)
from wedforms.accounts.passwords import require_good
from wedforms.accounts.people import NewPerson, clean_email
from wedforms.accounts.signin import start_session
from wedforms.accounts.signup import require_usable, sign_up, sign_up_invited, suggested_slug
from wedforms.accounts.tiers import FREE, columns_of
from wedforms.accounts.tokens import look_at
from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db, services
from wedforms.formspec.text import clean_line
from wedforms.lib import clock
from wedforms.lib.ids import uuid7
from wedforms.web.studio.asked import OrganizationAsked, SignUpAsked, pin, pin_missed
from wedforms.web.studio.athome import essentials_of_browser
from wedforms.web.studio.entry import arrive, origin
from wedforms.web.studio.recover import send_confirmation
from wedforms.web.studio.views import Views

_ESSENTIALS: Final = ("country", "currency", "time_zone", "locale")
_AT_FIELD: Final = {
    EmailTaken: "email",
    EmailUnusable: "email",
    PasswordUnusable: "password",
}


def sign_up_page() -> ResponseReturnValue:
    """Where a supplier opens an account."""
    _require("open")
    return _page(_empty(), email="")


def open_account() -> ResponseReturnValue:
    """Open the account, and in."""
    _require("open")
    return _opened(email="", invited_by="")


def invited_page(token: str) -> ResponseReturnValue:
    """Where somebody whom the operator invited opens an account; raises LinkEnded."""
    _require("open", "invite")
    return _page(_empty(), email=_invited_email(token))


def open_invited(token: str) -> ResponseReturnValue:
    """Open the account of an invited supplier; raises LinkEnded."""
    _require("open", "invite")
    return _opened(email=_invited_email(token), invited_by=token)


def _opened(*, email: str, invited_by: str) -> ResponseReturnValue:
    form = SignUpAsked(request.form)
    if email:
        form.email.data, form.email.raw_data = email, [email]
    if _is_right(form):
        try:
            organization_id, user_id = _open(form, invited_by=invited_by)
        except AccountError as fault:
            pin_fault(form, fault)
        else:
            secret = start_session(
                services().autocommit,
                user_id,
                organization_id=organization_id,
                origin=origin(),
                now=clock.now(),
            )
            send_confirmation(user_id)
            return arrive(url_for("studio.forms"), secret)
    return _page(form, email=email), HTTPStatus.UNPROCESSABLE_ENTITY


def _is_right(form: SignUpAsked) -> bool:
    """Whether nothing is wrong that shows without the database; all that is, is told at once."""
    form.validate()
    email, first, last = (form[one].data or "" for one in ("email", "first_name", "last_name"))
    checks: list[tuple[str, Callable[[], object]]] = [
        ("email", lambda: clean_email(email)),
        ("password", lambda: require_good(form.password.data or "", known=(email, first, last))),
    ]
    if not form.name.errors:
        checks.append(("slug", lambda: require_usable(_slug(form))))
    for check in (one for name, one in checks if not form[name].errors):
        try:
            check()
        except AccountError as fault:
            pin_fault(form, fault)
    return not form.errors


def _slug(form: OrganizationAsked) -> str:
    return (form.slug.data or "").strip() or suggested_slug(clean_line(form.name.data or ""))


def asked_account(form: OrganizationAsked) -> dict[str, Any]:
    """The organization that is asked for, free to begin with; raises FactsUnusable."""
    name = clean_line(form.name.data or "")
    essentials = read_essentials({one: form[one].data or "" for one in _ESSENTIALS})
    return {
        "organization_id": uuid7(),
        "name": name,
        "slug": _slug(form),
        "facts": {**columns_of(FREE), **essentials},
    }


def pin_fault(form: OrganizationAsked, fault: AccountError) -> None:
    """Tell at its field why the account was not opened; what has none is raised again."""
    if isinstance(fault, FactsUnusable):
        pin_missed(form, fault.problems)
    elif isinstance(fault, OrganizationSlugUnusable | OrganizationSlugTaken):
        pin(form, "slug", fault)
    elif type(fault) in _AT_FIELD:
        pin(form, _AT_FIELD[type(fault)], fault)
    else:
        raise fault


def _open(form: SignUpAsked, *, invited_by: str) -> tuple[UUID, UUID]:
    account = asked_account(form)
    organization_id: UUID = account["organization_id"]
    given = NewPerson(
        email=form.email.data or "",
        password=form.password.data or "",
        first_name=clean_line(form.first_name.data or ""),
        last_name=clean_line(form.last_name.data or ""),
        locale=account["facts"].get("locale", "en-GB"),
    )
    with tenant_transaction(db.session, organization_id) as session:
        if invited_by:
            return organization_id, sign_up_invited(session, given, secret=invited_by, **account)
        return organization_id, sign_up(session, given, **account)


def _invited_email(secret: str) -> str:
    with services().autocommit.connect() as connection:
        return str(look_at(connection, "sign_up", secret=secret).details["email"])


def _empty() -> SignUpAsked:
    return SignUpAsked(data=essentials_of_browser(request.accept_languages.values()))


def _page(form: SignUpAsked, *, email: str) -> str:
    return render_template("studio/sign_up.html", form=form, email=email)


def _require(*kinds: str) -> None:
    if services().settings.signup not in kinds:
        abort(HTTPStatus.NOT_FOUND)


VIEWS: Final[Views] = {
    "sign_up_page": sign_up_page,
    "sign_up": open_account,
    "invited_page": invited_page,
    "open_invited": open_invited,
}
