"""Where an organization says who it is, what it looks like, and who works in it."""

from __future__ import annotations

from typing import Final

from wedforms.web.routes.route import UPLOAD, studio

SETTINGS: Final = (
    studio("GET", "settings", "settings", permission="manage"),
    studio("POST", "settings", "keep_settings", permission="manage"),
    studio("GET", "settings/look", "look", permission="manage"),
    studio("POST", "settings/look", "keep_look", permission="manage", limit=UPLOAD),
    studio("GET", "settings/plan", "plan", permission="manage"),
    studio("GET", "settings/look.css", "look_style", permission="manage"),
)
