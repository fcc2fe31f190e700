"""What couples ask to have changed: shown beside their answers, and declined with a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.formspec.definition import Definition
from wedforms.formspec.text import storable
from wedforms.lib import clock
from wedforms.submissions import ChangeRequest
from wedforms.submissions.ask import LONGEST_REPLY, decline_request, requests_of
from wedforms.submissions.errors import RequestAnswered, WordsRefused
from wedforms.web.studio.person import may_here, organization_id, person
from wedforms.web.studio.views import Views

_SAID: Final = frozenset({"declined", "answered", "word", "long"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Requests:
    """What `studio/_change_requests.html` shows; without `is_told` the words are kept back."""

    requests: Sequence[ChangeRequest]
    is_told: bool
    said: str
    longest: int


def beside_requests(submission_id: UUID, definition: Definition) -> Requests:
    """What was asked about one submission; words that may tell of health are for few."""
    with tenant_transaction(db.session, organization_id(), actor_id=person().user_id) as session:
        found = requests_of(session, submission_id)
    is_sensitive = any(field.sensitive for _, field in definition.walk())
    said = request.args.get("request", "")
    return Requests(
        requests=found,
        is_told=may_here("sensitive") or not is_sensitive,
        said=said if said in _SAID else "",
        longest=LONGEST_REPLY,
    )


def decline(submission_id: UUID, request_id: UUID) -> ResponseReturnValue:
    """Leave the answers as they are, and say why."""
    profile_id = person().profile_id
    assert profile_id is not None
    said, actor_id = "declined", person().user_id
    reply = request.form.get("reply", "")
    try:
        with tenant_transaction(db.session, organization_id(), actor_id=actor_id) as session:
            decline_request(
                session,
                submission_id,
                request_id,
                reply=reply if storable(reply) else "",
                by=profile_id,
                now=clock.now(),
            )
    except RequestAnswered:
        said = "answered"
    except WordsRefused as refused:
        said = "long" if refused.fault == "long" else "word"
    # No part of the page is named in the address: then the focus would not go to what is said.
    page = url_for("studio.answer", submission_id=submission_id, request=said)
    return redirect(page, HTTPStatus.SEE_OTHER)


VIEWS: Final[Views] = {"decline_change": decline}
