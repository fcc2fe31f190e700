"""Submissions: drafts, sent answers and their changes."""

from wedforms.submissions.models import (
    AnswerCounter,
    FormSubmission,
    OptionPlaces,
    SubmissionAnswer,
    SubmissionRevision,
)

__all__ = [
    "AnswerCounter",
    "FormSubmission",
    "OptionPlaces",
    "SubmissionAnswer",
    "SubmissionRevision",
]
