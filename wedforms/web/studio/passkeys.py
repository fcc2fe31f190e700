"""Passkeys in the studio: added on one's account (account.py removes them), used at the door.

The two ceremonies are conversations of a script with the browser, so they speak JSON.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, ClassVar, Final

from flask import Response, abort, jsonify, make_response, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import INCLUDE, RAISE, Schema, fields, validate

from wedforms.accounts.describe import organization_now
from wedforms.accounts.errors import PasskeyRefused, PasswordWrong
from wedforms.accounts.features import features_of
from wedforms.accounts.passkeys import (
    Service,
    begin_adding,
    begin_sign_in,
    clean_label,
    keep_passkey,
    made_passkey,
    sign_in_with_passkey,
)
from wedforms.accounts.people import email_of, require_password
from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db, services
from wedforms.lib import clock
from wedforms.web.public.bodies import read_body
from wedforms.web.studio.cookie import keep_session
from wedforms.web.studio.entry import origin
from wedforms.web.studio.letters import telling
from wedforms.web.studio.person import person, way_on
from wedforms.web.studio.views import Views


class _Response(Schema):
    """What the device signed; the library reads the rest of it."""

    class Meta:
        """Browsers add members of their own."""

        unknown: ClassVar[str] = INCLUDE

    clientDataJSON = fields.String(required=True)  # noqa: N815


class _Credential(Schema):
    """A public key credential as browsers write it."""

    class Meta:
        """Browsers add members of their own."""

        unknown: ClassVar[str] = INCLUDE

    id = fields.String(required=True)
    rawId = fields.String(required=True)  # noqa: N815
    type = fields.String(required=True)
    response = fields.Nested(_Response, required=True)


class _Asked(Schema):
    """The beginning of adding: who asks knows the password."""

    class Meta:
        """A key that nobody reads is a mistake of the page."""

        unknown: ClassVar[str] = RAISE

    current = fields.String(load_default="")


class _Answer(Schema):
    """The end of a ceremony."""

    class Meta:
        """A key that nobody reads is a mistake of the page."""

        unknown: ClassVar[str] = RAISE

    credential = fields.Nested(_Credential, required=True)
    label = fields.String(load_default="", validate=validate.Length(max=200))


_ASKED: Final = _Asked()
_ANSWER: Final = _Answer()


def ask_to_add() -> ResponseReturnValue:
    """What the browser is asked to make, of whoever gives the password of the account."""
    if not is_offered():
        abort(HTTPStatus.FORBIDDEN)
    given = read_body(_ASKED)
    here, engine = person(), services().autocommit
    try:
        require_password(engine, here.user_id, password=given["current"])
    except PasswordWrong as fault:
        return _refused(fault)
    email = email_of(engine, here.user_id)
    return _as_json(
        begin_adding(engine, here.user_id, email=email, service=_service(), now=clock.now())
    )


def add() -> ResponseReturnValue:
    """Keep what it made."""
    if not is_offered():
        abort(HTTPStatus.FORBIDDEN)
    given, user_id = read_body(_ANSWER), person().user_id
    label, engine = clean_label(given["label"]), services().autocommit
    try:
        made = made_passkey(engine, user_id, answer=given["credential"], service=_service())
        with telling(user_id, "passkey", label=label) as connection:
            keep_passkey(connection, user_id, made, label=label)
    except PasskeyRefused as fault:
        return _refused(fault)
    return jsonify(to=url_for("studio.account", changed="passkey")), HTTPStatus.CREATED


def ask_to_sign_in() -> ResponseReturnValue:
    """What the browser is asked to prove."""
    return _as_json(begin_sign_in(services().autocommit, service=_service(), now=clock.now()))


def let_in() -> ResponseReturnValue:
    """Through the door, to the page that was wanted."""
    given: dict[str, Any] = read_body(_ANSWER)
    try:
        secret = sign_in_with_passkey(
            services().autocommit,
            answer=given["credential"],
            service=_service(),
            origin=origin(),
            now=clock.now(),
        )
    except PasskeyRefused as fault:
        return _refused(fault)
    to = way_on(request.args.get("next", ""))
    return keep_session(make_response(jsonify(to=to)), secret)


def is_offered() -> bool:
    """Whether the organization that the person works in lets passkeys be added."""
    here = person()
    if here.organization_id is None:
        return True
    with tenant_transaction(db.session, here.organization_id, actor_id=here.user_id) as session:
        return "passkeys" in features_of(organization_now(session), now=clock.now())


def _service() -> Service:
    return Service(services().settings.public_url)


def _refused(fault: PasskeyRefused | PasswordWrong) -> ResponseReturnValue:
    error = "password" if isinstance(fault, PasswordWrong) else "refused"
    return jsonify(error=error, message=str(fault)), HTTPStatus.UNPROCESSABLE_ENTITY


def _as_json(text: str) -> Response:
    response = make_response(text)
    response.mimetype = "application/json"
    return response


VIEWS: Final[Views] = {
    "passkey_options": ask_to_add,
    "add_passkey": add,
    "passkey_sign_in_options": ask_to_sign_in,
    "passkey_sign_in": let_in,
}
