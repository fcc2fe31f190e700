"""Where suppliers come in, and look after their own account."""

from __future__ import annotations

from typing import Final

from wedforms.web.routes.route import ENTER, studio

ACCOUNT: Final = (
    studio("GET", "sign-up", "sign_up_page", permission="anybody"),
    studio("POST", "sign-up", "sign_up", permission="anybody", limit=ENTER),
    studio("GET", "begin/<token>", "invited_page", permission="link", limit=ENTER),
    studio("POST", "begin/<token>", "open_invited", permission="link", limit=ENTER),
    studio("GET", "sign-in", "sign_in_page", permission="anybody"),
    studio("POST", "sign-in", "sign_in", permission="anybody", limit=ENTER),
    studio("POST", "sign-out", "sign_out", permission="person"),
    studio("GET", "account", "account", permission="person"),
    studio("POST", "account/password", "renew_password", permission="person", limit=ENTER),
    studio("POST", "account/sessions/end", "end_sessions", permission="person"),
    studio("POST", "account/sessions/<uuid:session_id>/end", "end_session", permission="person"),
    studio("POST", "account/organization", "work_in", permission="person"),
)
