"""Where the form builder's editors ask: is this expression right, and what may stand here."""

from __future__ import annotations

from typing import Final

from wedforms.web.routes.route import UPLOAD, studio

EDITORS: Final = (
    studio("POST", "expressions", "expressions", permission="design", limit="1200 per minute"),
    studio("GET", "form-settings", "form_settings", permission="design"),
    studio("GET", "pictures/<sha256>", "form_picture", permission="look"),
    studio("POST", "pictures", "add_picture", permission="design", limit=UPLOAD),
)
