"""Which status and which calm page each kind of trouble gets: one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from werkzeug.exceptions import HTTPException

from wedforms.accounts.errors import LinkEnded
from wedforms.clients.errors import ClientNotFound
from wedforms.extensions import limiter
from wedforms.forms.errors import (
    FormDeleted,
    FormNotFound,
    FormNotPublished,
    LinkNotUsable,
    VersionNotFound,
)
from wedforms.lib import clock
from wedforms.messaging.errors import MailNotFound
from wedforms.privacy.subject import SubjectNotFound
from wedforms.submissions.errors import (
    ChangesLocked,
    DraftNotFound,
    DraftSent,
    FormClosed,
    FormFull,
    LimitReached,
    SubmissionNotFound,
)
from wedforms.web.guards import wants_json
from wedforms.web.languages import language_of_request
from wedforms.web.posted import UnreadableInput, UnstorableText
from wedforms.wtf.inputs import TooMuchTyped
from wedforms.wtf.words import direction

RETRY_SECONDS: Final = 5


@dataclass(frozen=True, slots=True)
class Calm:
    """How a kind of trouble is told: the status, the page, and one sentence for scripts."""

    status: HTTPStatus
    page: str
    words: LazyString


UNAVAILABLE: Final = Calm(
    HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", _("We cannot save just now. Please try again.")
)
_BROKEN: Final = Calm(
    HTTPStatus.INTERNAL_SERVER_ERROR, "broken", _("Something went wrong on our side.")
)
_UNREADABLE: Final = Calm(
    HTTPStatus.BAD_REQUEST, "unreadable", _("This request could not be read.")
)
_TOO_LARGE: Final = Calm(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", _("That is more than we can take at once.")
)
_NOT_FOUND: Final = Calm(HTTPStatus.NOT_FOUND, "unknown", _("There is nothing at this address."))

#: Unknown, expired and withdrawn links look the same from outside.
_ENDED: Final = Calm(HTTPStatus.NOT_FOUND, "ended", _("This link does not lead anywhere any more."))


class DocumentNotReady(Exception):
    """The paper is still being made."""


STATUS: Final[Mapping[type[Exception], Calm]] = {
    FormNotFound: _NOT_FOUND,
    VersionNotFound: _NOT_FOUND,
    ClientNotFound: _NOT_FOUND,
    MailNotFound: _NOT_FOUND,
    SubjectNotFound: _NOT_FOUND,
    FormNotPublished: Calm(HTTPStatus.NOT_FOUND, "draft", _("This form is not open.")),
    FormDeleted: Calm(HTTPStatus.GONE, "deleted", _("This form was taken down.")),
    FormClosed: Calm(HTTPStatus.FORBIDDEN, "closed", _("This form is closed.")),
    FormFull: Calm(HTTPStatus.CONFLICT, "full", _("This form has all the answers it can take.")),
    LimitReached: Calm(
        HTTPStatus.CONFLICT, "resting", _("This form cannot take more answers now.")
    ),
    DraftSent: Calm(HTTPStatus.GONE, "answered", _("These answers were sent already.")),
    ChangesLocked: Calm(
        HTTPStatus.FORBIDDEN, "locked", _("These answers can no longer be changed.")
    ),
    LinkNotUsable: _ENDED,
    LinkEnded: _ENDED,
    DraftNotFound: _ENDED,
    SubmissionNotFound: _ENDED,
    UnreadableInput: _UNREADABLE,
    UnstorableText: Calm(
        HTTPStatus.BAD_REQUEST, "unstorable", _("There are characters in it that cannot be stored.")
    ),
    TooMuchTyped: _TOO_LARGE,
    DocumentNotReady: Calm(HTTPStatus.NOT_FOUND, "preparing", _("The document is being made.")),
    OperationalError: UNAVAILABLE,
    InterfaceError: UNAVAILABLE,
    PoolExhausted: UNAVAILABLE,
}

_BY_STATUS: Final[Mapping[int, Calm]] = {
    HTTPStatus.BAD_REQUEST: _UNREADABLE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: Calm(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unreadable", _("This address takes JSON.")
    ),
    HTTPStatus.NOT_FOUND: _NOT_FOUND,
    HTTPStatus.FORBIDDEN: Calm(HTTPStatus.FORBIDDEN, "forbidden", _("This is not allowed here.")),
    HTTPStatus.METHOD_NOT_ALLOWED: Calm(
        HTTPStatus.METHOD_NOT_ALLOWED, "unknown", _("This address does not take that.")
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _TOO_LARGE,
    HTTPStatus.TOO_MANY_REQUESTS: Calm(
        HTTPStatus.TOO_MANY_REQUESTS, "too_many", _("That was too often. Please wait a little.")
    ),
}


def register_errors(app: Flask) -> None:
    """Answer every exception by the table; what it does not know is our fault, and is logged."""
    for kind in STATUS:
        app.register_error_handler(kind, _tell_known)
    app.register_error_handler(HTTPException, _tell_http)
    app.register_error_handler(DBAPIError, _tell_database)
    app.register_error_handler(Exception, _tell_broken)


def calm_of(error: Exception) -> Calm:
    """The entry of an exception: its own, else that of the nearest class above it."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), _BROKEN)


def tell(calm: Calm, *, error: Exception | None = None) -> Response:
    """The answer for a kind of trouble: a calm page for people, a few words for scripts."""
    if wants_json():
        response = jsonify(error=calm.page, message=_words(calm, error))
    else:
        response = make_response(render_template(f"errors/{calm.page}.html", page=_page(error)))
    response.status_code = calm.status
    if calm.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    if calm.status == HTTPStatus.TOO_MANY_REQUESTS:
        response.headers["Retry-After"] = str(_seconds_until_allowed())
    return response


def _words(calm: Calm, error: Exception | None) -> str:
    """The sentence for scripts; what was unreadable tells the place as well."""
    return str(error) if isinstance(error, UnreadableInput) and str(error) else str(calm.words)


def _seconds_until_allowed() -> int:
    """How long the limit that was reached goes on."""
    limit = limiter.current_limit
    left = limit.reset_at - int(clock.now().timestamp()) if limit is not None else 0
    return max(left, RETRY_SECONDS)


def _tell_known(error: Exception) -> Response:
    return tell(calm_of(error), error=error)


def _tell_http(error: HTTPException) -> Response:
    response = tell(_BY_STATUS.get(error.code or 0, _BROKEN), error=error)
    if error.code is not None:
        response.status_code = error.code
    for name, value in error.get_headers(request.environ):
        if name == "Allow":
            response.headers[name] = value
    return response


def _tell_database(error: DBAPIError) -> Response:
    if error.connection_invalidated:
        return tell(UNAVAILABLE, error=error)
    return _tell_broken(error)


def _tell_broken(error: Exception) -> Response:
    current_app.logger.error("unexpected failure", exc_info=error)
    return tell(_BROKEN, error=error)


def _page(error: Exception | None) -> dict[str, Any]:
    language = language_of_request()
    return {
        "language": language,
        "direction": direction(language),
        "organization": g.get("organization_face"),
        "title": g.get("form_name", ""),
        "error": error,
        "is_studio": f"{request.path}/".startswith("/studio/"),
        "form_name": g.get("form_name", ""),
        "closed_words": g.get("closed_words", ""),
        "kept": _kept(),
        "address": request.full_path if request.query_string else request.path,
    }


def _kept() -> list[tuple[str, str]]:
    """What a public page posted, so that it can be posted again by one press of a button.

    What the studio posts is never shown again: a password may be among it.
    """
    if request.blueprint == "studio":
        return []
    try:
        return list(request.form.items(multi=True))
    except HTTPException:
        return []
