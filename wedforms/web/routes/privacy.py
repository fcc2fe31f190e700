"""Where suppliers see what they hold of a person, take a copy of it, and have it erased."""

from __future__ import annotations

from typing import Final

from wedforms.web.routes.route import studio

_COUPLE: Final = "clients/<uuid:client_id>/data"
_HOUSEHOLD: Final = "answers/<uuid:submission_id>/data"

PRIVACY: Final = (
    studio("GET", _COUPLE, "client_data", permission="manage"),
    studio("POST", f"{_COUPLE}/copy", "copy_client_data", permission="manage"),
    studio("POST", f"{_COUPLE}/erase", "erase_client", permission="manage"),
    studio("GET", _HOUSEHOLD, "answer_data", permission="manage"),
    studio("POST", f"{_HOUSEHOLD}/copy", "copy_answer_data", permission="manage"),
    studio("POST", f"{_HOUSEHOLD}/erase", "erase_sender", permission="manage"),
)
