"""One submission on paper: as it was asked, with its version and state; no document of record."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from wedforms.core.accounts import Organization
from wedforms.core.tenancy import open_organization
from wedforms.documents.filled import FilledForm
from wedforms.documents.letterhead import letterhead_of
from wedforms.documents.sheet import sections_of
from wedforms.documents.wording import day, direction, moment
from wedforms.submissions.results import result
from wedforms.submissions.whole import without_sensitive


def paper_data(
    session: Session, submission_id: UUID, *, sensitive: bool, now: datetime
) -> dict[str, Any]:
    """What the paper prints; private answers are left out, sensitive ones unless asked for.

    Raises SubmissionNotFound.
    """
    sent = result(session, submission_id)
    definition = sent.form.compiled.definition
    zone = definition.facts.time_zone
    answers = sent.answers if sensitive else without_sensitive(definition.fields, sent.answers)
    today = now.astimezone(ZoneInfo(zone)).date()
    form = FilledForm(definition, answers, today, definition.locale, tells_sensitive=sensitive)
    changed = sent.amended_at and moment(sent.amended_at, zone, definition.locale)
    return {
        "kind": "answers",
        "title": definition.name,
        "number": "",
        "locale": definition.locale,
        "direction": direction(definition.locale),
        "letterhead": letterhead_of(
            session.get_one(Organization, open_organization(session))
        ).frozen(),
        "issued_on": day(today, definition.locale),
        "issued_at": now.isoformat(timespec="seconds"),
        "sent_at": moment(sent.submitted_at, zone, definition.locale),
        "changed_at": changed or "",
        "revision": sent.revision,
        "sections": sections_of(form, priced=False, signed_apart=False),
        "evidence": {
            "version": sent.form.version_number,
            "content_hash": sent.form.compiled.content_hash,
        },
    }
