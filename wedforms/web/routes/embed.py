"""The pages of a form inside a frame on a supplier's own site: the same acts, below `/e/`."""

from __future__ import annotations

from typing import Final, Literal

from wedforms.web.routes.route import GUESS, LOOK, SAVE, SEND, UNLIMITED, UPLOAD, Permission, Route


def _framed(
    method: Literal["GET", "POST"],
    rule: str,
    name: str,
    *,
    permission: Permission = "link",
    limit: str,
) -> Route:
    """The public page `name` at an address that begins with the form, whose sites may frame it."""
    return Route(
        rule=f"/e/<org>/<slug>{rule}",
        endpoint=f"public.framed_{name}",
        method=method,
        permission=permission,
        limit=limit,
        frames="allowed sites",
    )


EMBED: Final = (
    _framed("GET", "", "fill", permission="anybody", limit=LOOK),
    _framed("POST", "", "send", permission="anybody", limit=SEND),
    _framed("POST", "/drafts", "start_draft", permission="anybody", limit=SEND),
    _framed("GET", "/find", "find", permission="anybody", limit=LOOK),
    _framed("POST", "/find", "find_household", permission="anybody", limit=GUESS),
    _framed("GET", "/p/<token>", "personal", limit=LOOK),
    _framed("POST", "/p/<token>", "send_personal", limit=SEND),
    _framed("POST", "/p/<token>/drafts", "start_personal_draft", limit=SEND),
    _framed("GET", "/d/<token>", "draft", limit=LOOK),
    _framed("POST", "/d/<token>", "send_draft", limit=SEND),
    _framed("POST", "/d/<token>/answers", "save_draft", limit=SAVE),
    _framed("GET", "/d/<token>/newer", "newer", limit=LOOK),
    _framed("POST", "/d/<token>/newer", "move_draft", limit=SEND),
    _framed("POST", "/d/<token>/files/<name>", "upload", limit=UPLOAD),
    _framed("POST", "/d/<token>/files/<name>/<file_id>/remove", "remove_file", limit=SEND),
    _framed("GET", "/s/<token>", "thanks", limit=LOOK),
    _framed("GET", "/s/<token>/document.pdf", "document", limit=LOOK),
    _framed("GET", "/s/<token>/day.ics", "calendar", limit=LOOK),
    _framed("POST", "/s/<token>/change", "change", limit=SEND),
    _framed("GET", "/s/<token>/ask", "ask", limit=LOOK),
    _framed("POST", "/s/<token>/ask", "send_asked", limit=GUESS),
    Route(
        rule="/embed/v1/wed-form.js",
        endpoint="assets.element",
        method="GET",
        permission="anybody",
        limit=UNLIMITED,
    ),
)
