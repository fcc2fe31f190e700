"""Where couples and guests fill forms in, and see what they sent."""

from __future__ import annotations

from typing import Final

from wedforms.web.routes.route import GUESS, LOOK, SAVE, SEND, UPLOAD, public

FILL: Final = (
    public("GET", "/f/<org>/<slug>", "fill", permission="anybody", limit=LOOK),
    public("POST", "/f/<org>/<slug>", "send", permission="anybody", limit=SEND),
    public("POST", "/f/<org>/<slug>/drafts", "start_draft", permission="anybody", limit=SEND),
    public("GET", "/f/<org>/<slug>/find", "find", permission="anybody", limit=LOOK),
    public("POST", "/f/<org>/<slug>/find", "find_household", permission="anybody", limit=GUESS),
    public("GET", "/f/<org>/<slug>/busy", "busy", permission="anybody", limit=GUESS),
    public("GET", "/f/<org>/theme.css", "theme", permission="anybody", limit=LOOK),
    public("GET", "/f/<org>/pictures/<sha256>", "picture", permission="anybody", limit=LOOK),
    public("GET", "/p/<org>/<token>", "personal", limit=LOOK),
    public("POST", "/p/<org>/<token>", "send_personal", limit=SEND),
    public("POST", "/p/<org>/<token>/drafts", "start_personal_draft", limit=SEND),
    public("GET", "/d/<org>/<token>", "draft", limit=LOOK),
    public("POST", "/d/<org>/<token>", "send_draft", limit=SEND),
    public("POST", "/d/<org>/<token>/answers", "save_draft", limit=SAVE),
    public("GET", "/d/<org>/<token>/newer", "newer", limit=LOOK),
    public("POST", "/d/<org>/<token>/newer", "move_draft", limit=SEND),
    public("POST", "/d/<org>/<token>/files/<name>", "upload", limit=UPLOAD),
    public(
        "POST",
        "/d/<org>/<token>/files/<name>/<file_id>/remove",
        "remove_file",
        limit=SEND,
    ),
    public("GET", "/s/<org>/<token>", "thanks", limit=LOOK),
    public("GET", "/s/<org>/<token>/document.pdf", "document", limit=LOOK),
    public("GET", "/s/<org>/<token>/day.ics", "calendar", limit=LOOK),
    public("POST", "/s/<org>/<token>/change", "change", limit=SEND),
    public("GET", "/s/<org>/<token>/ask", "ask", limit=LOOK),
    public("POST", "/s/<org>/<token>/ask", "send_asked", limit=GUESS),
    public("GET", "/accessibility", "accessibility", permission="anybody", limit=LOOK),
)
