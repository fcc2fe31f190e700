"""Why an answer was not taken, as facts; each carries what the page needs to say it kindly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID


class SubmissionError(Exception):
    """The root of everything this package raises."""


class AlreadyReceived(SubmissionError):
    """This attempt was received before, with other answers."""

    def __init__(self, submission_id: UUID) -> None:
        self.submission_id = submission_id
        super().__init__("These answers were already received.")


class ChangedMeanwhile(SubmissionError):
    """Somebody else changed the answers after this change had been begun."""

    def __init__(self, submission_id: UUID) -> None:
        self.submission_id = submission_id
        super().__init__("Somebody else changed these answers meanwhile.")


class FormClosed(SubmissionError):
    """The time for answers has ended; `at` says when, where it is known."""

    def __init__(self, at: datetime | None = None) -> None:
        self.at = at
        super().__init__("The form is closed.")


class FormFull(SubmissionError):
    """The form has received as many answers as it takes."""

    def __init__(self) -> None:
        super().__init__("The form is full.")


class PlacesGone(SubmissionError):
    """Chosen options have no places left; `gone` lists (field key, option value)."""

    def __init__(self, gone: Sequence[tuple[str, str]]) -> None:
        self.gone = tuple(gone)
        super().__init__("There are no places left for what was chosen.")


class LimitReached(SubmissionError):
    """The supplier's plan takes no more answers this month."""

    def __init__(self) -> None:
        super().__init__("The supplier cannot take more answers this month.")


class DraftNotFound(SubmissionError):
    """There is no such draft, it was sent, or it has expired."""

    def __init__(self) -> None:
        super().__init__("There is no such draft.")


class DraftSent(SubmissionError):
    """The draft was sent already; its answers are received as this submission."""

    def __init__(self, submission_id: UUID) -> None:
        self.submission_id = submission_id
        super().__init__("These answers were already sent.")


class SubmissionNotFound(SubmissionError):
    """There is no such submission."""

    def __init__(self) -> None:
        super().__init__("There is no such submission.")


class ChangesLocked(SubmissionError):
    """Sent answers of this form can no longer be changed; `at` says since when, where known."""

    def __init__(self, at: datetime | None = None) -> None:
        self.at = at
        super().__init__("These answers can no longer be changed.")


class WordsRefused(SubmissionError):
    """Nothing was written (`empty`), or more than is taken (`long`)."""

    def __init__(self, fault: str) -> None:
        self.fault = fault
        super().__init__("These words cannot be taken as they are.")


class NothingToAsk(SubmissionError):
    """Nobody needs to ask: the answers can still be changed, or there is no form to change."""

    def __init__(self) -> None:
        super().__init__("No change can be asked for here.")


class AskedAlready(SubmissionError):
    """A change was asked for and is not answered yet."""

    def __init__(self) -> None:
        super().__init__("A change was asked for already.")


class AskedTooOften(SubmissionError):
    """Changes of these answers were asked for as often as is taken in a day."""

    def __init__(self) -> None:
        super().__init__("Changes were asked for too often today.")


class RequestAnswered(SubmissionError):
    """Somebody else answered this request meanwhile."""

    def __init__(self) -> None:
        super().__init__("This request was answered meanwhile.")


class PaperStands(SubmissionError):
    """A contract or an invoice was made of these answers: they stay as they are on paper."""

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(f"{number} was made of these answers, so they cannot be corrected.")


class AnswersErased(SubmissionError):
    """The term of these answers is over; there is nothing left to bring back."""

    def __init__(self) -> None:
        super().__init__("These answers were erased when their term was over.")
