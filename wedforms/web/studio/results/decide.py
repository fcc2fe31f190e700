"""Deciding about a submission: approved, from a person after all, deleted, restored."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.lib import clock
from wedforms.submissions import decide, settle
from wedforms.submissions.errors import AnswersErased, ChangedMeanwhile, PlacesGone
from wedforms.web.studio.person import organization_id, person
from wedforms.web.studio.views import Views

_MOST_DIGITS: Final = 6


def approve(submission_id: UUID) -> ResponseReturnValue:
    """Approve the revision that was seen."""
    profile_id = person().profile_id
    assert profile_id is not None

    def act(session: Session) -> None:
        decide.approve(session, submission_id, revision=_revision(), by=profile_id, now=clock.now())

    return _decided(submission_id, act, said="approved")


def take_back(submission_id: UUID) -> ResponseReturnValue:
    """Not approved any more."""
    return _decided(
        submission_id,
        lambda session: decide.take_approval_back(session, submission_id),
        said="taken-back",
    )


def release(submission_id: UUID) -> ResponseReturnValue:
    """It's a person."""
    return _decided(
        submission_id, lambda session: decide.release(session, submission_id), said="released"
    )


def count(submission_id: UUID) -> ResponseReturnValue:
    """Count this one in place of what it repeats."""
    return _decided(
        submission_id, lambda session: settle.count_instead(session, submission_id), said="counted"
    )


def count_both(submission_id: UUID) -> ResponseReturnValue:
    """It is another household."""
    return _decided(
        submission_id, lambda session: settle.count_as_well(session, submission_id), said="both"
    )


def delete(submission_id: UUID) -> ResponseReturnValue:
    """Take it out of the list; it can be brought back."""
    return _decided(
        submission_id,
        lambda session: decide.delete(session, submission_id, now=clock.now()),
        said="deleted",
    )


def restore(submission_id: UUID) -> ResponseReturnValue:
    """Bring it back."""
    return _decided(
        submission_id, lambda session: decide.restore(session, submission_id), said="restored"
    )


def _decided(
    submission_id: UUID, act: Callable[[Session], None], *, said: str
) -> ResponseReturnValue:
    actor_id = person().user_id
    try:
        with tenant_transaction(db.session, organization_id(), actor_id=actor_id) as session:
            act(session)
    except ChangedMeanwhile:
        said = "meanwhile"
    except (PlacesGone, AnswersErased):
        said = "full"
    page = url_for("studio.answer", submission_id=submission_id, said=said)
    return redirect(page, HTTPStatus.SEE_OTHER)


def _revision() -> int:
    """The revision that the page showed; 0, which no submission has, when it does not say."""
    seen = request.form.get("revision", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) <= _MOST_DIGITS else 0


VIEWS: Final[Views] = {
    "approve_answer": approve,
    "take_approval_back": take_back,
    "release_answer": release,
    "count_answer": count,
    "count_both_answers": count_both,
    "delete_answer": delete,
    "restore_answer": restore,
}
