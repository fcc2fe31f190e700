"""Every address of the web side, once, with who may use it, how often, and who may frame it.

An address that is not on this list does not exist: a test holds the list against the application.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

#: anybody: no secret needed; link: whoever holds the secret in the address; operator: probes;
#: person: whoever is signed in; the others are what a role may do (accounts/permissions.py).
Permission = Literal[
    "anybody", "link", "operator", "person", "look", "design", "answer", "manage", "own"
]
Frames = Literal["nobody"]

#: A venue's guests share one address: three hundred of them send a form within ten minutes.
LOOK: Final = "1200 per minute"
SEND: Final = "3000 per 10 minutes"
SAVE: Final = "12000 per 10 minutes"
UPLOAD: Final = "600 per 10 minutes"
#: Passwords are guessed slowly; what a studio does is limited by person, not by address.
ENTER: Final = "30 per 10 minutes"
WORK: Final = "600 per minute"
UNLIMITED: Final = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One address, served by the view that is registered as `endpoint`."""

    rule: str
    endpoint: str
    method: Literal["GET", "POST"]
    permission: Permission
    limit: str
    frames: Frames = "nobody"


def _public(
    method: Literal["GET", "POST"],
    rule: str,
    name: str,
    *,
    permission: Permission = "link",
    limit: str,
) -> Route:
    return Route(
        rule=rule,
        endpoint=f"public.{name}",
        method=method,
        permission=permission,
        limit=limit,
    )


def _studio(
    method: Literal["GET", "POST"],
    rule: str,
    name: str,
    *,
    permission: Permission,
    limit: str = WORK,
) -> Route:
    return Route(
        rule=f"/studio/{rule}",
        endpoint=f"studio.{name}",
        method=method,
        permission=permission,
        limit=limit,
    )


ROUTES: Final[tuple[Route, ...]] = (
    _public("GET", "/f/<org>/<slug>", "fill", permission="anybody", limit=LOOK),
    _public("POST", "/f/<org>/<slug>", "send", permission="anybody", limit=SEND),
    _public("POST", "/f/<org>/<slug>/drafts", "start_draft", permission="anybody", limit=SEND),
    _public("GET", "/f/<org>/theme.css", "theme", permission="anybody", limit=LOOK),
    _public("GET", "/f/<org>/pictures/<sha256>", "picture", permission="anybody", limit=LOOK),
    _public("GET", "/p/<org>/<token>", "personal", limit=LOOK),
    _public("POST", "/p/<org>/<token>", "send_personal", limit=SEND),
    _public("POST", "/p/<org>/<token>/drafts", "start_personal_draft", limit=SEND),
    _public("GET", "/d/<org>/<token>", "draft", limit=LOOK),
    _public("POST", "/d/<org>/<token>", "send_draft", limit=SEND),
    _public("POST", "/d/<org>/<token>/answers", "save_draft", limit=SAVE),
    _public("POST", "/d/<org>/<token>/files/<name>", "upload", limit=UPLOAD),
    _public(
        "POST",
        "/d/<org>/<token>/files/<name>/<file_id>/remove",
        "remove_file",
        limit=SEND,
    ),
    _public("GET", "/s/<org>/<token>", "thanks", limit=LOOK),
    _public("GET", "/s/<org>/<token>/document.pdf", "document", limit=LOOK),
    _public("GET", "/s/<org>/<token>/day.ics", "calendar", limit=LOOK),
    _public("POST", "/s/<org>/<token>/change", "change", limit=SEND),
    _public("GET", "/accessibility", "accessibility", permission="anybody", limit=LOOK),
    _studio("GET", "sign-up", "sign_up_page", permission="anybody"),
    _studio("POST", "sign-up", "sign_up", permission="anybody", limit=ENTER),
    _studio("GET", "sign-in", "sign_in_page", permission="anybody"),
    _studio("POST", "sign-in", "sign_in", permission="anybody", limit=ENTER),
    _studio("POST", "sign-out", "sign_out", permission="person"),
    _studio("GET", "account", "account", permission="person"),
    _studio("POST", "account/password", "renew_password", permission="person", limit=ENTER),
    _studio("POST", "account/sessions/end", "end_sessions", permission="person"),
    _studio("POST", "account/sessions/<uuid:session_id>/end", "end_session", permission="person"),
    _studio("POST", "account/organization", "work_in", permission="person"),
    _studio("GET", "forms", "forms", permission="look"),
    _studio("GET", "forms/<uuid:form_id>/answers", "answers", permission="look"),
    _studio("GET", "forms/<uuid:form_id>/answers.csv", "answers_csv", permission="look"),
    _studio("GET", "answers/<uuid:submission_id>", "answer", permission="look"),
    _studio("GET", "answers/<uuid:submission_id>/document.pdf", "paper", permission="look"),
    Route(
        rule="/static/<path:name>",
        endpoint="assets.built",
        method="GET",
        permission="anybody",
        limit=UNLIMITED,
    ),
    Route(
        rule="/live", endpoint="health.live", method="GET", permission="operator", limit=UNLIMITED
    ),
    Route(
        rule="/ready", endpoint="health.ready", method="GET", permission="operator", limit=UNLIMITED
    ),
)
