"""Where suppliers keep their couples."""

from __future__ import annotations

from typing import Final

from wedforms.web.routes.route import studio

_ONE: Final = "clients/<uuid:client_id>"
_ANSWER: Final = "answers/<uuid:submission_id>"

CLIENTS: Final = (
    studio("GET", "clients", "clients", permission="look"),
    studio("GET", "clients/new", "new_client", permission="answer"),
    studio("POST", "clients/new", "add_client", permission="answer"),
    studio("GET", "clients/diary", "diary", permission="look"),
    studio("POST", "clients/diary", "take_days", permission="answer"),
    studio("POST", "clients/diary/<uuid:entry_id>/free", "free_days", permission="answer"),
    studio("GET", _ONE, "client", permission="look"),
    studio("GET", f"{_ONE}/edit", "edit_client", permission="answer"),
    studio("POST", f"{_ONE}/edit", "save_client", permission="answer"),
    studio("POST", f"{_ONE}/step", "take_step", permission="answer"),
    studio("POST", f"{_ONE}/send-form", "send_form", permission="manage"),
    studio("POST", f"{_ONE}/remove", "remove_client", permission="answer"),
    studio("POST", f"{_ONE}/restore", "restore_client", permission="answer"),
    studio("POST", f"{_ANSWER}/write-back", "write_back", permission="answer"),
    studio(
        "POST", f"{_ANSWER}/asked/<uuid:request_id>/decline", "decline_change", permission="answer"
    ),
    studio("GET", "forms/<uuid:form_id>/share/codes", "codes", permission="manage"),
    studio("POST", f"{_ANSWER}/couple", "enrol_sender", permission="answer"),
)
