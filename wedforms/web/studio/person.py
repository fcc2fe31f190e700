"""Who is signed in, and whether they may see the page that they ask for."""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import abort, g, has_request_context, redirect, request, url_for

from wedforms.accounts.people import person_of
from wedforms.accounts.permissions import MAY, may
from wedforms.accounts.signin import open_session
from wedforms.core.lookup import (
    FoundMembership,
    FoundSession,
    memberships_of,
    organization_by_slug,
)
from wedforms.extensions import csrf, services
from wedforms.web.guards import wants_json
from wedforms.web.studio.cookie import session_secret

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from wedforms.web.routes import Permission

_OURS = {"same-origin", "none"}


def guarded(
    view: Callable[..., ResponseReturnValue], permission: Permission
) -> Callable[..., ResponseReturnValue]:
    """The view behind its permission: for `anybody`, for a signed-in `person`, or for a role.

    A `link` of the studio is for whoever holds its secret. Who works in no organization is shown
    how to come into one.
    """

    @wraps(view)
    def seen(**named: Any) -> ResponseReturnValue:
        if request.method == "POST":
            _require_our_page()
        if permission in ("anybody", "link"):
            return view(**named)
        if (person := signed_in()) is None:
            return redirect(url_for("studio.sign_in_page", next=_here()), HTTPStatus.SEE_OTHER)
        if permission != "person" and not may(person.role, permission):
            if person.role is None and request.method == "GET" and not wants_json():
                return redirect(url_for("studio.nowhere"), HTTPStatus.SEE_OTHER)
            abort(HTTPStatus.FORBIDDEN)
        return view(**named)

    return seen


def signed_in() -> FoundSession | None:
    """The session of this request; looked up once."""
    if "person" not in g:
        secret = session_secret()
        # While the look-up fails, the page that tells of it is drawn as for nobody.
        g.person = None
        g.person = open_session(services().autocommit, secret) if secret else None
    found: FoundSession | None = g.person
    return found


def person() -> FoundSession:
    """The session of this request, on pages behind `guarded`."""
    found = signed_in()
    assert found is not None
    return found


def organization_id() -> UUID:
    """The organization that the person works in, on pages behind the permission of a role."""
    found = person().organization_id
    assert found is not None
    return found


def membership() -> FoundMembership:
    """The organization that the person works in, by name and address, and their role in it."""
    belongs_to = memberships_of(services().autocommit, person().user_id)
    return next(one for one in belongs_to if one.organization_id == organization_id())


def time_zone() -> str | None:
    """Where the signed-in person's organization is at home: pages of the studio tell its time.

    None for whoever works nowhere, and for members of an organization that was closed.
    """
    found = signed_in() if has_request_context() and request.blueprint == "studio" else None
    if found is None or found.organization_id is None:
        return None
    belongs_to = memberships_of(services().autocommit, found.user_id)
    here = [one.slug for one in belongs_to if one.organization_id == found.organization_id]
    organization = organization_by_slug(services().autocommit, here[0]) if here else None
    return organization.time_zone if organization else None


def is_unconfirmed() -> bool:
    """Whether the signed-in person has not confirmed their address yet; looked up once."""
    if "is_unconfirmed" not in g:
        found = person_of(services().autocommit, person().user_id) if signed_in() else None
        g.is_unconfirmed = found is not None and not found.is_verified
    return bool(g.is_unconfirmed)


def way_on(wanted: str) -> str:
    """Where to go after signing in: a page of the studio, never another site."""
    parts = urlsplit(wanted)
    is_ours = not parts.scheme and not parts.netloc and parts.path.startswith("/studio/")
    return parts.path if is_ours and "\\" not in wanted else url_for("studio.forms")


def may_here(permission: Permission) -> bool:
    """Whether the person may do this; for templates, which leave out what would be refused."""
    assert permission in MAY["OWNER"]
    return may(person().role, permission)


def _require_our_page() -> None:
    """A POST comes from a page of ours: by the words of the browser and the token in the page."""
    if request.headers.get("Sec-Fetch-Site", "none") not in _OURS:
        abort(HTTPStatus.FORBIDDEN)
    if request.headers.get("Origin") not in (None, *_our_origins()):
        abort(HTTPStatus.FORBIDDEN)
    csrf.protect()


def _our_origins() -> tuple[str, str]:
    """As the operator says, and as this request says: probes and phones come by other names."""
    public = urlsplit(services().settings.public_url)
    return f"{public.scheme}://{public.netloc}", f"{request.scheme}://{request.host}"


def _here() -> str | None:
    return request.path if request.method == "GET" else None
