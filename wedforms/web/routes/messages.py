"""What was written to whom, sending it again, reminders, and what members hear of."""

from __future__ import annotations

from typing import Final

from wedforms.web.routes.route import studio

MESSAGES: Final = (
    studio("GET", "forms/<uuid:form_id>/messages", "messages", permission="look"),
    studio("GET", "messages/<uuid:message_id>", "message", permission="look"),
    studio("POST", "messages/<uuid:message_id>/again", "send_again", permission="answer"),
    studio("GET", "forms/<uuid:form_id>/remind", "remind", permission="answer"),
    studio("POST", "forms/<uuid:form_id>/remind", "send_reminders", permission="answer"),
    studio("GET", "notifications", "notifications", permission="look"),
    studio("POST", "notifications", "choose_notifications", permission="look"),
)
