"""Submissions: drafts, sent answers and their changes."""

from wedforms.submissions.models import (
    AnswerColumns,
    AnswerCounter,
    FormSubmission,
    OptionPlaces,
    SubmissionAnswer,
    SubmissionRevision,
    SubmissionWords,
)

__all__ = [
    "AnswerColumns",
    "AnswerCounter",
    "FormSubmission",
    "OptionPlaces",
    "SubmissionAnswer",
    "SubmissionRevision",
    "SubmissionWords",
]
