"""Where suppliers see what was answered."""

from __future__ import annotations

from typing import Final

from wedforms.web.routes.route import UPLOAD, studio

ANSWER: Final = "answers/<uuid:submission_id>"

RESULTS: Final = (
    studio("GET", "forms", "forms", permission="look"),
    studio("GET", "forms/<uuid:form_id>/answers", "answers", permission="look"),
    studio("POST", "forms/<uuid:form_id>/answers/columns", "choose_columns", permission="look"),
    studio("GET", "forms/<uuid:form_id>/answers.csv", "answers_csv", permission="look"),
    studio("GET", "forms/<uuid:form_id>/summary", "summary", permission="look"),
    studio("GET", "forms/<uuid:form_id>/board", "board", permission="look"),
    studio("GET", "forms/<uuid:form_id>/caterer", "caterer", permission="sensitive"),
    studio("POST", "forms/<uuid:form_id>/caterer", "hand_over", permission="sensitive"),
    studio("GET", "forms/<uuid:form_id>/exports", "exports", permission="look"),
    studio("GET", "forms/<uuid:form_id>/exports/state", "exports_state", permission="look"),
    studio("POST", "forms/<uuid:form_id>/exports", "ask_export", permission="look"),
    studio("GET", "exports/<uuid:export_id>/file", "export_file", permission="look"),
    studio("POST", "exports/<uuid:export_id>/cancel", "cancel_export", permission="look"),
    studio("GET", ANSWER, "answer", permission="look"),
    studio("POST", f"{ANSWER}/pdf", "ask_paper", permission="look"),
    studio("GET", f"{ANSWER}/document.pdf", "paper", permission="look"),
    studio("GET", f"{ANSWER}/files/<uuid:file_id>", "answer_file", permission="look"),
    studio(
        "GET",
        f"{ANSWER}/pictures/<uuid:file_id>",
        "answer_picture",
        permission="look",
    ),
    studio("POST", f"{ANSWER}/approve", "approve_answer", permission="answer"),
    studio("POST", f"{ANSWER}/take-back", "take_approval_back", permission="answer"),
    studio("POST", f"{ANSWER}/release", "release_answer", permission="answer"),
    studio("POST", f"{ANSWER}/count", "count_answer", permission="answer"),
    studio("POST", f"{ANSWER}/count-both", "count_both_answers", permission="answer"),
    studio("POST", f"{ANSWER}/delete", "delete_answer", permission="answer"),
    studio("POST", f"{ANSWER}/restore", "restore_answer", permission="answer"),
    studio("GET", f"{ANSWER}/correct", "correct_answer", permission="answer"),
    studio("POST", f"{ANSWER}/correct", "keep_correction", permission="answer", limit=UPLOAD),
)
