"""Where suppliers see what was answered."""

from __future__ import annotations

from typing import Final

from wedforms.web.routes.route import studio

RESULTS: Final = (
    studio("GET", "forms", "forms", permission="look"),
    studio("GET", "forms/<uuid:form_id>/answers", "answers", permission="look"),
    studio("POST", "forms/<uuid:form_id>/answers/columns", "choose_columns", permission="look"),
    studio("GET", "forms/<uuid:form_id>/answers.csv", "answers_csv", permission="look"),
    studio("GET", "answers/<uuid:submission_id>", "answer", permission="look"),
    studio("GET", "answers/<uuid:submission_id>/document.pdf", "paper", permission="look"),
)
