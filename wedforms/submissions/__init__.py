"""Submissions: drafts, sent answers and their changes."""

from wedforms.submissions.models import (
    AnswerColumns,
    AnswerCounter,
    AnswerExport,
    CatererList,
    ChangeRequest,
    FormSubmission,
    OptionPlaces,
    SubmissionAnswer,
    SubmissionRevision,
    SubmissionWords,
)

__all__ = [
    "AnswerColumns",
    "AnswerCounter",
    "AnswerExport",
    "CatererList",
    "ChangeRequest",
    "FormSubmission",
    "OptionPlaces",
    "SubmissionAnswer",
    "SubmissionRevision",
    "SubmissionWords",
]
