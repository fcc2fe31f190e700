"""The mails about one submission, for the page that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from wedforms.messaging.history import Message, messages_of_submission
from wedforms.web.studio.share.work import work


def beside_messages(submission_id: UUID) -> Sequence[Message]:
    """What was written about these answers, the latest first."""
    with work() as session:
        return messages_of_submission(session, submission_id)
